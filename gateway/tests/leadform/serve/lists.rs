//! `GET /f/{form}/options/{field}`: lists that only the key can read.

use serde_json::json;

use super::gateway::{Gateway, until};

#[test]
fn a_list_is_fetched_with_the_key_and_given_as_values_and_labels() {
    let gateway = Gateway::start();
    let states = gateway.get("/f/place/options/state_id");
    assert_eq!(states.status, 200, "{states:?}");
    assert_eq!(states.json().as_array().map(Vec::len), Some(34));
    assert_eq!(states.json()[0], json!({ "value": "1", "label": "Hà Nội" }));
    let districts = gateway.get("/f/place/options/district_id?state_id=3");
    assert_eq!(districts.json()[0]["value"], "301", "{districts:?}");
}

#[test]
fn what_is_no_list_of_the_form_is_not_fetched() {
    let gateway = Gateway::start();
    gateway.get("/f/place/options/state_id");
    for path in [
        "/f/place/options/contact_name",
        "/f/place/options/nothing",
        "/f/erp-lead/options/state_id",
        "/f/place/options/district_id",
        "/f/place/options/district_id?state_id=",
        // No choice of the list that it depends on: otherwise anybody could make us ask for a million of them.
        "/f/place/options/district_id?state_id=99",
        "/f/place/options/district_id?state_id=3%26x%3D1",
        "/f/place/options/..%2f..%2flead",
    ] {
        assert_eq!(gateway.get(path).status, 404, "{path}");
    }
}

#[test]
fn the_last_good_list_is_given_while_the_api_is_down_and_after_a_restart() {
    let mut gateway = Gateway::start();
    let list = gateway.get("/f/place/options/state_id").body;
    drop(gateway.sandbox.take());
    // It is fresh for a second.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    assert_eq!(gateway.get("/f/place/options/state_id").body, list);
    gateway.kill_and_restart();
    until("the list is there", || gateway.get("/f/place/options/state_id").body == list);
    // What was never fetched cannot be had.
    let never = gateway.get("/f/place/options/district_id?state_id=3");
    assert_eq!(never.status, 503);
    assert!(!never.header("retry-after").is_empty());
}
