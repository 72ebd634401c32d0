//! SIGHUP: another configuration, as a whole or not at all; and what stops a start.

use std::fs;

use super::gateway::{Gateway, until};
use crate::run::leadform;

fn log(gateway: &Gateway) -> String {
    fs::read_to_string(gateway.folder.path().join("log")).unwrap()
}

#[test]
fn a_changed_file_is_taken_over_on_sighup() {
    let gateway = Gateway::start();
    gateway.edit(|config| {
        config.replace("[form.place]", "[form.district]").replace("[form.place.", "[form.district.")
    });
    gateway.signal("HUP");
    until("the new form is there", || gateway.get("/f/district").status == 200);
    assert_eq!(gateway.get("/f/place").status, 404);
}

#[test]
fn a_file_with_a_mistake_is_refused_as_a_whole() {
    let gateway = Gateway::start();
    gateway.edit(|config| {
        config.replace("[form.place]", "[form.district]").replace("[form.place.", "[form.district.")
            + "\n[form.bad]\nupstrem = \"erp\"\n"
    });
    gateway.signal("HUP");
    until("the log says why", || log(&gateway).contains("upstrem"));
    assert_eq!((gateway.get("/f/place").status, gateway.get("/f/district").status), (200, 404));
}

#[test]
fn what_cannot_change_while_it_runs_is_refused_with_the_remedy() {
    let gateway = Gateway::start();
    gateway.edit(|config| config.replace("sqlite:leadform.db", "sqlite:another.db"));
    gateway.signal("HUP");
    until("the log says why", || log(&gateway).contains("estart"));
    assert!(!gateway.folder.path().join("another.db").exists());
}

#[test]
fn check_says_every_mistake_at_once_and_starts_nothing() {
    let gateway = Gateway::start();
    let check = || {
        let mut command = leadform(&["serve", "--check", "--config"]);
        command.arg(gateway.config()).env("SANDBOX_LADIFLOW_KEY", "x").env("SANDBOX_ERP_KEY", "x");
        let output = command.env("SANDBOX_1OFFICE_KEY", "x").env("SANDBOX_ZALO_KEY", "x").output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (status, said) = check();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("no mistakes"), "{said}");
    gateway.edit(|config| {
        config
            .replace("[server]", "[server]\nlisten_on = 1")
            .replace("upstream = \"zalo\"", "upstream = \"zola\"")
    });
    let (status, said) = check();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("listen_on") && said.contains("zola"), "{said}");
}

#[test]
fn a_second_gateway_on_the_same_store_is_refused() {
    let gateway = Gateway::start();
    let mut command = leadform(&["serve", "--config"]);
    command.arg(gateway.config());
    for name in ["LADIFLOW", "ERP", "1OFFICE", "ZALO"] {
        command.env(format!("SANDBOX_{name}_KEY"), "x");
    }
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("leadform.db"), "{said}");
    assert_eq!(gateway.get("/readyz").status, 200);
}

#[test]
fn an_upstream_that_leads_wait_for_cannot_be_forgotten() {
    let mut gateway = Gateway::start();
    drop(gateway.sandbox.take());
    let envelope = serde_json::json!({ "payload": { "phone": "0912345678" },
        "context": { "consent": [{ "text": "x", "agreed": true, "time": "2026-11-22T08:00:00Z" }] } });
    assert_eq!(gateway.send("zalo-journey", "k", &envelope).status, 202);
    gateway.signal("TERM");
    gateway.wait();
    gateway.edit(|config| {
        config
            .replace("[upstream.zalo]", "[upstream.zalo2]")
            .replace("upstream = \"zalo\"", "upstream = \"zalo2\"")
    });
    let mut command = leadform(&["serve", "--config"]);
    command.arg(gateway.config());
    for name in ["LADIFLOW", "ERP", "1OFFICE", "ZALO"] {
        command.env(format!("SANDBOX_{name}_KEY"), "x");
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("[upstream.zalo]"));
}
