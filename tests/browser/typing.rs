//! Controls of every kind, and what they start with.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn a_booking_is_filled_in_by_hand() {
    let form = form(BOOKING).await;
    form.fill("contact_name", " Nguyễn Thị An ").await;
    form.fill("phone_no1", "0912.345.678").await;
    form.tick("gender", "female").await;
    form.fill("booking_date", "2099-01-31").await;
    form.select("company_id", "4").await;
    form.fill("customer_portrait.work_start_time", "08:30").await;
    form.fill("customer_portrait.work_end_time", "17:45").await;
    form.tick("crm_line_ids", "13").await;
    form.tick("crm_line_ids", "11").await;
    form.fill("street", "1 Tràng Tiền").await;
    form.select("state_id", "1").await;
    form.tick("shuttle_bus", "yes").await;
    form.tick("online_counseling", "no").await;
    form.tick("consent", "yes").await;
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":0}"#));
    form.press().await;
    let body: Value = serde_json::from_str(&sent("POST")[0].body).unwrap();
    let expected = json!({
        "contact_name": "Nguyễn Thị An", "phone_no1": "0912345678", "gender": "female",
        "booking_date": "2099-01-31", "company_id": 4, "crm_line_ids": [11, 13], "street": "1 Tràng Tiền",
        "state_id": 1, "country_id": 241, "shuttle_bus": "yes", "online_counseling": "no",
        "customer_portrait": {"work_start_time": 8.5, "work_end_time": 17.75},
    });
    assert_eq!(body, expected);
}

#[wasm_bindgen_test]
async fn a_contact_goes_as_a_web_form_with_the_day_first() {
    let form = form(OFFICE).await;
    form.select("formal_name", "Chị").await;
    form.fill("name", "An & Bình").await;
    form.fill("phones", "0912 345 678").await;
    form.fill("birthday", "1990-02-28").await;
    form.fill("desc", "Xin <chào>\ndòng hai").await;
    form.tick("trade_ids", "VISA NHẬP (VUT)").await;
    form.tick("consent", "yes").await;
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":false}"#));
    form.press().await;
    let request = &sent("POST")[0];
    assert_eq!(
        request.headers,
        [("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned())]
    );
    for part in [
        "name=An+%26+B%C3%ACnh",
        "birthday=28%2F02%2F1990",
        "phones=0912345678",
        "Xin+%26lt%3Bch%C3%A0o%26gt%3B%3Cbr%3E",
    ] {
        assert!(request.body.contains(part), "{part} in {}", request.body);
    }
    assert!(request.body.contains("code=WEB-"));
    assert!(request.body.contains(&format!("type={}", "C%C3%A1+nh%C3%A2n")), "the default: {}", request.body);
}

#[wasm_bindgen_test]
async fn numbers_are_typed_with_a_comma_or_a_point_and_letters_are_refused() {
    let definition = r#"{"version":1,"target":"erp-lead","fields":["contact_name","phone_no1",
        {"name":"state_id","min":1,"max":63}],
        "values":{"country_id":241,"company_id":3,"street":"-","gender":"other","crm_line_ids":[11]},
        "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id"]}"#;
    let form = form(definition).await;
    for (typed, said) in [
        ("mười", "Hãy điền một con số, ví dụ 12."),
        ("1,5", "Hãy điền một con số, ví dụ 12."),
        ("0", "Hãy điền từ 1 trở lên."),
        ("64", "Hãy điền đến 63 là nhiều nhất."),
        ("12", ""),
    ] {
        form.fill("state_id", typed).await;
        assert_eq!(form.said("state_id"), said, "{typed}");
        assert_eq!(form.control("state_id").value(), typed);
    }
}

#[wasm_bindgen_test]
async fn a_booking_is_for_a_day_to_come() {
    let form = form(BOOKING).await;
    let today = form.control("booking_date").get_attribute("min").unwrap();
    assert_eq!(today.len(), 10);
    form.fill("booking_date", "2020-01-31").await;
    assert!(form.said("booking_date").starts_with("Hãy chọn từ ngày "), "{}", form.said("booking_date"));
    form.fill("booking_date", &today).await;
    assert_eq!(form.said("booking_date"), "");
}

#[wasm_bindgen_test]
async fn a_pattern_is_anchored_and_checked_on_leaving() {
    let definition = SHORT.replace(r#""phone","#, r#""phone",{"name":"city","pattern":"[A-Z]{2}\\d+"},"#);
    let form = form(&definition).await;
    for (typed, fits) in [("AB12", true), ("xAB12", false), ("AB12x", false), ("AB", false)] {
        form.fill("city", typed).await;
        assert_eq!(form.said("city").is_empty(), fits, "{typed}");
    }
}

#[wasm_bindgen_test]
async fn defaults_stand_there_and_the_address_of_the_page_fills_in_what_is_declared() {
    let before = document().location().unwrap().search().unwrap();
    let history = web_sys::window().unwrap().history().unwrap();
    let go = |search: &str| {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(search)).unwrap();
    };
    go("?ten=An%20B%C3%ACnh&tp=nowhere&utm_source=zalo&phone=0912345678&gioi=female");
    let definition = r#"{"version":1,"target":"ladiflow-customer","fields":[
        {"name":"full_name","prefill":"ten","default":"x"},{"name":"city","default":"Huế"},"phone",
        {"name":"gender","prefill":"gioi"},{"name":"email","prefill":"tp"},
        {"name":"custom_fields.src","control":"hidden","prefill":"utm_source"}],
        "values":{"custom_fields.page":"{page_url}","custom_fields.q":"{query.gioi}","custom_fields.none":"{query.none}"},
        "attribution":{"utm_source":"custom_fields.utm","first.gclid":"custom_fields.gclid"}}"#;
    let form = form(definition).await;
    assert_eq!(form.control("full_name").value(), "An Bình");
    assert_eq!(form.control("city").value(), "Huế");
    assert_eq!(form.control("phone").value(), "", "only what is declared");
    assert_eq!(form.values()["gender"], "female");
    assert_eq!(form.control("email").value(), "", "what would be refused is not filled in");
    assert_eq!(form.get("input[type=hidden]").get_attribute("value").as_deref(), Some("zalo"));
    form.fill("phone", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(201, r#"{"code":201}"#));
    form.press().await;
    go(if before.is_empty() { "?" } else { &before });
    let body: Value = serde_json::from_str(&sent("POST")[0].body).unwrap();
    let custom = body["custom_fields"].as_array().unwrap();
    let value =
        |name: &str| custom.iter().find(|entry| entry["name"] == name).map(|entry| entry["value"].clone());
    assert_eq!(value("src"), Some(json!("zalo")));
    assert_eq!(value("utm"), Some(json!("zalo")));
    assert_eq!(value("q"), Some(json!("female")));
    assert_eq!(value("none"), None);
    assert!(value("page").unwrap().as_str().unwrap().contains("utm_source=zalo"));
}

#[wasm_bindgen_test]
async fn what_a_browser_fills_in_by_itself_counts() {
    let form = form(SHORT).await;
    let control = form.control("full_name");
    control.set_value("An");
    fire(&control, "change");
    settle().await;
    assert_eq!(form.values()["full_name"], "An");
}
