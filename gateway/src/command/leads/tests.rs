//! The commands on a database that the store wrote, run as the command line runs them.

mod data;

use std::sync::atomic::Ordering;

use clap::Parser as _;
use leadform_spec::api::{BodyFormat, Kind};
use leadform_spec::{Api, apis};
use serde_json::{Value, json};

use crate::command::Cli;
use crate::output::heard;
use crate::store::trial::{DELIVERED, Trial, attempt, lead};
use crate::store::{Class, NewLead, Next, Reason, State, Store};
use crate::{Ending, Failure};

/// How it ended, and what it printed.
fn run(trial: &Trial, arguments: &[&str]) -> (Result<Ending, String>, String) {
    let path = trial.path();
    let database = ["--store", path.to_str().unwrap()];
    let cli = Cli::try_parse_from(["leadform"].iter().chain(arguments).chain(&database)).unwrap();
    let (ended, output) = heard::from(|| cli.run());
    (ended.map_err(|failure: Failure| failure.to_string()), output)
}

/// What it printed; it went well.
#[track_caller]
fn printed(trial: &Trial, arguments: &[&str]) -> String {
    let (ended, output) = run(trial, arguments);
    assert_eq!(ended, Ok(Ending::Clean), "{output}");
    output
}

/// Why it could not be done.
#[track_caller]
fn refused(trial: &Trial, arguments: &[&str]) -> String {
    let (ended, output) = run(trial, arguments);
    assert_eq!(output, "");
    let failure = ended.unwrap_err();
    assert!(failure.contains("\n  "), "no remedy: {failure}");
    failure
}

fn name_of(api: &Api, fits: impl Fn(&Kind) -> bool) -> &'static str {
    api.rows.iter().find(|row| fits(&row.kind)).unwrap().name
}

/// A lead for `api` with this phone number and text.
fn filled(api: &'static Api, key: &str, phone: &str, text: &str) -> NewLead {
    let phones = name_of(api, |kind| matches!(kind, Kind::Phone | Kind::Phones));
    let texts = name_of(api, |kind| matches!(kind, Kind::Text));
    let mut lead = lead(Some(key), key);
    lead.target = api.id;
    lead.body = match api.body {
        BodyFormat::Json => json!({ phones: phone, texts: text }).to_string(),
        BodyFormat::Form => form_urlencoded::Serializer::new(String::new())
            .extend_pairs([(texts, text), (phones, phone)])
            .finish(),
    };
    lead
}

fn json_api() -> &'static Api {
    apis::find("ladiflow-customer").unwrap()
}

async fn end(store: &Store, class: Class, next: Next) {
    let claim = store.claim("erp", 1).await.unwrap().remove(0);
    store.finish(claim.lead, attempt(class), next).await.unwrap();
}

#[tokio::test]
async fn the_list_shows_where_leads_stand_and_nothing_personal_unless_asked() {
    let trial = Trial::new();
    let store = trial.open();
    let mut first = filled(json_api(), "k1", "0912345678", "Ân\u{1b}[2J");
    first.doubts = vec!["fast"];
    let first = store.accept(first).await.unwrap().receipt;
    end(&store, Class::Refused, Next::End(State::Refused, Some(Reason::AlreadyBooked))).await;
    let second = store.accept(filled(json_api(), "k2", "0987654321", "Bình")).await.unwrap().receipt;
    let list = printed(&trial, &["leads", "list"]);
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("RECEIPT") && lines[0].ends_with("NEXT TRY"), "{list}");
    assert!(lines[1].starts_with(&second) && lines[1].contains("pending"), "the newest first: {list}");
    assert!(lines[2].starts_with(&first) && lines[2].contains("refused  already_booked (fast)"), "{list}");
    let json = printed(&trial, &["leads", "list", "--json"]);
    for text in [&list, &json] {
        assert!(
            !text.contains("0912345678") && !text.contains("Ân") && !text.contains("example.vn"),
            "{text}"
        );
    }
    let shown = printed(&trial, &["leads", "list", "--show", "--state", "refused"]);
    assert!(shown.contains("0912345678") && shown.contains("Ân") && !shown.contains('\u{1b}'), "{shown}");
    assert!(!shown.contains(&second));
    let line: Value = serde_json::from_str(json.lines().nth(1).unwrap()).unwrap();
    assert_eq!(
        (&line["receipt"], &line["state"], &line["tries"]),
        (&json!(first), &json!("refused"), &json!(1))
    );
    assert!(line.get("body").is_none());
    for filter in [["--form", "other"], ["--upstream", "other"], ["--state", "dead"]] {
        assert_eq!(printed(&trial, &[&["leads", "list"][..], &filter].concat()).lines().count(), 1);
    }
    let limited = printed(&trial, &["leads", "list", "--limit", "1"]);
    assert!(limited.contains("! The newest 1 are shown"), "{limited}");
}

#[tokio::test]
async fn show_has_the_body_readable_the_context_and_what_the_api_said_whatever_the_format() {
    for api in apis::ALL {
        let trial = Trial::new();
        let store = trial.open();
        let receipt = store.accept(filled(api, "k", "0912345678", "Ân & Bình=ư")).await.unwrap().receipt;
        end(&store, Class::Ambiguous, Next::End(State::Held, Some(Reason::Ambiguous))).await;
        let shown = printed(&trial, &["leads", "show", &receipt.to_lowercase().replace('-', "")]);
        for words in [
            &*receipt,
            "held: nobody knows whether",
            "ambiguous, status 200",
            "what it said",
            "Ân & Bình=ư",
            "page_url",
        ] {
            assert!(shown.contains(words), "no {words:?} in {shown}");
        }
    }
}

#[tokio::test]
async fn a_held_lead_is_delivered_by_retry_and_the_operator_is_told_what_that_may_do() {
    let trial = Trial::new();
    let store = trial.open();
    let receipt = store.accept(lead(Some("k"), "An")).await.unwrap().receipt;
    end(&store, Class::Ambiguous, Next::End(State::Held, Some(Reason::Ambiguous))).await;
    let said = printed(&trial, &["leads", "retry", &receipt, &receipt]);
    assert!(
        said.contains("1 lead will be delivered now\n! 1 lead may have reached the API before"),
        "{said}"
    );
    let claim = store.claim("erp", 9).await.unwrap().remove(0);
    assert!(!claim.ambiguous_before, "the operator has decided");
    let under_way = refused(&trial, &["leads", "retry", &receipt]);
    assert!(under_way.contains("is being delivered just now"), "{under_way}");
    assert!(refused(&trial, &["leads", "close", &receipt]).contains("is being delivered just now"));
    store.finish(claim.lead, attempt(Class::Done), DELIVERED).await.unwrap();
    assert!(
        refused(&trial, &["leads", "retry", &receipt])
            .contains("was delivered\n  Leave it out, or give --again")
    );
    assert_eq!(trial.state(&receipt), (State::Delivered, None));
    printed(&trial, &["leads", "retry", &receipt, "--again"]);
    assert_eq!(store.claim("erp", 9).await.unwrap()[0].receipt, receipt);
}

#[tokio::test]
async fn all_leads_of_a_state_and_an_upstream_are_retried_and_no_others() {
    let trial = Trial::new();
    let store = trial.open();
    for number in 0..1_200 {
        let mut new = lead(Some(&number.to_string()), "x");
        new.upstream = if number % 2 == 0 { "erp".into() } else { "zalo".into() };
        new.hold = number % 3 == 0;
        store.accept(new).await.unwrap();
    }
    trial.change("UPDATE lead SET due_ms = 9999999999999 WHERE state = 'pending'");
    let said = printed(&trial, &["leads", "retry", "--state", "held", "--upstream", "zalo"]);
    assert_eq!(said, "200 leads will be delivered now\n");
    assert_eq!(trial.look::<i64>("SELECT count(*) FROM lead WHERE state = 'held' AND upstream = 'erp'"), 200);
    assert_eq!(run(&trial, &["leads", "retry", "--state", "dead"]).0, Ok(Ending::Issues));
    assert!(
        refused(&trial, &["leads", "retry", "--state", "delivered"]).contains("not all of these at once")
    );
}

#[tokio::test]
async fn the_database_is_the_one_that_the_configuration_names_and_no_key_is_needed() {
    let trial = Trial::new();
    drop(trial.open());
    let config = trial.directory.path().join("leadform.toml");
    let list = |text: &str| {
        std::fs::write(&config, text).unwrap();
        let cli =
            Cli::try_parse_from(["leadform", "leads", "list", "--config", config.to_str().unwrap()]).unwrap();
        heard::from(|| cli.run()).0.map_err(|failure| failure.to_string())
    };
    let missing = "[upstream.erp]\nsecret_file = \"nowhere\"\nbase_url = 7\n";
    for store in ["", "[store]\nurl = \"sqlite:leadform.db\"\n", "[store]\nurl = \"sqlite:./leadform.db\"\n"]
    {
        assert_eq!(list(&format!("{store}{missing}")), Ok(Ending::Clean));
    }
    assert_eq!(list(&format!("[store]\nurl = \"sqlite:{}\"", trial.path().display())), Ok(Ending::Clean));
    let failure = list("[store]\nurl = \"postgres://x\"").unwrap_err();
    assert!(failure.contains("leadform.toml: [store] url names no database\n  Write it as"), "{failure}");
    let failure = list("[store]\n\nurl = sqlite").unwrap_err();
    assert!(failure.contains("leadform.toml:3: not TOML"), "{failure}");
    let failure = list("[store]\nurl = \"sqlite:other.db\"").unwrap_err();
    assert!(failure.contains("other.db: there is no such database"), "{failure}");
}

#[tokio::test]
async fn a_retried_lead_wakes_the_gateway() {
    let trial = Trial::new();
    let store = trial.open();
    let mut held = lead(Some("k"), "An");
    held.hold = true;
    let receipt = store.accept(held).await.unwrap().receipt;
    printed(&trial, &["leads", "retry", &receipt]);
    tokio::time::timeout(std::time::Duration::from_secs(30), store.changed().notified()).await.unwrap();
    assert_eq!(store.claim("erp", 9).await.unwrap().len(), 1);
    assert_eq!(trial.ended.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_closed_lead_counts_as_delivered_and_is_not_sent() {
    let trial = Trial::new();
    let store = trial.open();
    let receipt = store.accept(lead(Some("k"), "An")).await.unwrap().receipt;
    assert_eq!(printed(&trial, &["leads", "close", &receipt]), "1 lead ended\n");
    assert_eq!(trial.state(&receipt), (State::Delivered, Some(Reason::Closed)));
    assert!(store.claim("erp", 9).await.unwrap().is_empty());
    assert_eq!(run(&trial, &["leads", "close", &receipt]).0, Ok(Ending::Issues));
}
