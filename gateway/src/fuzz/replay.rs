//! The seeds and everything that was ever found, on every test run and without a fuzzer.

use std::fs;
use std::path::{Path, PathBuf};

use leadform_spec::Definition;

use super::body::is_taken;
use super::same::compared;

/// What reads bytes and holds them to what was promised.
type Target = fn(&[u8]);

const TARGETS: [(&str, Target); 6] = [
    ("answer", super::answer),
    ("body", super::body),
    ("config", super::config),
    ("definition", super::definition),
    ("list", super::list),
    ("same", super::same),
];

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    files
}

fn replay(kind: &str, least: usize) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let mut broken = Vec::new();
    for (name, target) in TARGETS {
        let files = files(&fuzz.join(kind).join(name));
        assert!(files.len() >= least, "{kind}/{name} has {} files", files.len());
        for file in files {
            let bytes = fs::read(&file).expect("a file");
            if std::panic::catch_unwind(|| target(&bytes)).is_err() {
                broken.push(format!("{name}: {}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "these break a promise; why stands above:\n{}", broken.join("\n"));
}

#[test]
fn the_seeds_break_no_promise() {
    replay("seeds", 5);
}

#[test]
fn the_seeds_make_leads_of_each_form_and_in_each_way() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/body"));
    let bodies: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).expect("a file")).collect();
    let taken: Vec<&Vec<u8>> = bodies.iter().filter(|bytes| is_taken(bytes)).collect();
    for way in b'0'..=b'3' {
        let forms = taken.iter().filter(|bytes| bytes[1] == way).count();
        assert!(forms >= 5, "way {}: of {forms} seeds a lead is made", char::from(way));
    }
}

#[test]
fn the_seeds_make_leads_that_are_right_and_leads_with_much_wrong() {
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/same"));
    let compared: Vec<(bool, usize)> =
        files.iter().map(|file| compared(&fs::read(file).expect("a file"))).collect();
    let right = compared.iter().filter(|(is_right, _)| *is_right).count();
    let wrong = compared.iter().filter(|(_, issues)| *issues > 2).count();
    assert!(right >= 8 && wrong >= 8, "{right} are right, and {wrong} have much wrong");
}

#[test]
fn what_was_found_once_is_not_found_again() {
    replay("findings", 0);
}

#[test]
fn every_example_breaks_no_promise_as_a_definition() {
    for source in super::forms::EXAMPLES {
        assert!(Definition::parse(source).is_ok());
        super::definition(source.as_bytes());
    }
}
