//! Power loss, which no `kill -9` can show: the kernel would still have what was written. All writes and fsyncs are
//! recorded, and for each promise the files are built as of the last fsync before it.

mod disk;
pub(crate) mod trace;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::client::sender::receipt;
use crate::lead;
use crate::random::Random;
use crate::store::{self, StoredLead};
use disk::{Files, UNSYNCED, Unsynced, after_power_loss};
use trace::Event;

/// What became of the promises of one recording.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub(crate) promises: usize,
    /// Disks that were built and read.
    pub(crate) disks: usize,
    pub(crate) syncs: usize,
    pub(crate) lost: Vec<String>,
    /// Requests to an API.
    pub(crate) requests: usize,
    /// Requests that the disk would know nothing of: the lead would be sent again, and nobody would know why.
    pub(crate) unclaimed: Vec<String>,
}

/// The files that are there, before a recording.
pub(crate) fn files(directory: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in std::fs::read_dir(directory)?.flatten() {
        let path = entry.path();
        if path.is_file() && is_database(&path) {
            files.insert(path.clone(), std::fs::read(&path)?);
        }
    }
    Ok(files)
}

fn is_database(path: &Path) -> bool {
    // The index of the log (`-shm`) is built anew after a crash.
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ["leadform.db", "leadform.db-wal", "leadform.db-journal"].contains(&name.as_str())
}

/// Builds the disk for each promise of a recording, and looks for the lead on it.
pub(crate) fn check(
    recording: &Path,
    directory: &Path,
    before: &Files,
    scratch: &Path,
    seed: u64,
) -> Result<Findings> {
    let text =
        std::fs::read_to_string(recording).with_context(|| format!("cannot read {}", recording.display()))?;
    let known: Vec<PathBuf> = before.keys().cloned().collect();
    let all = trace::read(&text, directory, &known)?;
    let mut findings = Findings {
        syncs: all
            .iter()
            .filter(|event| matches!(event, Event::Sync { path, .. } if is_database(path)))
            .count(),
        ..Findings::default()
    };
    let mut random = Random::new(seed);
    let mut promised: Vec<String> = Vec::new();
    for (index, event) in all.iter().enumerate() {
        let Event::Say { bytes } = event else { continue };
        if let Some(number) = request(bytes) {
            findings.requests += 1;
            let files = after_power_loss(before, &all[..index], Unsynced::Dropped, &mut random);
            let leads = read(&files, directory, scratch).unwrap_or_default();
            if !leads.iter().any(|lead| lead.number == Some(number) && lead.tries > 0) {
                findings.unclaimed.push(format!("lead {number} was sent before its try was on disk"));
            }
        }
        let Some(receipt) = promise(bytes) else { continue };
        findings.promises += 1;
        promised.push(receipt);
        for unsynced in UNSYNCED {
            let files = after_power_loss(before, &all[..index], unsynced, &mut random);
            findings.disks += 1;
            if let Some(problem) = problem(&files, directory, scratch, &promised) {
                findings.lost.push(format!("promise {} with {unsynced:?}: {problem}", findings.promises));
            }
        }
    }
    Ok(findings)
}

/// The receipt in an answer 202.
fn promise(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    head.starts_with("HTTP/1.1 202").then(|| receipt(body))?
}

/// The lead in a request to an API.
fn request(bytes: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    head.starts_with("POST /api/").then(|| lead::number_of(&serde_json::from_str(body).ok()?))?
}

/// What is wrong with this disk: everything that was promised must be on it.
fn problem(files: &Files, directory: &Path, scratch: &Path, promised: &[String]) -> Option<String> {
    match read(files, directory, scratch) {
        Err(error) => Some(format!("the store cannot be read: {error:#}")),
        Ok(leads) => {
            let kept: HashMap<&str, &StoredLead> =
                leads.iter().map(|lead| (lead.receipt.as_str(), lead)).collect();
            let is_lost = |receipt: &&String| !kept.get(receipt.as_str()).is_some_and(|lead| lead.as_sent);
            let lost: Vec<&String> = promised.iter().filter(is_lost).collect();
            (!lost.is_empty()).then(|| format!("{} of {} are not there", lost.len(), promised.len()))
        }
    }
}

fn read(files: &Files, directory: &Path, scratch: &Path) -> Result<Vec<StoredLead>> {
    for entry in std::fs::read_dir(scratch)?.flatten() {
        std::fs::remove_file(entry.path())?;
    }
    for (path, bytes) in files {
        let name = path.strip_prefix(directory).unwrap_or(path);
        if is_database(path) {
            std::fs::write(scratch.join(name), bytes)?;
        }
    }
    let database = scratch.join("leadform.db");
    store::check_integrity(&database)?;
    store::read(&database)
}

/// Where disks are built: in memory where there is such a place, since thousands are.
pub(crate) fn scratch() -> Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    tempfile::tempdir_in(&place).with_context(|| format!("cannot make a directory in {}", place.display()))
}

#[cfg(test)]
mod tests;
