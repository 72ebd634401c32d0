//! What the tests need of the machine: tools, browsers and their drivers.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::tools::{self, Toolbox};
use crate::{command, npm};

/// Something that a stage cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// The compiler's wasm target, and wasm-bindgen with its test runner.
    Wasm,
    /// Trunk, esbuild and wasm-opt.
    Trunk,
    Chromium,
    Firefox,
    WebKit,
    /// strace, which makes system calls fail and records them, and libfaketime, which lets a clock jump.
    Faults,
}

/// Programs that come with the system, and the Debian packages that have them.
const SYSTEM: [(Need, &[&str], &[&str]); 4] = [
    (Need::Chromium, &["chromedriver"], &["chromium", "chromium-driver", "fonts-dejavu-core"]),
    (Need::Firefox, &["firefox-esr|firefox"], &["firefox-esr"]),
    (
        Need::WebKit,
        &["WebKitWebDriver", "xvfb-run", "Xvfb", "xauth"],
        &["webkit2gtk-driver", "xvfb", "xauth"],
    ),
    (Need::Faults, &["strace", "faketime"], &["strace", "faketime"]),
];

/// What is installed if that is possible, and otherwise done without: the stage says what it skips.
const OPTIONAL: [&str; 2] = ["strace", "faketime"];

/// Installs what is missing.
pub(super) fn prepare(needs: &BTreeSet<Need>) -> Result<Toolbox> {
    // The quick ones first, so that what only a person can mend is said at once.
    install_packages(&missing_packages(needs, is_there))?;
    let mut tools = Vec::new();
    if needs.contains(&Need::Wasm) || needs.contains(&Need::Trunk) {
        tools::ensure_wasm_target()?;
        tools.push(tools::wasm_bindgen()?);
    }
    if needs.contains(&Need::Trunk) {
        tools.push(tools::trunk());
        npm::ensure()?;
    }
    if needs.contains(&Need::Firefox) && std::env::var_os("GECKODRIVER").is_none() {
        tools.push(tools::geckodriver());
    }
    Toolbox::with(&tools)
}

/// On the `PATH`, or where a variable such as `CHROMEDRIVER` says.
fn is_there(program: &str) -> bool {
    std::env::var_os(program.to_uppercase()).is_some() || Toolbox::default().find(program).is_some()
}

fn missing_packages(needs: &BTreeSet<Need>, is_there: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for (need, programs, packages) in SYSTEM {
        let all_there = programs.iter().all(|names| names.split('|').any(&is_there));
        if needs.contains(&need) && !all_there {
            missing.extend(packages);
        }
    }
    missing
}

fn install_packages(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    let remedy = format!("apt-get update && apt-get install --yes --no-install-recommends {list}");
    let has_apt = Toolbox::default().find("apt-get").is_some();
    if (!has_apt || !is_root()) && packages.iter().all(|package| OPTIONAL.contains(package)) {
        eprintln!("going on without {list}; to have it, as root:\n\n    sudo sh -c '{remedy}'\n");
        return Ok(());
    }
    if !has_apt {
        bail!(
            "the browser tests need what Debian calls {list}, and this machine has no apt-get; install the same with \
             its own package manager, or leave those tests out: cargo xtask test --skip chromium firefox webkit e2e"
        );
    }
    if !is_root() {
        bail!("the browser tests need {list}; as root:\n\n    sudo sh -c '{remedy}'\n");
    }
    eprintln!("\ninstalling {list}: the tests run in these. With browsers about 2 minutes, 500 MB.");
    let mut shell = Command::new("sh");
    command::run(shell.args(["-c", &remedy]).env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null()))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Need, missing_packages};

    #[test]
    fn only_the_packages_of_what_is_needed_and_missing_are_installed() {
        let needs = BTreeSet::from([Need::Wasm, Need::Firefox, Need::WebKit]);
        let missing = missing_packages(&needs, |program| program != "xauth");
        assert_eq!(missing, ["webkit2gtk-driver", "xvfb", "xauth"]);
    }

    #[test]
    fn firefox_may_have_either_name() {
        let needs = BTreeSet::from([Need::Firefox]);
        assert!(missing_packages(&needs, |program| program == "firefox").is_empty());
        assert!(missing_packages(&needs, |program| program == "firefox-esr").is_empty());
        assert_eq!(missing_packages(&needs, |_| false), ["firefox-esr"]);
    }
}
