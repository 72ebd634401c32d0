//! docs/OPERATIONS.md, held to the program: its commands run, its configuration is taken, its metrics and settings exist.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use crate::config::Site;
use crate::run::{leadform, run};
use crate::serve::gateway::{Gateway, until};

/// A receipt in the text stands for any.
const RECEIPT: &str = "7K3M-9QXD-2V4P";

fn text() -> String {
    fs::read_to_string(format!("{}/../docs/OPERATIONS.md", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The blocks of code in this language.
fn blocks(language: &str) -> Vec<String> {
    let text = text();
    let parts = text.split("\n```").skip(1).step_by(2);
    let found: Vec<String> = parts
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .map(str::to_owned)
        .collect();
    assert!(!found.is_empty(), "no block in {language}");
    found
}

/// What stands between backticks, outside blocks of code.
fn quoted(text: &str) -> Vec<&str> {
    let prose = text.split("\n```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).collect()
}

fn lead(phone: &str) -> Value {
    json!({ "payload": { "phone": phone },
        "context": { "consent": [{ "text": "x", "time": "2026-11-22T08:00:00Z", "agreed": true }], "fill_ms": 8000 } })
}

#[test]
fn every_command_does_what_it_is_there_for() {
    let gateway = Gateway::start();
    let blocks = blocks("sh");
    let lines =
        || blocks.iter().flat_map(|block| block.lines()).filter_map(|line| line.strip_prefix("leadform "));
    // A held lead for each command that names one: a second content under a key whose first was delivered.
    gateway.send("zalo-journey", "key", &lead("0912345678"));
    until("it is delivered", || gateway.list()[0]["state"] == "delivered");
    for (serial, _) in lines().filter(|line| line.contains(RECEIPT)).enumerate() {
        gateway.send("zalo-journey", "key", &lead(&format!("098765432{serial}")));
    }
    let held = gateway.list().into_iter().filter(|lead| lead["state"] == "held");
    let mut receipts: Vec<String> = held.map(|lead| lead["receipt"].as_str().unwrap().to_owned()).collect();
    let mut commands = 0;
    for line in lines() {
        let line = line.split(" #").next().unwrap().split('>').next().unwrap().trim();
        if line == "serve" {
            continue;
        }
        let line = if line.contains(RECEIPT) {
            line.replace(RECEIPT, &receipts.pop().unwrap())
        } else {
            line.to_owned()
        };
        let line = line.replace("/backup/leads-$(date +%F).db", "copy.db");
        assert!(!line.contains(['$', '"', '\'', '|']), "this test does not understand {line}");
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let mut command = leadform(&arguments);
        for name in ["LADIFLOW", "ERP", "1OFFICE", "ZALO"] {
            command.env(format!("SANDBOX_{name}_KEY"), "x");
        }
        let output = command.current_dir(gateway.folder.path()).output().unwrap();
        // 1 says that there is nothing to do it to, which may be so.
        assert!(matches!(output.status.code(), Some(0 | 1)), "leadform {line}: {output:?}");
        commands += 1;
    }
    assert!(commands >= 9, "{commands} commands");
    assert!(gateway.folder.path().join("copy.db").exists());
}

#[test]
fn every_configuration_is_taken() {
    for block in blocks("toml") {
        let site = Site::new(&block);
        let form = crate::config::CONSULT.replace("\"source_id\": 1, ", "").replace(
            "\"birth_date\"",
            "{ \"name\": \"source_id\", \"control\": \"select\", \"options\": { \"from\": \"options\" } }",
        );
        let form = form.replace("{ \"name\": \"district_id\", \"options\": { \"from\": \"options\" } },", "");
        site.write("forms/consult.json", &form);
        let run = site.check();
        assert_eq!(run.status, 0, "{block}\n{run:?}");
    }
}

#[test]
fn every_metric_and_every_setting_exists() {
    let gateway = Gateway::start();
    gateway.send("zalo-journey", "key", &lead("0912345678"));
    until("it is delivered", || gateway.list()[0]["state"] == "delivered");
    let metrics = gateway.metrics();
    let default = run(&["serve", "--print-default"], b"").stdout;
    // Words of the API that the gateway is.
    let own = ["page_url", "policy_url", "fill_ms", "already_booked", "oldest_seconds", "not_sent"];
    let text = text();
    let (mut metric_names, mut settings) = (BTreeSet::new(), BTreeSet::new());
    let is_word = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '_';
    for word in text.split(|char| !is_word(char)).filter(|word| word.starts_with("leadform_")) {
        // Alerts are counted from the first on.
        assert!(metrics.contains(word) || word == "leadform_alerts_total", "no metric is called {word}");
        metric_names.insert(word.to_owned());
    }
    for word in quoted(&text).into_iter().flat_map(|word| word.split(|char| !is_word(char))) {
        if word.contains('_') && !word.starts_with("leadform_") && !own.contains(&word) {
            assert!(default.contains(word), "no setting is called {word}");
            settings.insert(word.to_owned());
        }
    }
    assert!(metric_names.len() >= 5 && settings.len() >= 8, "{metric_names:?} {settings:?}");
}
