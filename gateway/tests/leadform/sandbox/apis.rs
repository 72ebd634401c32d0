//! Each API answers as its document says, and refuses what it would refuse.

use leadform_spec::api::{AnswerStyle, BodyFormat, Kind, Secret};
use leadform_spec::{Api, Outcome, apis, decode};
use serde_json::{Value, json};

use super::server::{Reply, Sandbox, key, path_with_key, with_key};
use crate::bodies::{api, encoded, good};

fn outcome(api: &Api, reply: &Reply) -> Outcome {
    decode(api, reply.status, reply.body.as_bytes()).outcome
}

/// The bytes for a body in which something may be wrong.
fn raw(api: &Api, body: &Value) -> String {
    let as_text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    match api.body {
        BodyFormat::Json => body.to_string(),
        BodyFormat::Form => form_urlencoded::Serializer::new(String::new())
            .extend_pairs(body.as_object().unwrap().iter().map(|(name, value)| (name, as_text(value))))
            .finish(),
    }
}

#[test]
fn every_api_takes_what_encode_writes_and_finds_the_bytes_right() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let bytes = encoded(api, &good(api));
        let reply = sandbox.send(api, &bytes);
        assert_eq!(outcome(api, &reply), Outcome::Accepted, "{reply:?}");
        assert_eq!(reply.header("content-type"), "application/json");
        let entry = sandbox.received().pop().unwrap();
        assert_eq!((entry["body"].as_str(), entry["target"].as_str()), (Some(&*bytes), Some(api.id)));
        assert_eq!((&entry["issues"], &entry["encoded"]), (&json!([]), &Value::Null));
        assert_eq!(entry["answer"]["body"], reply.body);
        assert_eq!(entry["answer"]["outcome"], "accepted");
    }
}

#[test]
fn answers_are_in_the_documented_shape_and_ids_go_up() {
    let sandbox = Sandbox::start();
    let twice = |id| [(); 2].map(|()| sandbox.send(api(id), encoded(api(id), &good(api(id)))).json());
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();

    let [first, second] = twice("ladiflow-customer");
    assert_eq!(keys(&first), ["data", "message", "code"]);
    assert_eq!((first["code"].as_u64(), first["message"].as_str()), (Some(201), Some("Thành công")));
    assert_eq!(first["data"]["full_name"], "Nguyễn Thị An");
    assert_eq!(first["data"]["dob"], "1990-02-28T00:00:00.000Z");
    assert!(first["data"]["_id"].as_str() < second["data"]["_id"].as_str());

    for (id, number) in [("erp-lead", "id_lead"), ("erp-booking", "id_booking")] {
        let [first, second] = twice(id);
        assert_eq!(keys(&first), ["error", "message", "data"]);
        assert_eq!((first["error"].as_u64(), first["message"].as_str()), (Some(0), Some("Success")));
        let group = api(id).rows.iter().find(|row| matches!(row.kind, Kind::Group(_))).unwrap().name;
        assert_eq!(first["data"][group], good(api(id))[group]);
        assert!(first["data"][number].as_u64() < second["data"][number].as_u64());
    }

    let [first, second] = twice("1office-contact");
    assert_eq!(keys(&first), ["error", "message", "data"]);
    assert!(first["error"] == false && first["data"]["id"].as_u64() < second["data"]["id"].as_u64());

    let [first, second] = twice("zalo-journey");
    assert_eq!(keys(&first), ["code", "data", "message", "referentId"]);
    assert_eq!((&first["data"]["status"], &first["data"]["phone"]), (&json!("Z"), &json!("84912345678")));
    assert!(first["data"]["id"].as_str() < second["data"]["id"].as_str());
}

#[test]
fn a_missing_and_a_wrong_key_are_refused_as_the_vendor_does() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let bytes = encoded(api, &good(api));
        let request = |path: &str| {
            sandbox.post(path).header("content-type", api.body.content_type()).body(bytes.clone())
        };
        let missing: Reply = request(api.path).send().unwrap().into();
        let wrong = match api.secret {
            Secret::Header(name) => request(api.path).header(name, "wrong"),
            Secret::Parameter(name) => request(&format!("{}?{name}=wrong", api.path)),
        };
        let wrong: Reply = wrong.send().unwrap().into();
        match api.answer {
            AnswerStyle::Erp => {
                assert_eq!((missing.status, wrong.status), (401, 401));
                assert_eq!(missing.json()["type"], "access_token_not_found");
                let documented =
                    json!({ "type": "access_token", "message": "token seems to have expired or invalid" });
                assert_eq!(wrong.json(), documented);
            }
            AnswerStyle::Office => {
                assert_eq!((missing.status, wrong.status), (200, 200));
                assert!(missing.json()["error"] == true && wrong.json()["error"] == true);
            }
            AnswerStyle::LadiFlow | AnswerStyle::Zalo => {
                assert_eq!((missing.status, wrong.status), (401, 401));
                assert!(missing.json()["code"] == 401 && wrong.json()["code"] == 401);
            }
        }
        for reply in [missing, wrong] {
            assert!(matches!(outcome(api, &reply), Outcome::Credentials | Outcome::Refused), "{reply:?}");
        }
    }
}

#[test]
fn the_key_of_1office_may_be_a_field_of_the_form_as_well() {
    let sandbox = Sandbox::start();
    let api = api("1office-contact");
    let body = format!("{}={}&{}", api.secret.name(), key(api), encoded(api, &good(api)));
    let reply: Reply = with_key(api, sandbox.post(api.path)).body(body).send().unwrap().into();
    assert_eq!(outcome(api, &reply), Outcome::Accepted, "{reply:?}");
    assert_eq!(sandbox.received()[0]["encoded"], Value::Null);
}

#[test]
fn the_erp_answers_behind_a_domain_segment_too() {
    let sandbox = Sandbox::start();
    for id in ["erp-lead", "erp-booking"] {
        let path = format!("/erp.example.vn{}", api(id).path);
        let request = with_key(api(id), sandbox.post(&path)).body(encoded(api(id), &good(api(id))));
        assert_eq!(request.send().unwrap().status(), 200);
    }
}

#[test]
fn what_check_finds_is_refused_and_the_rows_are_named() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let mut body = good(api);
        body[api.rows[0].name] = json!({ "no": "such thing" });
        body["nonsense"] = 1.into();
        let reply = sandbox.send(api, raw(api, &body));
        assert_eq!(outcome(api, &reply), Outcome::Refused, "{reply:?}");
        assert_eq!(reply.status, if api.answer == AnswerStyle::Office { 200 } else { 400 });
        let message = reply.json()["message"].as_str().unwrap().to_owned();
        assert!(message.contains("nonsense: unknown"), "{message}");
        // In a form everything is text, and a text can hold that.
        if api.body == BodyFormat::Json {
            assert!(message.contains(&format!("{} (row 1): type", api.rows[0].name)), "{message}");
        }
    }
}

#[test]
fn a_missing_required_value_is_refused_for_every_row() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        for row in api.rows.iter().filter(|row| row.is_required()) {
            let mut body = good(api);
            body.as_object_mut().unwrap().remove(row.name);
            let message = sandbox.send(api, raw(api, &body)).json()["message"].to_string();
            assert!(message.contains(&format!("{} (row {}): required", row.name, row.number)), "{message}");
        }
    }
}

#[test]
fn a_body_that_cannot_be_read_is_refused_with_the_place() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let (unreadable, place) = match api.body {
            BodyFormat::Json => {
                ("{\"a\": 1,\n\"a\": 2}", "line 2, column 3: this object already has the key \\\"a\\\"")
            }
            BodyFormat::Form => ("a=1&a=2", "the parameter \\\"a\\\" stands there twice"),
        };
        let reply = sandbox.send(api, unreadable);
        assert_eq!(outcome(api, &reply), Outcome::Refused);
        assert!(reply.body.contains(place), "{reply:?}");
        let bytes = with_key(api, sandbox.post(&path_with_key(api))).body(vec![b'a', 0xff]);
        assert!(bytes.send().unwrap().text().unwrap().contains("byte 1 is not valid UTF-8"));
    }
}

#[test]
fn another_method_type_or_path_is_refused_as_http_has_it() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        for method in ["GET", "PUT", "DELETE", "OPTIONS"] {
            let request = super::server::client().request(method.parse().unwrap(), sandbox.url(api.path));
            let reply: Reply = request.send().unwrap().into();
            assert_eq!((reply.status, reply.header("allow")), (405, "POST"));
        }
        for content_type in ["text/plain", "multipart/form-data; boundary=x", ""] {
            let request = sandbox.post(&path_with_key(api)).header(api.secret.name(), key(api));
            let reply: Reply =
                request.header("content-type", content_type).body("x=1").send().unwrap().into();
            assert_eq!(reply.status, 415);
            assert!(reply.body.contains(api.body.content_type()), "{reply:?}");
        }
        let charset = format!("{}; charset=UTF-8", api.body.content_type());
        let request = sandbox.post(&path_with_key(api)).header(api.secret.name(), key(api));
        let reply: Reply =
            request.header("content-type", charset).body(encoded(api, &good(api))).send().unwrap().into();
        assert_eq!(outcome(api, &reply), Outcome::Accepted);
        let nowhere = sandbox.get(&format!("{}/", api.path));
        assert_eq!(nowhere.status, 404);
        assert!(nowhere.body.contains(api.path));
    }
}

#[test]
fn a_body_over_the_limit_is_refused_and_the_sandbox_goes_on() {
    let sandbox = Sandbox::start();
    for api in apis::ALL {
        let reply = sandbox.send(api, "x".repeat(33 * 1024 * 1024));
        assert_eq!(reply.status, 413);
        assert!(reply.body.contains("32 MiB"), "{reply:?}");
        assert_eq!(sandbox.received().pop().unwrap()["body"], "");
    }
    let zalo = api("zalo-journey");
    assert_eq!(sandbox.send(zalo, encoded(zalo, &good(zalo))).status, 200);
}

#[test]
fn other_bytes_for_the_same_values_are_taken_and_noted() {
    let sandbox = Sandbox::start();
    let zalo = api("zalo-journey");
    let bytes = encoded(zalo, &good(zalo));
    assert_eq!(sandbox.send(zalo, bytes.replace("\":", "\" : ")).status, 200);
    assert_eq!(sandbox.received()[0]["encoded"], bytes);
}

#[test]
fn the_erp_lists_what_its_ids_stand_for_to_whoever_has_the_key() {
    let sandbox = Sandbox::start();
    let ask = |path: &str, key: Option<&str>| {
        let mut request = super::server::client().get(sandbox.url(path));
        if let (Secret::Header(name), Some(key)) = (api("erp-lead").secret, key) {
            request = request.header(name, key);
        }
        Reply::from(request.send().unwrap())
    };
    let list = ask("/api/v1/state", Some(key(api("erp-lead")))).json();
    assert_eq!((&list["error"], list["data"].as_array().map(Vec::len)), (&json!(0), Some(34)));
    let districts = ask("/api/v1/district?state_id=3", Some(key(api("erp-lead")))).json();
    assert_eq!(districts["data"][0]["id"], 301);
    assert_eq!(ask("/api/v1/state", None).status, 401);
    assert_eq!(ask("/api/v1/state", Some("another")).status, 401);
    assert_eq!(ask("/api/v1/nothing", Some(key(api("erp-lead")))).status, 404);
}
