//! What the answers of the five APIs mean: the documented ones, and whatever else comes back.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::{Outcome, apis, decode};
use support::api;

fn outcome(id: &str, status: u16, body: &str) -> Outcome {
    decode(api(id), status, body.as_bytes()).outcome
}

/// The JSON examples below "## Answers" in an API's document, the vendor's commas before a bracket taken out.
fn documented(page: &'static str) -> Vec<String> {
    let answers = page.split("## Answers").nth(1).expect("answers").split("\n## ").next().unwrap_or_default();
    let blocks = answers.split("```").skip(1).step_by(2);
    blocks
        .map(|block| block.split_once('\n').map_or(block, |(_, body)| body))
        .map(|block| block.replace(",\n            ]", "\n            ]"))
        .collect()
}

const BOOKED: &str = r#"{"type": "Không thể tạo Booking mới do còn Booking vẫn còn hiêu lực",
    "message": "Hãy vào Booking có mã Book-687631 của thương hiệu Kangnam để thao tác tiếp"}"#;
const EXPIRED: &str = r#"{"type": "access_token", "message": "token seems to have expired or invalid"}"#;

#[test]
fn every_documented_answer_means_what_the_document_says() {
    let ladiflow = documented(include_str!("../../docs/apis/ladiflow-customer.md"));
    let lead = documented(include_str!("../../docs/apis/erp-lead.md"));
    let booking = documented(include_str!("../../docs/apis/erp-booking.md"));
    assert_eq!([ladiflow.len(), lead.len(), booking.len()], [1, 2, 3]);
    for (id, status, body, expected) in [
        ("ladiflow-customer", 200, &ladiflow[0], Outcome::Accepted),
        ("ladiflow-customer", 201, &ladiflow[0], Outcome::Accepted),
        ("erp-lead", 200, &lead[0], Outcome::Accepted),
        ("erp-lead", 401, &lead[1], Outcome::Credentials),
        ("erp-booking", 200, &booking[0], Outcome::Accepted),
        ("erp-booking", 401, &booking[1], Outcome::AlreadyBooked),
        ("erp-booking", 401, &booking[2], Outcome::Credentials),
    ] {
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok(), "{body}");
        assert_eq!(outcome(id, status, body), expected, "{id} {body}");
    }
    let zalo =
        r#"{"code": 0, "data": {"error_code": 0, "journey_id": "j", "status": "Z"}, "message": "Success"}"#;
    for status in [200, 201] {
        assert_eq!(outcome("zalo-journey", status, zalo), Outcome::Accepted);
    }
    assert_eq!(outcome("zalo-journey", 204, ""), Outcome::Accepted);
}

#[test]
fn only_the_401_that_speaks_of_a_booking_is_a_booking() {
    for id in ["erp-lead", "erp-booking"] {
        for (status, body, expected) in [
            (401, BOOKED, Outcome::AlreadyBooked),
            (401, EXPIRED, Outcome::Credentials),
            (401, r#"{"type": "access_token_not_found", "message": ""}"#, Outcome::Credentials),
            (200, r#"{"type": "access_token_not_found", "message": ""}"#, Outcome::Credentials),
            (200, EXPIRED, Outcome::Credentials),
            (401, r#"{"message": "Không thể tạo Booking"}"#, Outcome::Credentials),
            (401, r#"{"type": "Booking Không thể tạo Booking"}"#, Outcome::Credentials),
            (401, r#"{"type": 401}"#, Outcome::Credentials),
            (401, "", Outcome::Credentials),
            (401, "<html>Unauthorized</html>", Outcome::Credentials),
            (200, BOOKED, Outcome::Unreadable),
            (403, BOOKED, Outcome::Credentials),
        ] {
            assert_eq!(outcome(id, status, body), expected, "{id} {status} {body}");
        }
    }
}

#[test]
fn the_erp_succeeds_only_with_error_0() {
    for (body, expected) in [
        (r#"{"error": 0}"#, Outcome::Accepted),
        (r#"{"error": 0.0, "data": null}"#, Outcome::Accepted),
        (r#"{"error": 1, "message": "…"}"#, Outcome::Refused),
        (r#"{"error": -1}"#, Outcome::Refused),
        (r#"{"error": null}"#, Outcome::Unreadable),
        (r#"{"error": "0"}"#, Outcome::Unreadable),
        (r#"{"message": "Success"}"#, Outcome::Unreadable),
        ("{}", Outcome::Unreadable),
    ] {
        assert_eq!(outcome("erp-lead", 200, body), expected, "{body}");
        assert_eq!(outcome("erp-booking", 201, body), expected, "{body}");
    }
    assert_eq!(outcome("erp-lead", 500, r#"{"error": 0}"#), Outcome::Unavailable);
}

#[test]
fn ladiflow_succeeds_with_code_201_or_200() {
    for (code, expected) in [
        ("201", Outcome::Accepted),
        ("200", Outcome::Accepted),
        ("400", Outcome::Refused),
        ("401", Outcome::Credentials),
        ("422", Outcome::Refused),
        ("429", Outcome::Unavailable),
        ("500", Outcome::Unavailable),
        ("0", Outcome::Refused),
        ("1000000", Outcome::Refused),
        ("null", Outcome::Unreadable),
        ("\"201\"", Outcome::Unreadable),
    ] {
        let body = format!(r#"{{"code": {code}, "message": "…"}}"#);
        assert_eq!(outcome("ladiflow-customer", 200, &body), expected, "{body}");
    }
    assert_eq!(outcome("ladiflow-customer", 400, r#"{"code": 201}"#), Outcome::Refused);
}

#[test]
fn a_1office_error_is_whatever_is_not_falsy() {
    for (error, expected) in [
        ("false", Outcome::Accepted),
        ("null", Outcome::Accepted),
        ("0", Outcome::Accepted),
        ("\"\"", Outcome::Accepted),
        ("\"0\"", Outcome::Accepted),
        ("[]", Outcome::Accepted),
        ("true", Outcome::Refused),
        ("1", Outcome::Refused),
        ("\"Mã đã tồn tại\"", Outcome::Refused),
        ("[\"code\"]", Outcome::Refused),
        ("{\"code\": 1}", Outcome::Refused),
    ] {
        let body = format!(r#"{{"error": {error}, "message": "…", "data": {{}}}}"#);
        assert_eq!(outcome("1office-contact", 200, &body), expected, "{body}");
    }
    assert_eq!(outcome("1office-contact", 200, r#"{"data": {"ID": 1}}"#), Outcome::Accepted);
    assert_eq!(outcome("1office-contact", 200, ""), Outcome::Unreadable);
}

#[test]
fn a_zalo_success_has_no_error_code_but_0() {
    for (data, expected) in [
        ("null", Outcome::Accepted),
        ("{}", Outcome::Accepted),
        (r#"{"error_code": 0}"#, Outcome::Accepted),
        (r#"{"error_code": null}"#, Outcome::Accepted),
        (r#"{"error_code": "0"}"#, Outcome::Accepted),
        (r#"{"error_code": ""}"#, Outcome::Accepted),
        (r#"{"error_code": -124}"#, Outcome::Refused),
        (r#"{"error_code": "124"}"#, Outcome::Refused),
    ] {
        let body = format!(r#"{{"code": 0, "data": {data}}}"#);
        for status in [200, 201, 202] {
            assert_eq!(outcome("zalo-journey", status, &body), expected, "{status} {body}");
        }
        assert_eq!(outcome("zalo-journey", 502, &body), Outcome::Unavailable);
    }
}

#[test]
fn every_class_of_status_means_the_same_for_every_api() {
    for api in apis::ALL {
        for (statuses, expected) in [
            (&[401, 403][..], Outcome::Credentials),
            (&[408, 425, 429, 500, 501, 502, 503, 504, 520, 599][..], Outcome::Unavailable),
            (&[400, 402, 404, 405, 409, 410, 413, 418, 422, 451, 499][..], Outcome::Refused),
            (&[0, 100, 101, 199, 300, 301, 302, 304, 307, 399, 600, 999][..], Outcome::Unreadable),
        ] {
            for status in statuses {
                for body in ["", "{}", "[]", "null", "<html><body>?</body></html>", r#"{"message": "…"}"#] {
                    let found = decode(api, *status, body.as_bytes()).outcome;
                    assert_eq!(found, expected, "{} {status} {body}", api.id);
                }
            }
        }
    }
}

#[test]
fn a_success_that_cannot_be_read_is_no_success() {
    let huge = format!("<html>{}</html>", "x".repeat(10_000_000));
    let deep = "[".repeat(100_000);
    for api in apis::ALL {
        for body in [
            "<!doctype html><title>Đăng nhập</title>",
            "{\"error\": 0",
            "[]",
            "true",
            "0",
            "\u{0}",
            &huge,
            &deep,
        ] {
            let found = decode(api, 200, body.as_bytes()).outcome;
            assert_eq!(found, Outcome::Unreadable, "{} {}", api.id, body.get(..40).unwrap_or(body));
        }
        assert_eq!(
            decode(api, 200, b"{\"error\": 0, \"code\": 201, \"message\": \"\xff\"}").outcome,
            Outcome::Unreadable
        );
        if api.id != "zalo-journey" {
            assert_eq!(decode(api, 200, b"").outcome, Outcome::Unreadable, "{}", api.id);
        }
    }
}

#[test]
fn a_byte_order_mark_and_blanks_do_no_harm() {
    for (id, body) in [
        ("1office-contact", r#"{"error": false}"#),
        ("erp-lead", r#"{"error": 0}"#),
        ("ladiflow-customer", r#"{"code": 201}"#),
        ("zalo-journey", r#"{"code": 0}"#),
    ] {
        assert_eq!(outcome(id, 200, &format!("\u{feff}\r\n {body}\n")), Outcome::Accepted, "{id}");
    }
}

#[test]
fn what_the_api_said_is_kept_for_the_operator() {
    let said = |id: &str, status, body: &str| decode(api(id), status, body.as_bytes()).said;
    assert_eq!(
        said("erp-booking", 401, BOOKED).as_deref(),
        Some(concat!(
            "Không thể tạo Booking mới do còn Booking vẫn còn hiêu lực: ",
            "Hãy vào Booking có mã Book-687631 của thương hiệu Kangnam để thao tác tiếp"
        ))
    );
    assert_eq!(
        said("ladiflow-customer", 201, r#"{"code": 201, "message": "Thành công"}"#).as_deref(),
        Some("Thành công")
    );
    assert_eq!(said("1office-contact", 200, r#"{"error": true, "message": ["a"]}"#), None);
    assert_eq!(said("zalo-journey", 204, ""), None);
    let refused =
        r#"{"data": {"error_code": -124, "error_message": "Access token invalid"}, "message": "Failed"}"#;
    assert_eq!(said("zalo-journey", 200, refused).as_deref(), Some("Failed: Access token invalid"));
}

#[test]
fn a_wrong_address_is_no_outage_that_passes_whatever_page_stands_there() {
    for api in apis::ALL {
        for status in [404, 405, 410] {
            for body in ["", "<h1>Not Found</h1>", r#"{"message":"no route"}"#, r#"{"error":0,"code":201}"#] {
                assert_eq!(outcome(api.id, status, body), Outcome::Refused, "{} {status} {body}", api.id);
            }
        }
    }
}
