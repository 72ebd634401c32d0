//! Phone numbers that ask for a special answer.

use std::time::{Duration, Instant};

use leadform_spec::{Api, Outcome, apis, decode};
use serde_json::json;

use super::server::{Reply, Sandbox, client, path_with_key, with_key};
use crate::bodies::{api, encoded, with_phone};
use crate::run::run;

fn send(sandbox: &Sandbox, api: &'static Api, phone: &str) -> (Reply, Outcome) {
    let reply = sandbox.send(api, encoded(api, &with_phone(api, phone)));
    let outcome = decode(api, reply.status, reply.body.as_bytes()).outcome;
    (reply, outcome)
}

#[test]
fn every_api_gives_the_answers_that_the_numbers_ask_for() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let (page, outcome) = send(&sandbox, api, "0900000200");
        assert_eq!((page.status, outcome), (200, Outcome::Unreadable));
        assert!(
            page.header("content-type").starts_with("text/html") && page.body.starts_with("<!doctype html>")
        );

        let (cut, outcome) = send(&sandbox, api, "0900000206");
        assert_eq!((cut.status, outcome), (200, Outcome::Unreadable), "{cut:?}");
        assert!(cut.body.starts_with('{') && !cut.body.ends_with('}'));

        let (_, outcome) = send(&sandbox, api, "0900000401");
        assert!(matches!(outcome, Outcome::Credentials | Outcome::Refused));

        let (refused, outcome) = send(&sandbox, api, "0900000422");
        assert_eq!((refused.status, outcome), (200, Outcome::Refused), "{refused:?}");

        let (busy, outcome) = send(&sandbox, api, "0900000429");
        assert_eq!((busy.status, busy.header("retry-after"), outcome), (429, "5", Outcome::Unavailable));

        let (broken, outcome) = send(&sandbox, api, "0900000500");
        assert_eq!((broken.status, outcome), (500, Outcome::Unavailable));
    }
}

#[test]
fn a_booking_that_is_still_valid_is_refused_in_the_documents_words() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let (reply, outcome) = send(&sandbox, api, "0900000409");
        if api.id == "erp-booking" {
            assert_eq!((reply.status, outcome), (401, Outcome::AlreadyBooked));
            assert_eq!(
                reply.json(),
                json!({
                    "type": "Không thể tạo Booking mới do còn Booking vẫn còn hiêu lực",
                    "message": "Hãy vào Booking có mã Book-687631 của thương hiệu Kangnam để thao tác tiếp",
                })
            );
        } else {
            assert_eq!(outcome, Outcome::Accepted);
        }
    }
}

#[test]
fn zalo_can_succeed_without_a_word() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let (reply, outcome) = send(&sandbox, api, "0900000204");
        assert_eq!(outcome, Outcome::Accepted);
        assert_eq!(
            (reply.status == 204, reply.body.is_empty()),
            (api.id == "zalo-journey", api.id == "zalo-journey")
        );
    }
}

#[test]
fn a_slow_success_takes_three_seconds() {
    let sandbox = Sandbox::start();
    let started = Instant::now();
    let (_, outcome) = send(&sandbox, api("ladiflow-customer"), "0900000201");
    assert_eq!(outcome, Outcome::Accepted);
    assert!((3..10).contains(&started.elapsed().as_secs()));
}

#[test]
fn a_hang_lasts_until_the_client_goes_away() {
    let sandbox = Sandbox::start();
    for path in [&path_with_key(api("erp-lead")), "/p/erp-lead"] {
        let api = api("erp-lead");
        let request = with_key(api, client().post(sandbox.url(path))).timeout(Duration::from_millis(700));
        let error = request.body(encoded(api, &with_phone(api, "0900000504"))).send().unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        let gone = || sandbox.received().pop().unwrap()["gone"] == true;
        let limit = Instant::now() + Duration::from_secs(10);
        while !gone() && Instant::now() < limit {
            std::thread::sleep(Duration::from_millis(50));
        }
        assert!(gone());
    }
}

#[test]
fn a_number_is_known_in_every_phone_row_and_in_any_notation() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        for row in api.rows.iter().filter(|row| matches!(row.kind, leadform_spec::api::Kind::Phone)) {
            let mut body = with_phone(api, "0912345678");
            body[row.name] = "0900000500".into();
            assert_eq!(sandbox.send(api, encoded(api, &body)).status, 500, "{}", row.name);
        }
    }
    let zalo = api("zalo-journey");
    for written in ["+84 900 000 500", "84900000500", "0900.000.500", "0900000500"] {
        assert_eq!(sandbox.send(zalo, with_phone(zalo, written).to_string()).status, 500, "{written}");
    }
    // Several numbers in one field, and a number inside a list of groups.
    let office = api("1office-contact");
    let several = with_phone(office, "0912345678, 0900000500");
    assert_eq!(sandbox.send(office, encoded(office, &several)).status, 500);
    let mut nested = with_phone(office, "0912345678");
    for row in office.rows {
        for inner in row.kind.rows().iter().filter(|row| matches!(row.kind, leadform_spec::api::Kind::Phone))
        {
            nested[row.name][0][inner.name] = "0900000500".into();
        }
    }
    assert_eq!(sandbox.send(office, encoded(office, &nested)).status, 500);
}

#[test]
fn a_wrong_key_comes_before_what_a_number_asks_for() {
    let sandbox = Sandbox::start();
    let zalo = api("zalo-journey");
    let request = sandbox.post(zalo.path).header("content-type", "application/json");
    assert_eq!(request.body(with_phone(zalo, "0900000500").to_string()).send().unwrap().status(), 401);
}

#[test]
fn help_and_page_list_the_same_numbers() {
    let help = run(&["sandbox", "--help"], b"").stdout;
    let about = Sandbox::start().get("/about").json();
    let triggers = about["triggers"].as_array().unwrap();
    assert_eq!(triggers.len(), 10);
    for trigger in triggers {
        assert!(
            help.contains(trigger["phone"].as_str().unwrap())
                && help.contains(trigger["says"].as_str().unwrap())
        );
    }
}
