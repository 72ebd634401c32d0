//! The exact bytes of a body.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

mod support;

use leadform_spec::api::Kind;
use leadform_spec::{Rules, apis, encode};
use serde_json::{Value, json};
use support::{api, full, minimal, places, sent, valid};

/// The body of the example in the vendor's document.
fn ladiflow_example() -> Value {
    let page = include_str!("../../docs/apis/ladiflow-customer.md");
    let body = page.split("--data-raw '").nth(1).and_then(|rest| rest.split('\'').next());
    serde_json::from_str(body.expect("an example")).expect("an example in JSON")
}

#[test]
fn the_vendors_own_example_passes_as_it_stands() {
    let expected = concat!(
        r#"{"email":"test@gmail.com","first_name":"test","full_name":"test","dob":"1989-11-03","gender":"male","#,
        r#""tags":["5fffb9c981cf1245fa091985","5fffb9ce81cf1245fa091986","5fffb9ce81cf1245fa091900"],"#,
        r#""custom_fields":[{"name":"ldp_pkg_name","value":"LADIPAGE-PRO"},"#,
        r#"{"name":"ldp_pkg_name1","value":"LADIPAGE-PRO"}],"#,
        r#""city":"Hà Nội","district":"Nam Từ Liêm","ward":"Mỹ Đình 1","address":"68 Nguyễn Cơ Thạch","#,
        r#""company":"LadiPage","job_title":"Coder","lang":"vi","postal_code":100000,"#,
        r#""external_customer_id":"123","website":"123","facebook_url":"123","twitter_url":"123","#,
        r#""linkedIn_url":"123","score":14,"source":"API","subcribed_at":"2020-12-01"}"#,
    );
    assert_eq!(sent(api("ladiflow-customer"), &ladiflow_example()), expected);
}

#[test]
fn a_body_says_how_it_is_written() {
    for (api, content_type) in apis::ALL.into_iter().zip([
        "application/json",
        "application/json",
        "application/json",
        "application/x-www-form-urlencoded",
        "application/json",
    ]) {
        assert_eq!(encode(&valid(api, &minimal(api))).content_type, content_type, "{}", api.id);
    }
}

#[test]
fn an_erp_lead_is_json_with_a_nested_object() {
    let body = json!({
        "customer_portrait": { "hobby": ["âm nhạc"], "work_start_time": 8.5, "transport": "scooter" },
        "phone_no1": "+84 912 345 678",
        "ticket_id": 1, "agent_email": "agent@example.vn", "user_id": 2, "contact_name": "Nguyễn Thị \"An\"",
        "gender": "female", "country_id": 241, "state_id": 1, "street": "-", "company_id": 3,
        "price_list_id": 4, "category_source_id": 5, "source_id": 6, "campaign_id": 7, "crm_line_ids": [11, 12],
    });
    let expected = concat!(
        r#"{"phone_no1":"0912345678","ticket_id":1,"agent_email":"agent@example.vn","user_id":2,"#,
        r#""contact_name":"Nguyễn Thị \"An\"","gender":"female","country_id":241,"state_id":1,"street":"-","#,
        r#""company_id":3,"price_list_id":4,"category_source_id":5,"source_id":6,"campaign_id":7,"#,
        r#""crm_line_ids":[11,12],"#,
        r#""customer_portrait":{"work_start_time":8.5,"transport":"scooter","hobby":["âm nhạc"]}}"#,
    );
    assert_eq!(sent(api("erp-lead"), &body), expected);
}

#[test]
fn a_zalo_journey_has_the_country_code_and_no_plus() {
    let body = json!({ "phone": "0912 345 678", "oa_id": " 4318657068771012646 " });
    assert_eq!(sent(api("zalo-journey"), &body), r#"{"oa_id":"4318657068771012646","phone":"84912345678"}"#);
    assert_eq!(sent(api("zalo-journey"), &json!({})), "{}");
}

#[test]
fn a_1office_contact_is_a_web_form_with_json_in_it() {
    let body = json!({
        "code": "WEB-1", "type": "Cá nhân", "name": "An & Bình", "birthday": "03/11/1989",
        "phones": "0912345678, 0987654321", "fountain_head_id": "Hotline CSKH",
        "trade_ids": ["VISA NHẬP (VUT)", "VISA XUẤT (VUT)"],
        "desc": "Xin chào <b>bạn</b>\r\n& \"tạm biệt\"",
        "create_from_crm_call_history_id": 12.0,
        "contacts": [{ "title": "an.fb", "type": "Facebook" }],
        "detail": [{ "birthday": "29/02/2024", "name": "Lê \"Tư\"", "phone": "+84987654321" }],
        "files": [{ "name": "a.pdf", "file": "+/8=" }],
    });
    let expected = concat!(
        "code=WEB-1&type=C%C3%A1+nh%C3%A2n&name=An+%26+B%C3%ACnh&birthday=03%2F11%2F1989",
        "&phones=0912345678%2C0987654321&fountain_head_id=Hotline+CSKH",
        "&desc=Xin+ch%C3%A0o+%26lt%3Bb%26gt%3Bb%E1%BA%A1n%26lt%3B%2Fb%26gt%3B%3Cbr%3E",
        "%26amp%3B+%26quot%3Bt%E1%BA%A1m+bi%E1%BB%87t%26quot%3B",
        "&trade_ids=VISA+NH%E1%BA%ACP+%28VUT%29%2CVISA+XU%E1%BA%A4T+%28VUT%29",
        "&create_from_crm_call_history_id=12",
        "&contacts=%5B%7B%22type%22%3A%22Facebook%22%2C%22title%22%3A%22an.fb%22%7D%5D",
        "&detail=%5B%7B%22name%22%3A%22L%C3%AA+%5C%22T%C6%B0%5C%22%22%2C%22phone%22%3A%220987654321%22%2C",
        "%22birthday%22%3A%2229%2F02%2F2024%22%7D%5D",
        "&files=%5B%7B%22name%22%3A%22a.pdf%22%2C%22file%22%3A%22%2B%2F8%3D%22%7D%5D",
    );
    assert_eq!(sent(api("1office-contact"), &body), expected);
}

#[test]
fn a_web_form_reads_back_as_the_values_that_went_in() {
    let office = api("1office-contact");
    let body = full(office);
    let text = sent(office, &body);
    let read: Vec<(String, String)> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    assert_eq!(read.len(), office.rows.len());
    for ((name, value), row) in read.iter().zip(office.rows) {
        assert_eq!(name, row.name);
        match row.kind {
            Kind::Groups(_) | Kind::Files(_) => {
                assert_eq!(serde_json::from_str::<Value>(value).unwrap(), body[row.name]);
            }
            Kind::Int => assert_eq!(*value, body[row.name].to_string()),
            _ => assert_eq!(*value, body[row.name].as_str().unwrap()),
        }
    }
}

#[test]
fn html_is_escaped_where_the_api_reads_html_and_nowhere_else() {
    let markup = "<i>a</i>";
    for place in places().into_iter().filter(|place| matches!(place.row.kind, Kind::Text | Kind::Html)) {
        let body = encode(&valid(place.api, &place.body(json!(markup)))).text;
        let text: String = if place.api.id == "1office-contact" {
            form_urlencoded::parse(body.as_bytes()).map(|(_, value)| value.into_owned()).collect()
        } else {
            body
        };
        let is_html = matches!(place.row.kind, Kind::Html);
        assert_eq!(text.contains(markup), !is_html, "{}", place.name());
        assert_eq!(text.contains("&lt;i&gt;a&lt;/i&gt;"), is_html, "{}", place.name());
    }
}

#[test]
fn what_was_proved_is_proved_again_as_the_same_from_its_own_json() {
    for place in places() {
        let submission = valid(place.api, &place.body(place.sample()));
        // As our gateway is sent it: as text.
        let payload = serde_json::to_string(&*submission).unwrap();
        let again = valid(place.api, &serde_json::from_str(&payload).unwrap());
        assert_eq!(again, submission, "{}", place.name());
        assert_eq!(encode(&again), encode(&submission), "{}", place.name());
    }
}

#[test]
fn html_is_escaped_once_however_often_the_payload_is_read() {
    let office = api("1office-contact");
    let mut body = minimal(office);
    body["desc"] = json!("5 < 6 &amp; 7\n8");
    let first = valid(office, &body);
    let payload = serde_json::to_value(&*first).unwrap();
    assert_eq!(payload["desc"], "5 < 6 &amp; 7\n8", "the payload has it as it was typed");
    let second = leadform_spec::check(office, &payload, &Rules::default()).unwrap();
    assert_eq!(encode(&second), encode(&first));
    let text = encode(&second).text;
    let desc = form_urlencoded::parse(text.as_bytes()).find(|(name, _)| name == "desc");
    assert_eq!(desc.unwrap().1, "5 &lt; 6 &amp;amp; 7<br>8");
}

#[test]
#[cfg(not(target_arch = "wasm32"))] // A browser writes such numbers and never reads them.
fn every_minute_of_the_day_arrives_as_it_was_sent() {
    for minute in 0..24 * 60 {
        let text = format!("{:02}:{:02}", minute / 60, minute % 60);
        let hour = leadform_spec::value::hours::parse(&text).unwrap();
        let mut body = minimal(api("erp-lead"));
        body["customer_portrait"] = json!({ "work_start_time": hour });
        let submission = valid(api("erp-lead"), &body);
        let read = serde_json::from_str(&serde_json::to_string(&*submission).unwrap()).unwrap();
        assert_eq!(encode(&valid(api("erp-lead"), &read)), encode(&submission), "{text}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn any_text_is_written_into_a_web_form_as_the_url_standard_has_it(
        // Letters that are composed already: a name is sent in composed ones.
        name in "[\u{ae}-\u{2ff}\u{1ea0}-\u{1ef9}\u{4e00}-\u{9fa5}\u{1f300}-\u{1f64f}]{0,40}[ -~]{0,100}"
    ) {
        let mut body = minimal(api("1office-contact"));
        body["name"] = Value::from(format!("a{name}a"));
        let text = encode(&valid(api("1office-contact"), &body)).text;
        let pairs = form_urlencoded::parse(text.as_bytes());
        let expected = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        proptest::prop_assert_eq!(&text, &expected);
        let read = form_urlencoded::parse(text.as_bytes()).find(|(key, _)| key == "name");
        proptest::prop_assert_eq!(read.map(|(_, value)| value.into_owned()), body["name"].as_str().map(str::to_owned));
    }
}
