use leadform_spec::{Rules, apis, check};
use serde_json::{Value, json};

use crate::bodies::{api, good, phone_of, row_of, with_phone};
use crate::run::run;

#[test]
fn a_good_body_is_clean_for_every_target() {
    for api in apis::ALL {
        let run = run(&["check", api.id], good(api).to_string().as_bytes());
        assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "{\"issues\":[]}\n", ""));
    }
}

#[test]
fn a_file_does_as_well_as_standard_input_and_may_begin_with_a_byte_order_mark() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("lead.json");
    std::fs::write(&path, format!("\u{feff}{}", good(api("erp-lead")))).unwrap();
    assert_eq!(run(&["check", "erp-lead", path.to_str().unwrap()], b"").status, 0);
    assert_eq!(run(&["check", "erp-lead", "-"], good(api("erp-lead")).to_string().as_bytes()).status, 0);
}

#[test]
fn all_issues_are_listed_on_one_line_as_the_spec_finds_them() {
    for api in apis::ALL {
        let mut body = good(api);
        for row in api.rows {
            body[row.name] = json!({ "no": "such thing" });
        }
        body["nonsense"] = true.into();
        let run = run(&["check", api.id], body.to_string().as_bytes());
        let expected = check(api, &body, &Rules::default()).unwrap_err();
        assert_eq!(run.status, 1);
        assert_eq!(run.stdout.lines().count(), 1);
        let printed: Value = serde_json::from_str(&run.stdout).unwrap();
        assert_eq!(printed, json!({ "issues": expected }));
        assert!(expected.len() >= api.rows.len(), "{}: {expected:?}", api.id);
    }
}

#[test]
fn an_issue_begins_with_its_field_and_its_code() {
    let zalo = api("zalo-journey");
    let run = run(&["check", zalo.id], with_phone(zalo, "01691234567").to_string().as_bytes());
    let phone = phone_of(zalo);
    let issue = format!("{{\"field\":\"{phone}\",\"code\":\"phone_2018\",\"repaired\":\"0391234567\"}}");
    assert_eq!(run.stdout, format!("{{\"issues\":[{issue}]}}\n"));
}

#[test]
fn the_secret_is_no_part_of_a_body() {
    for api in apis::ALL {
        let mut body = good(api);
        body[api.secret.name()] = "mine".into();
        let run = run(&["check", api.id], body.to_string().as_bytes());
        assert_eq!(run.status, 1);
        assert!(run.stdout.contains("\"unknown\""), "{}", run.stdout);
        assert!(!run.stdout.contains("mine"));
    }
}

#[test]
fn a_body_that_is_no_object_is_an_issue() {
    let run = run(&["check", "zalo-journey"], b"[]");
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("\"expected\":\"object\""), "{}", run.stdout);
}

#[test]
fn foreign_numbers_are_taken_if_asked_for() {
    let (api, _) = row_of(|kind| matches!(kind, leadform_spec::api::Kind::Phone));
    let body = with_phone(api, "+1 415 555 0100").to_string();
    assert_eq!(run(&["check", api.id], body.as_bytes()).status, 1);
    assert_eq!(run(&["check", api.id, "--phone", "vn"], body.as_bytes()).status, 1);
    assert_eq!(run(&["check", api.id, "--phone", "international"], body.as_bytes()).status, 0);
}
