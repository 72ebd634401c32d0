//! Groups that repeat.

use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const DEFINITION: &str = r#"{"version":1,"target":"1office-contact","fields":["name",
    {"name":"detail","min":1,"max":3,"fields":["name",{"name":"phone","required":true},"email",
        {"name":"position","show_if":{"field":"email","is":["sep@x.vn"]}}]}],
    "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
        "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;

#[wasm_bindgen_test]
async fn the_least_rows_stand_there_and_more_can_be_added_up_to_the_most() {
    let form = form(DEFINITION).await;
    assert_eq!(form.all(".lf-group-row").len(), 1);
    assert!(form.find(".lf-group-remove").is_none(), "one must stay");
    form.click(".lf-group-add").await;
    settle().await;
    assert!(form.focused().starts_with("lf-detail-"), "{}", form.focused());
    form.click(".lf-group-add").await;
    assert_eq!(form.all(".lf-group-row").len(), 3);
    assert!(form.find(".lf-group-add").is_none());
    assert_eq!(form.all(".lf-group-row")[2].get_attribute("aria-label").as_deref(), Some("Người liên hệ 3"));
}

#[wasm_bindgen_test]
async fn what_is_typed_stays_in_its_row_when_another_goes() {
    let form = form(DEFINITION).await;
    form.fill("detail.0.name", "Một").await;
    form.click(".lf-group-add").await;
    form.fill("detail.1.name", "Hai").await;
    form.click(".lf-group-add").await;
    form.fill("detail.2.name", "Ba").await;
    let kept = form.control("detail.2.name");
    form.click(".lf-group-row:nth-child(2) .lf-group-remove").await;
    assert_eq!(form.control("detail.0.name").value(), "Một");
    assert_eq!(form.control("detail.1.name").value(), "Ba");
    assert!(form.control("detail.1.name").is_same_node(Some(&kept)), "the very same control");
    assert!(form.find("[name='detail.2.name']").is_none());
    assert_eq!(form.values()["detail.1.name"], "Ba");
}

#[wasm_bindgen_test]
async fn errors_stand_in_the_right_row() {
    let form = form(DEFINITION).await;
    form.fill("name", "An").await;
    form.fill("detail.0.name", "Một").await;
    form.fill("detail.0.phone", "0912345678").await;
    form.click(".lf-group-add").await;
    form.fill("detail.1.name", "Hai").await;
    form.fill("detail.1.phone", "01691234567").await;
    assert!(form.said("detail.1.phone").contains("2018"));
    form.press().await;
    assert_eq!(form.said("detail.0.phone"), "");
    assert!(form.text(".lf-summary a").starts_with("Người liên hệ 2: "), "{}", form.text(".lf-summary a"));
    assert!(form.said("detail.1.phone").contains("2018"));
    assert_eq!(sent("POST").len(), 0);
    form.click(".lf-offer").await;
    assert_eq!(form.control("detail.1.phone").value(), "0391234567");
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":false}"#));
    form.press().await;
    let body = sent("POST")[0].body.clone();
    let detail = body.split('&').find(|pair| pair.starts_with("detail=")).unwrap();
    let detail = js_sys::decode_uri_component(&detail[7..].replace('+', " ")).unwrap().as_string().unwrap();
    let rows: Value = serde_json::from_str(&detail).unwrap();
    assert_eq!(rows[0]["phone"], "0912345678");
    assert_eq!(rows[1]["phone"], "0391234567");
}

#[wasm_bindgen_test]
async fn a_row_is_as_alive_after_another_came_as_before() {
    let form = form(DEFINITION).await;
    form.click(".lf-group-add").await;
    form.fill("detail.0.phone", "01691234567").await;
    assert!(form.said("detail.0.phone").contains("2018"));
    form.click(".lf-offer").await;
    assert_eq!(form.control("detail.0.phone").value(), "0391234567");
    assert_eq!(form.said("detail.0.phone"), "");
    form.fill("detail.0.email", "sep@x.vn").await;
    assert!(form.find("[name='detail.0.position']").is_some());
}

#[wasm_bindgen_test]
async fn a_condition_inside_a_row_looks_at_that_row() {
    let form = form(DEFINITION).await;
    form.click(".lf-group-add").await;
    form.fill("detail.1.email", "sep@x.vn").await;
    assert!(form.find("[name='detail.0.position']").is_none());
    assert!(form.find("[name='detail.1.position']").is_some());
}

#[wasm_bindgen_test]
async fn scripts_fill_in_rows_by_their_path() {
    let form = form(DEFINITION).await;
    form.set("values", r#"{"detail.0.name":"Một","detail.1.name":"Hai","detail.9.name":"too many"}"#);
    settle().await;
    assert_eq!(form.all(".lf-group-row").len(), 2);
    assert_eq!(form.control("detail.0.name").value(), "Một");
    assert_eq!(form.control("detail.1.name").value(), "Hai");
}
