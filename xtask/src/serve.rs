//! `cargo xtask serve`: the demo page, the gateway that takes its leads, and the sandbox that they are delivered to.

mod gateway;
mod ports;
mod programs;

use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tools::{self, Toolbox};
use crate::{artifacts, npm, repository};
use ports::Port;
use programs::Programs;

/// How often to look whether a program answers, or has ended.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Show the demo page with all the forms, behind it the gateway, and the sandbox that stands in for the five APIs.
///
/// On a fresh machine it first installs what is missing: the compiler's wasm target, trunk, wasm-bindgen, esbuild and
/// wasm-opt. Then it builds, starts the sandbox, the gateway and the site, and prints the address to open. The page is built
/// again and reloads whenever a source file changes. Ctrl-C stops all three.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The site's port, on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The sandbox's port, on 127.0.0.1.
    #[arg(long, default_value_t = ports::SANDBOX)]
    sandbox_port: u16,
    /// The gateway's port, on 127.0.0.1.
    #[arg(long, default_value_t = ports::GATEWAY)]
    gateway_port: u16,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let site = Port { number: args.port, flag: "--port", user: "the site" };
    let sandbox = Port { number: args.sandbox_port, flag: "--sandbox-port", user: "the sandbox" };
    let gateway = Port { number: args.gateway_port, flag: "--gateway-port", user: "the gateway" };
    for port in [&site, &sandbox, &gateway] {
        port.check_free()?;
    }

    tools::ensure_wasm_target()?;
    let toolbox = Toolbox::with(&[tools::wasm_bindgen()?, tools::trunk()])?;
    npm::ensure()?;

    eprintln!("building the gateway and the sandbox; the first time this takes about 4 minutes …");
    let leadform = artifacts::leadform()?;

    let (stop, stopped) = mpsc::channel();
    // From here on Ctrl-C must not leave a server behind. The receiver lives as long as there is something to stop.
    ctrlc::set_handler(move || stop.send(()).unwrap_or(())).context("cannot catch Ctrl-C")?;
    let mut programs = Programs::default();
    let mut command = Command::new(&leadform);
    command.args(["sandbox", "--listen", &sandbox.address()]);
    programs.start("the sandbox", command.current_dir(repository::root()))?;

    let mut command = gateway::command(&leadform, &gateway, &sandbox, &site)?;
    programs.start("the gateway", &mut command)?;

    eprintln!("building the site; the first time this takes about 3 minutes …");
    let config = ports::TrunkConfig::with(&sandbox, &gateway)?;
    let mut trunk = toolbox.command("trunk");
    trunk.arg("serve").args(["--port", &site.number.to_string()]).arg("--config").arg(config.path());
    programs.start("the site", trunk.current_dir(repository::root()))?;

    // Each is asked until it has answered once, so that the sandbox's log is not full of this.
    let (mut sandbox_answers, mut site_answers) = (false, false);
    loop {
        if let Some((name, status)) = programs.ended()? {
            bail!("{name} ended by itself ({status}); its own message is above, and all is stopped");
        }
        let both_answered = sandbox_answers && site_answers;
        sandbox_answers = sandbox_answers || sandbox.answers();
        site_answers = site_answers || site.answers();
        if !both_answered && sandbox_answers && site_answers {
            println!(
                "\n  the forms     {}\n  the sandbox   {}  (each request as it came)\n  the gateway   {}f/erp-lead  (the form as a page of its own)",
                site.url(),
                sandbox.url(),
                gateway.url()
            );
            println!("\nCtrl-C stops all.");
        }
        if stopped.recv_timeout(LOOK_EVERY).is_ok() {
            eprintln!("\nstopping …");
            return Ok(());
        }
    }
}
