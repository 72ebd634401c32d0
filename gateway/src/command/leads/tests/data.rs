//! Exports, erasure and backups.

use leadform_spec::api::Kind;
use leadform_spec::apis;
use serde_json::Value;

use super::{filled, name_of, printed, refused, run};
use crate::Ending;
use crate::store::trial::{Trial, lead, until};

#[tokio::test]
async fn the_table_has_every_column_in_order_and_no_formula() {
    for api in apis::ALL {
        let trial = Trial::new();
        let store = trial.open();
        let hostile = "=HYPERLINK(\"http://x\",\"y\")\r\nư;\"=1";
        store.accept(filled(api, "k", "0912345678", hostile)).await.unwrap();
        let table = printed(&trial, &["leads", "export", "--bom"]);
        let mut reader = csv::Reader::from_reader(table.strip_prefix('\u{feff}').unwrap().as_bytes());
        let head = reader.headers().unwrap().clone();
        let own = ["receipt", "form", "upstream", "state", "reason", "accepted"];
        let wanted: Vec<&str> = own.into_iter().chain(api.rows.iter().map(|row| row.name)).collect();
        assert_eq!(head.iter().collect::<Vec<_>>(), wanted);
        let row = reader.records().next().unwrap().unwrap();
        let texts = name_of(api, |kind| matches!(kind, Kind::Text));
        let at = wanted.iter().position(|name| *name == texts).unwrap();
        assert_eq!(row[at], format!("'{hostile}"));
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r'])));
        assert!(reader.records().next().is_none());
        let line: Value =
            serde_json::from_str(&printed(&trial, &["leads", "export", "--format", "json"])).unwrap();
        assert_eq!(line["body"][texts], hostile);
    }
}

#[tokio::test]
async fn an_export_goes_by_form_state_and_day() {
    let trial = Trial::new();
    let store = trial.open();
    for number in 0..1_100 {
        store.accept(lead(Some(&number.to_string()), "x")).await.unwrap();
    }
    let lines =
        |arguments: &[&str]| printed(&trial, &[&["leads", "export"][..], arguments].concat()).lines().count();
    assert_eq!(lines(&[]), 1_101);
    assert_eq!(lines(&["--state", "dead"]), 1);
    assert_eq!(lines(&["--form", "other"]), 1);
    assert_eq!(lines(&["--since", "2999-01-01"]), 1);
    assert_eq!(lines(&["--since", "2020-01-01", "--form", "consult"]), 1_101);
}

#[tokio::test]
async fn a_person_is_erased_however_the_number_was_written_in_every_api() {
    let trial = Trial::new();
    let store = trial.open();
    for api in apis::ALL {
        let written = if api.id.starts_with("zalo") { "84912345678" } else { "0912345678" };
        store.accept(filled(api, &format!("{} a", api.id), written, "Ân")).await.unwrap();
        store.accept(filled(api, &format!("{} b", api.id), "0987654321", "Bình")).await.unwrap();
    }
    let phone = ["leads", "erase", "--phone", "+84 (0) 912 345 678"];
    let would = printed(&trial, &[&phone[..], &["--dry-run"]].concat());
    assert!(would.contains("5 leads would be erased"), "{would}");
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM content"), 10);
    let did = printed(&trial, &phone);
    assert!(did.contains("5 leads erased") && did.contains("! Backups"), "{did}");
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM content"), 5);
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead"), 10, "that they were there is kept");
    assert_eq!(run(&trial, &phone).0, Ok(Ending::Issues));
    let receipt: String = trial.look("SELECT receipt FROM lead WHERE state = 'erased' LIMIT 1");
    assert!(refused(&trial, &["leads", "retry", &receipt]).contains("was erased"));
    assert!(printed(&trial, &["leads", "show", &receipt]).contains("state     erased"));
    let failure = refused(&trial, &["leads", "erase", "--phone", "12"]);
    assert!(
        failure.starts_with("--phone: this is no phone number") && !failure.contains("12\n"),
        "{failure}"
    );
    assert!(refused(&trial, &["leads", "erase", "--email", "an"]).contains("--email"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_whole_while_the_gateway_writes_and_overwrites_nothing() {
    let trial = Trial::new();
    let store = trial.open();
    for number in 0..200 {
        store.accept(lead(Some(&number.to_string()), "x")).await.unwrap();
    }
    let writing = {
        let store = store.clone();
        tokio::spawn(async move {
            for number in 200..2_000 {
                store.accept(lead(Some(&number.to_string()), "x")).await.unwrap();
            }
        })
    };
    until(|| trial.look::<i64>("SELECT count(*) FROM lead") > 250).await;
    let to = trial.directory.path().join("copy.db");
    let path = to.to_str().unwrap();
    assert!(printed(&trial, &["backup", path]).contains("written and checked"));
    let copy = rusqlite::Connection::open(&to).unwrap();
    let count = |table: &str| {
        copy.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0)).unwrap()
    };
    assert!(count("lead") > 250 && count("lead") == count("content"));
    drop(copy);
    assert!(refused(&trial, &["backup", path]).contains("is there already\n  Give a new name"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&to).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let beside: Vec<_> = std::fs::read_dir(trial.directory.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("copy.db"))
        .collect();
    assert_eq!(beside, ["copy.db"], "nothing that could be forgotten");
    writing.await.unwrap();
    // The copy is a database that a gateway starts with.
    let mut restored = Trial::new();
    restored.config.path = to;
    let store = restored.open();
    assert!(store.accept(lead(Some("0"), "x")).await.unwrap().again);
}

#[tokio::test]
async fn what_is_not_there_is_told_with_the_remedy() {
    let trial = Trial::new();
    assert!(refused(&trial, &["leads", "list"]).contains("there is no such database"));
    std::fs::write(trial.path(), "").unwrap();
    assert!(refused(&trial, &["leads", "list"]).contains("of an older leadform, or empty"));
    drop(trial.open());
    assert!(refused(&trial, &["leads", "show", "7K3M"]).contains("is no receipt"));
    assert!(
        refused(&trial, &["leads", "show", "7K3M-9QXD-2V4P"]).contains("there is no lead 7K3M-9QXD-2V4P")
    );
}
