//! `cargo xtask bench`: the same form, made with leadform and with what one would use in its place, in one browser.
//!
//! Only ratios within one run mean anything: machines differ, and so do hours. The forms take turns, so that whatever
//! slows the machine slows all of them; what is reported is the median, and how far the runs lay apart.

mod bundle;
mod measure;
mod peer;
mod profile;
mod report;
mod server;
mod site;
mod trace;

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Parser;
use e2e::Browser;

use peer::{Kind, Peer};
use report::Results;
use server::Server;

/// Measures leadform and its peers, and writes docs/PERFORMANCE.md.
#[derive(Parser)]
struct Args {
    /// How often each form is measured; the median counts.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Only these forms, by their short names (`leadform`, `hand`, …), and the page without one.
    #[arg(long)]
    only: Vec<String>,
    /// Leave a CPU profile of each measurement in this folder.
    #[arg(long)]
    trace: Option<PathBuf>,
    /// The built site.
    #[arg(long)]
    dist: PathBuf,
    /// The repository, in which the forms lie and which is written to.
    #[arg(long)]
    root: PathBuf,
    /// Where criterion keeps what it found of the native code; without it, nothing is written.
    #[arg(long, requires = "sizes")]
    native: Option<PathBuf>,
    /// A file with the section on the module's size.
    #[arg(long)]
    sizes: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    ensure!(args.runs > 0, "--runs 0 measures nothing");
    let peers = chosen(&args.only)?;
    let server = Server::start(&args.root.join("bench"), &args.dist, &peers).await?;
    let mut results = Results::default();
    for run in 0..args.runs {
        for profile in &profile::ALL {
            let mut page_memory = None;
            for peer in &peers {
                let place = measure::Place { server: &server, peer, profile, trace: args.trace.as_deref() };
                let mut measures = measure::all(&place).await;
                // The page itself is measured first; what it takes is not the form's.
                if peer.kind == Kind::None {
                    page_memory = measures.get("memory");
                }
                measures.beyond("memory", page_memory);
                eprintln!("run {} {:<8} {:<16} {}", run + 1, profile.name, peer.name, measures);
                results.push(profile.name, peer.name, measures);
            }
        }
    }
    print!("{}", report::tables(&results));
    if let (Some(native), Some(sizes)) = (args.native, args.sizes) {
        let browser = browser_version().await?;
        let circumstances = report::Circumstances { runs: args.runs, browser, native, sizes };
        report::write(&args.root, &results, &circumstances)?;
    }
    Ok(())
}

/// The forms that are measured, and always first the page without one: it is what the others are beside.
fn chosen(only: &[String]) -> Result<Vec<&'static Peer>> {
    for name in only {
        let known: Vec<_> = peer::ALL.iter().map(|peer| peer.name).collect();
        ensure!(known.contains(&name.as_str()), "there is no form `{name}`; there are {}", known.join(", "));
    }
    let is_wanted =
        |peer: &Peer| peer.kind == Kind::None || only.is_empty() || only.iter().any(|name| name == peer.name);
    Ok(peer::ALL.iter().filter(|peer| is_wanted(peer)).collect())
}

async fn browser_version() -> Result<String> {
    let browser = Browser::start(String::new()).await?;
    let version = browser.devtools("Browser.getVersion", serde_json::json!({})).await?;
    browser.quit().await?;
    Ok(version["product"].as_str().unwrap_or("Chromium").replace('/', " "))
}

#[cfg(test)]
mod tests {
    use super::{chosen, measure::Measures};

    #[test]
    fn the_page_without_a_form_is_measured_first_whatever_is_asked_for() {
        let names = |only: &[&str]| -> Vec<_> {
            let only: Vec<_> = only.iter().map(|name| (*name).to_owned()).collect();
            chosen(&only).unwrap().iter().map(|peer| peer.name).collect()
        };
        assert_eq!(names(&["react", "hand"]), ["none", "hand", "react"]);
        assert_eq!(names(&[])[0], "none");
        assert!(chosen(&["recat".to_owned()]).is_err());
    }

    #[test]
    fn memory_is_beyond_the_pages_own_or_not_known() {
        let mut measures = Measures(vec![("key", 1.0), ("memory", 5.0)]);
        measures.beyond("memory", Some(3.0));
        assert_eq!((measures.get("key"), measures.get("memory")), (Some(1.0), Some(2.0)));
        measures.beyond("memory", None);
        assert_eq!((measures.get("key"), measures.get("memory")), (Some(1.0), None));
    }
}
