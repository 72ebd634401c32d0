//! What the visitor cannot mend, and what nobody may learn.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::filled;
use crate::support::*;

const ERP: &str = r#"{"version":1,"target":"erp-booking","fields":["contact_name","phone_no1"],
    "values":{"country_id":241,"company_id":3,"street":"-","state_id":1,"gender":"other","crm_line_ids":[11],
        "booking_date":"{date}"},
    "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id",
        "shuttle_bus","online_counseling"]}"#;

#[wasm_bindgen_test]
async fn who_has_a_booking_already_is_thanked_like_everyone_else() {
    let mut seen = Vec::new();
    for (status, body) in [
        (200, r#"{"error":0,"message":"Created","data":{"booking_code":"BK001"}}"#),
        (401, r#"{"type":"Không thể tạo Booking !!!","message":"0912345678 có Booking BK001 của Kangnam"}"#),
    ] {
        hear_errors();
        let form = form(ERP).await;
        form.fill("contact_name", "An").await;
        form.fill("phone_no1", "0912345678").await;
        answers("POST", PROXY, &Answer::Json(status, body));
        form.press().await;
        seen.push((form.html(), events(), heard()));
    }
    assert_eq!(seen[0], seen[1]);
    let (html, events, heard) = &seen[1];
    assert!(!html.contains("BK001") && !html.contains("Kangnam"), "{html}");
    assert_eq!(events.last().unwrap().1, json!({"receipt": null, "status": "delivered"}));
    assert_eq!(*heard, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn any_other_401_could_not_be_sent() {
    for body in
        [r#"{"type":"access_token","message":"expired"}"#, r#"{"type":"other","message":"no"}"#, "<html>"]
    {
        let form = form(ERP).await;
        form.fill("contact_name", "An").await;
        form.fill("phone_no1", "0912345678").await;
        answers("POST", PROXY, &Answer::Json(401, body));
        form.press().await;
        assert_eq!(events().last().unwrap().1, json!({"code": "refused"}), "{body}");
        assert!(!form.html().contains("expired"));
    }
}

#[wasm_bindgen_test]
async fn without_a_proxy_nothing_is_lost_and_the_console_says_what_to_do() {
    let form = element(&[], SHORT);
    form.add();
    form.ready().await;
    form.fill("full_name", "An").await;
    form.fill("phone", "0912345678").await;
    hear_errors();
    form.press().await;
    assert!(heard()[0].contains("proxy="));
    assert_eq!(form.control("full_name").value(), "An");
}

#[wasm_bindgen_test]
async fn what_a_visitor_cannot_mend_is_no_riddle() {
    let hidden = r#"{"name":"contact_name","control":"hidden","prefill":"not_in_the_address"}"#;
    let form = form(&ERP.replace(r#""contact_name""#, hidden)).await;
    form.fill("phone_no1", "0912345678").await;
    hear_errors();
    form.press().await;
    let heard = heard();
    assert!(heard.join("").contains("contact_name (required)"), "whoever made the page is told: {heard:?}");
    assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({"code": "refused"})));
    assert!(form.text(".lf-status").contains("không phải do bạn"));
    assert_eq!(form.control("phone_no1").value(), "0912345678");
}

#[wasm_bindgen_test]
async fn a_wrong_address_is_no_fault_of_the_visitors_and_the_console_says_which_one_it_is() {
    for status in [404, 405] {
        let form = filled(SHORT).await;
        hear_errors();
        answers("POST", PROXY, &Answer::Other(status, "text/html", "<h1>0912345678 not found</h1>"));
        form.press().await;
        assert_eq!(events().last().unwrap(), &("error".to_owned(), json!({"code": "refused"})));
        let heard = heard().join("");
        assert!(heard.contains(&format!("{PROXY} answered {status}")), "{heard}");
        assert!(!heard.contains("0912345678"), "{heard}");
        let said = form.text(".lf-status");
        assert!(said.contains("không phải do bạn") && said.contains("cách khác"), "{said}");
    }
}
