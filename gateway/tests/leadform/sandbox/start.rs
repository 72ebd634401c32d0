//! Starting the sandbox, and why it does not start.

use std::fs;

use leadform_spec::apis;

use super::server::{Sandbox, key};
use crate::run::run;

#[test]
fn an_address_that_others_can_reach_is_refused_with_the_reason() {
    for address in ["0.0.0.0:8788", "192.168.1.2:8788", "[::]:8788"] {
        run(&["sandbox", "--listen", address], b"")
            .refused_saying(&["can be reached from other machines", "give a loopback address"]);
    }
    for address in ["8788", "example.vn:80", "127.0.0.1:99999", "localhost:x"] {
        run(&["sandbox", "--listen", address], b"").refused_saying(&["--listen", address]);
    }
}

#[test]
fn a_port_that_is_taken_is_told_with_the_remedy() {
    let taken = Sandbox::start();
    run(&["sandbox", "--listen", &taken.address], b"")
        .refused_saying(&[&format!("cannot listen on {}", taken.address), "--listen 127.0.0.1:0"]);
}

#[test]
fn a_directory_without_forms_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().to_str().unwrap();
    run(&["sandbox", "--forms", path], b"").refused_saying(&[
        path,
        "there is no form definition in it",
        "NAME.json",
    ]);
    run(&["sandbox", "--forms", "/nowhere"], b"").refused_saying(&["/nowhere: cannot be read"]);
}

#[test]
fn a_form_with_a_mistake_is_named_and_does_not_stop_the_others() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("bad.json"), "{\n \"version\": 1,\n \"target\": \"erp-leed\" }").unwrap();
    let good = r#"{ "version": 1, "target": "zalo-journey", "fields": ["phone"] }"#;
    fs::write(directory.path().join("good.json"), good).unwrap();
    let sandbox = Sandbox::start_with(&["--forms", directory.path().to_str().unwrap()]);
    assert_eq!(sandbox.get("/p/good").status, 200);
    let printed = sandbox.stop();
    assert!(printed.contains("bad.json:3:") && printed.contains("erp-lead"), "{printed}");
}

#[test]
fn the_start_shows_paths_keys_and_proxies() {
    let sandbox = Sandbox::start();
    let address = sandbox.address.clone();
    sandbox.get("/");
    let printed = sandbox.stop();
    for api in apis::ALL {
        for word in [api.path, api.secret.name(), key(api), &format!("/p/{}", api.id)] {
            assert!(printed.contains(word), "no {word} in {printed}");
        }
    }
    assert!(printed.contains(&format!("http://{address}/")));
}
