//! The whole way, with a program that is a gateway in miniature: this test itself, run again under strace.

use std::io::Write as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

use rusqlite::Connection;

use super::{check, files, promise};
use crate::{lead, strace};

/// Where the program that is recorded puts its database, and how it syncs.
const DIRECTORY: &str = "RELIABILITY_TEST_DIRECTORY";
const SYNCHRONOUS: &str = "RELIABILITY_TEST_SYNCHRONOUS";
/// It says that a lead is accepted before it is.
const EARLY: &str = "RELIABILITY_TEST_EARLY";

const LEADS: u64 = 12;

fn answer(status: &str, receipt: u64) -> Vec<u8> {
    let body = format!(r#"{{"status":"accepted","receipt":"r-{receipt}"}}"#);
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[test]
fn a_request_to_an_api_says_whose_lead_it_is() {
    let request = format!("POST /api/v1/lead HTTP/1.1\r\nhost: a\r\n\r\n{}", lead::delivered(5));
    assert_eq!(super::request(request.as_bytes()), Some(5));
    assert_eq!(super::request(&answer("202 Accepted", 1)), None);
}

#[test]
fn only_a_202_is_a_promise() {
    assert_eq!(promise(&answer("202 Accepted", 1)).as_deref(), Some("r-1"));
    assert_eq!(promise(&answer("200 OK", 1)), None);
    assert_eq!(promise(b"\x00\xff"), None);
}

/// Run by itself this does nothing.
#[test]
fn a_gateway_in_miniature() {
    let Ok(directory) = std::env::var(DIRECTORY) else { return };
    let is_early = std::env::var_os(EARLY).is_some();
    let (mut client, _other) = UnixStream::pair().unwrap();
    let connection = Connection::open(Path::new(&directory).join("leadform.db")).unwrap();
    connection.pragma_update(None, "journal_mode", "WAL").unwrap();
    connection.pragma_update(None, "synchronous", std::env::var(SYNCHRONOUS).unwrap()).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE lead (id INTEGER PRIMARY KEY, receipt TEXT, form TEXT, state TEXT);
             CREATE TABLE content (lead INTEGER, body TEXT);
             CREATE TABLE attempt (lead INTEGER, class TEXT);",
        )
        .unwrap();
    for number in 1..=LEADS {
        let mut accept = || client.write_all(&answer("202 Accepted", number)).unwrap();
        if is_early {
            accept();
        }
        let transaction = connection.unchecked_transaction().unwrap();
        let row = (number.cast_signed(), format!("r-{number}"));
        transaction.execute("INSERT INTO lead VALUES (?1, ?2, 'consult', 'pending')", row).unwrap();
        let body = lead::delivered(number).to_string();
        transaction.execute("INSERT INTO content VALUES (?1, ?2)", (number.cast_signed(), body)).unwrap();
        transaction.commit().unwrap();
        if !is_early {
            accept();
        }
    }
    // As if it were killed: nothing is put away.
    std::process::exit(0);
}

/// Promises, and findings about them.
fn recorded(synchronous: &str, is_early: bool) -> Option<(usize, usize)> {
    if !strace::is_there() {
        println!("skipped: strace is not installed, or may not trace here");
        return None;
    }
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().canonicalize().unwrap().join("store");
    std::fs::create_dir(&directory).unwrap();
    let recording = place.path().join("strace.log");
    let before = files(&directory).unwrap();
    let wrapper = strace::recording(&recording);
    let mut command = Command::new(&wrapper.command[0]);
    command.args(&wrapper.command[1..]).arg(std::env::current_exe().unwrap());
    command.args(["--exact", "power::tests::a_gateway_in_miniature", "--nocapture"]);
    command.env(DIRECTORY, &directory).env(SYNCHRONOUS, synchronous);
    if is_early {
        command.env(EARLY, "1");
    }
    assert!(command.stdout(std::process::Stdio::null()).status().unwrap().success());
    let scratch = super::scratch().unwrap();
    let findings = check(&recording, &directory, &before, scratch.path(), 1).unwrap();
    Some((findings.promises, findings.lost.len()))
}

#[test]
fn a_store_that_syncs_before_it_promises_loses_nothing() {
    if let Some(found) = recorded("FULL", false) {
        assert_eq!(found, (12, 0));
    }
}

#[test]
fn a_store_that_does_not_sync_is_found_out() {
    for (synchronous, is_early) in [("OFF", false), ("NORMAL", false), ("FULL", true)] {
        if let Some((promises, lost)) = recorded(synchronous, is_early) {
            assert!(promises == 12 && lost >= 12, "{synchronous}: {lost} of {promises}");
        }
    }
}
