//! `cargo xtask bench`: the same form, made with leadform and with what one would use in its place, in one browser.
//!
//! Only ratios within one run mean anything: machines differ, and so do hours. The forms take turns, so that whatever
//! slows the machine slows all of them; what is reported is the median, and how far the runs lay apart.

mod measure;
mod peer;
mod profile;
mod report;
mod server;
mod trace;

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use e2e::Browser;

use peer::Kind;
use report::Results;
use server::Server;

/// Measures leadform and its peers, and writes docs/PERFORMANCE.md.
#[derive(Parser)]
struct Args {
    /// How often each form is measured; the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Only these forms, by the names that the table has (`leadform`, `hand`, …); nothing is written then.
    #[arg(long)]
    only: Vec<String>,
    /// Leave a CPU profile of each measurement in this folder; what was measured beside them is not written.
    #[arg(long)]
    trace: Option<PathBuf>,
    /// The built site.
    #[arg(long)]
    dist: PathBuf,
    /// The folder of this crate, and the one to write to.
    #[arg(long)]
    root: PathBuf,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    ensure!(args.runs > 0, "--runs 0 measures nothing");
    for name in &args.only {
        let known: Vec<_> = peer::ALL.iter().map(|peer| peer.name).collect();
        ensure!(known.contains(&name.as_str()), "there is no form `{name}`; there are {}", known.join(", "));
    }
    let peers: Vec<_> = peer::ALL
        .iter()
        .filter(|peer| args.only.is_empty() || args.only.iter().any(|name| name == peer.name))
        .collect();
    let server = Server::start(&args.root.join("bench"), &args.dist, &peers).await?;
    let mut results = Results::default();
    for run in 0..args.runs {
        for profile in &profile::ALL {
            let mut page_memory = 0.0;
            for peer in &peers {
                let place = measure::Place { server: &server, peer, profile, trace: args.trace.as_deref() };
                let mut measures = measure::all(&place)
                    .await
                    .with_context(|| format!("{} under {}", peer.name, profile.name))?;
                // The page itself is measured first; what it takes is not the form's.
                if peer.kind == Kind::None {
                    page_memory = measures.get("memory").unwrap_or_default();
                }
                measures.subtract("memory", page_memory);
                eprintln!("run {} {:<8} {:<16} {}", run + 1, profile.name, peer.name, measures);
                results.push(profile.name, peer.name, measures);
            }
        }
    }
    print!("{}", report::tables(&results));
    if args.only.is_empty() && args.trace.is_none() {
        report::write(&args.root, &results, args.runs, &browser_version().await?)?;
    }
    Ok(())
}

async fn browser_version() -> Result<String> {
    let browser = Browser::start(String::new()).await?;
    let version = browser.devtools("Browser.getVersion", serde_json::json!({})).await?;
    browser.quit().await?;
    Ok(version["product"].as_str().unwrap_or("Chromium").replace('/', " "))
}
