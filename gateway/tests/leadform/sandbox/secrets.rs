//! No secret is shown, wherever it came; and the log has nothing of what was entered.

use std::io::{BufRead as _, BufReader};

use leadform_spec::apis;
use serde_json::Value;

use super::server::{Sandbox, client, key, path_with_key, with_key};
use crate::bodies::{api, encoded, good};

#[test]
fn keys_are_masked_in_what_was_received() {
    let sandbox = Sandbox::start();
    let events = BufReader::new(client().get(sandbox.url("/events")).send().unwrap());
    for api in apis::ALL {
        let name = api.secret.name();
        let body = encoded(api, &good(api));
        // In its place, rightly and wrongly.
        sandbox.send(api, &body);
        let wrong = sandbox.post(&format!("{}?{name}=my%20real%20key", api.path)).header(name, "my real key");
        wrong.header("authorization", "Bearer my real key").body(body.clone()).send().unwrap();
        // In the body, where it does not belong.
        let in_json = format!("{{\"{name}\": \"my real key\", \"a\": \"{}\"}}", key(api));
        sandbox.send(api, in_json);
        sandbox.send(api, format!("{name}=my+real+key&{body}"));
        sandbox.post(&format!("/p/{}", api.id)).header(name, "my real key").body(body).send().unwrap();
        sandbox.post(&format!("/nowhere?{name}=my%20real%20key")).send().unwrap();
    }
    let kept = sandbox.get("/requests").body;
    let told: Vec<String> = events.lines().map_while(Result::ok).take(90).collect();
    assert!(told.iter().filter(|line| line.starts_with("data: {")).count() > 25);
    for text in [kept, told.join("\n")] {
        assert!(text.contains("••••••••"));
        for secret in ["my real key", "my%20real%20key", "my+real+key"].into_iter().chain(apis::ALL.map(key))
        {
            assert!(!text.contains(secret), "{secret}");
        }
    }
}

#[test]
fn the_log_has_method_path_status_and_time_and_nothing_else() {
    let sandbox = Sandbox::start();
    let lead = api("erp-lead");
    sandbox.send(lead, encoded(lead, &good(lead)));
    sandbox.send(api("1office-contact"), "name=Nguy%E1%BB%85n");
    let log = sandbox.stop();
    let lines: Vec<&str> = log.lines().filter(|line| line.starts_with("POST")).collect();
    assert!(lines[0].starts_with("POST /api/v1/lead 200 ") && lines[0].ends_with(" ms"), "{log}");
    assert!(lines[1].starts_with("POST /api/customer/contact/insert 200 ") && lines.len() == 2, "{log}");
    for personal in ["0912345678", "Nguy", "an@example.vn"] {
        assert!(!log.contains(personal), "{log}");
    }
}

#[test]
fn a_quiet_sandbox_logs_nothing() {
    let sandbox = Sandbox::start_with(&["--quiet"]);
    let lead = api("erp-lead");
    with_key(lead, sandbox.post(&path_with_key(lead))).body("{}").send().unwrap();
    assert!(!sandbox.stop().contains("POST /api/v1/lead 400"));
}

#[test]
fn what_is_kept_of_a_body_without_secrets_is_what_came() {
    let sandbox = Sandbox::start();
    let lead = api("erp-lead");
    for body in ["{\"a\": \"<script>alert(1)</script> & ư \\u0000\"}", "no JSON = at & all", "[1, 2"] {
        sandbox.send(lead, body);
        assert_eq!(sandbox.received().pop().unwrap()["body"], Value::from(body));
    }
}
