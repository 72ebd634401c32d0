//! Bad use: a message that names the problem and the remedy, exit status 2, never a panic.

use std::fs;
use std::process::Stdio;

use leadform_spec::apis;

use crate::run::{Run, leadform, run};

/// The commands that read a file, each with what comes before the file.
const READING: [&[&str]; 3] = [&["check", "erp-lead"], &["encode", "erp-lead"], &["lint"]];

const MIB: usize = 1024 * 1024;

fn each(file: &str, input: &[u8], assert: impl Fn(Run)) {
    for command in READING {
        assert(run(&[command, &[file]].concat(), input));
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    each("/nowhere/lead.json", b"", |run| {
        run.refused_saying(&["/nowhere/lead.json: there is no such file", "Check the path"]);
    });
}

#[test]
fn a_directory_is_no_file() {
    let directory = tempfile::tempdir().unwrap();
    each(directory.path().to_str().unwrap(), b"", |run| {
        run.refused_saying(&["this is a directory", "Give one file"]);
    });
}

#[test]
fn what_is_not_json_is_shown_by_line_and_column() {
    each("-", "{\"tên\": \"ư\",\n  \"b\": 'x'}".as_bytes(), |run| {
        run.refused_saying(&["<stdin>:2:8: not JSON: expected value", "double quotes"]);
    });
    each("-", b"{\"a\": 1} more", |run| run.refused_saying(&["<stdin>:1:10: not JSON: trailing characters"]));
    each("-", b" \n", |run| run.refused_saying(&["<stdin>: empty", "Give a JSON object"]));
}

#[test]
fn a_key_that_stands_twice_is_named_and_not_silently_dropped() {
    each("-", b"{\"a\": {\n \"b\": 1,\n \"b\": 2}}", |run| {
        run.refused_saying(&["<stdin>:3:4: this object already has the key \"b\"", "Take the wrong one out"]);
    });
}

#[test]
fn nesting_without_end_is_refused() {
    each("-", "[".repeat(MIB).as_bytes(), |run| {
        run.refused_saying(&["nested more than 127 levels deep", "Take some levels out"]);
    });
}

#[test]
fn invalid_utf8_is_shown_by_byte_and_line() {
    each("-", b"{\"a\":\n\"\xe1\"}", |run| {
        run.refused_saying(&["<stdin>: byte 7, on line 2, is not valid UTF-8", "Save the file as UTF-8"]);
    });
    let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    each("-", &utf16, |run| run.refused_saying(&["looks like UTF-16", "Save it as UTF-8"]));
}

#[test]
fn more_than_the_limit_is_refused_from_a_file_and_from_a_pipe() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("large.json");
    let large = [b"{\"a\": \"".as_slice(), &vec![b'x'; 50 * MIB], b"\"}"].concat();
    fs::write(&path, &large).unwrap();
    each(path.to_str().unwrap(), b"", |run| {
        run.refused_saying(&["large.json: more than 32 MiB", "the limit"]);
    });
    each("-", &large, |run| run.refused_saying(&["<stdin>: more than 32 MiB"]));
}

#[test]
#[cfg(unix)]
fn no_more_than_the_limit_is_read() {
    // An endless file would fill all memory, or never come to an end.
    each("/dev/zero", b"", |run| run.refused_saying(&["/dev/zero: more than 32 MiB"]));
}

#[test]
fn an_unknown_target_is_answered_with_the_nearest_and_with_all() {
    for command in [["check", "erp-leed"], ["encode", "erp-leed"], ["schema", "erp-leed"]] {
        let run = run(&command, b"{}");
        run.refused_saying(&["'erp-leed'", "a similar value exists: 'erp-lead'"]);
        run.refused_saying(&apis::ALL.map(|api| api.id));
    }
}

#[test]
fn a_missing_or_unknown_argument_shows_the_usage() {
    for arguments in [&["check"][..], &["lint"], &["check", "erp-lead", "--fone", "vn"], &["nonsense"]] {
        run(arguments, b"").refused_saying(&["Usage: leadform"]);
    }
    run(&[], b"").refused_saying(&["Usage: leadform", "sandbox"]);
    run(&["check", "erp-lead", "--phone", "us"], b"{}").refused_saying(&["'us'", "international"]);
}

#[test]
fn a_command_on_the_store_without_one_says_where_it_looked() {
    let directory = tempfile::tempdir().unwrap();
    for command in [&["leads", "list"][..], &["leads", "show", "7K3M-9QXD-2V4P"], &["backup", "copy.db"]] {
        let run = Run::from(leadform(command).current_dir(&directory).output().unwrap());
        run.refused_saying(&["leadform.toml: there is no such file", "--config", "--store"]);
        let run =
            Run::from(leadform(command).args(["--store", "no.db"]).current_dir(&directory).output().unwrap());
        run.refused_saying(&["no.db: there is no such database"]);
    }
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 0, "nothing is created");
    run(&["leads", "retry"], b"").refused_saying(&["Usage: leadform leads retry"]);
    run(&["leads", "erase"], b"").refused_saying(&["--phone"]);
    run(&["leads", "list", "--state", "dad"], b"").refused_saying(&["a similar value exists: 'dead'"]);
    run(&["leads", "list", "--store", "a", "--config", "b"], b"").refused_saying(&["cannot be used with"]);
    run(&["leads", "export", "--since", "31/01/2026"], b"").refused_saying(&["2026-01-31"]);
}

#[test]
fn nobody_reading_the_output_is_no_error() {
    for (arguments, status) in [(&["schema", "erp-lead"][..], 0), (&["check", "erp-lead"], 1)] {
        let mut child = leadform(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        drop(std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"{}"));
        let run = Run::from(child.wait_with_output().unwrap());
        assert_eq!((run.status, run.stderr.as_str()), (status, ""));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let run = Run::from(leadform(&["schema", "form"]).stdout(full).stderr(Stdio::piped()).output().unwrap());
    run.refused_saying(&["cannot write to standard output", "See that there is room"]);
}
