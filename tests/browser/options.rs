//! Choices that are fetched.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const DEFINITION: &str = r#"{"version":1,"target":"erp-lead","fields":["contact_name","phone_no1",
    {"name":"state_id","control":"select","options":{"from":"options/states.json"}},
    {"name":"district_id","control":"select","options":{"from":"options/districts-{state_id}.json"}}],
    "values":{"country_id":241,"company_id":3,"street":"-","gender":"other","crm_line_ids":[11]},
    "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id","campaign_id"]}"#;

const STATES: &str = r#"[{"value":1,"label":"Hà Nội"},{"value":2,"label":{"vi":"Huế","en":"Hue"}}]"#;
const DISTRICTS: &str = r#"{"error":0,"data":[{"id":11,"name":"Ba Đình"},{"id":12,"name":"Hoàn Kiếm"}]}"#;

async fn opened() -> Form {
    let form = element(&[("proxy", PROXY), ("form", "https://forms.test/a/f.json")], "");
    answers("GET", "f.json", &Answer::Json(200, DEFINITION));
    answers("GET", "states.json", &Answer::Json(200, STATES));
    answers("GET", "districts-1", &Answer::Json(200, DISTRICTS));
    answers("GET", "districts-2", &Answer::Json(200, "[]"));
    form.add();
    form.ready().await;
    settle().await;
    form
}

#[wasm_bindgen_test]
async fn lists_are_fetched_from_beside_the_definition_and_cascade() {
    let form = opened().await;
    assert_eq!(sent("GET")[1].url, "https://forms.test/a/options/states.json");
    assert!(form.field("district_id").text_content().unwrap().contains("Hãy chọn tỉnh/thành phố trước"));
    form.select("state_id", "1").await;
    settle().await;
    assert_eq!(sent("GET").last().unwrap().url, "https://forms.test/a/options/districts-1.json");
    form.select("district_id", "12").await;
    assert_eq!(form.values()["district_id"], "12");
    form.select("state_id", "2").await;
    assert_eq!(form.values()["district_id"], "", "a parent's change clears the child");
    settle().await;
    assert!(form.field("district_id").text_content().unwrap().contains("Chưa có lựa chọn"));
}

#[wasm_bindgen_test]
async fn a_list_that_does_not_come_says_so_and_can_be_fetched_again() {
    let form = opened().await;
    for answer in [Answer::Fail, Answer::Json(500, "[]"), Answer::Other(200, "text/html", "<html>")] {
        answers("GET", "districts-1", &answer);
        form.select("state_id", "2").await;
        form.select("state_id", "1").await;
        settle().await;
        assert!(form.field("district_id").text_content().unwrap().contains("Chưa tải được"));
        answers("GET", "districts-1", &Answer::Json(200, DISTRICTS));
        form.click(".lf-retry").await;
        settle().await;
        form.select("district_id", "11").await;
    }
    form.fill("contact_name", "An").await;
    form.fill("phone_no1", "0912345678").await;
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":0}"#));
    form.press().await;
    assert!(sent("POST")[0].body.contains(r#""district_id":11"#), "{}", sent("POST")[0].body);
}

#[wasm_bindgen_test]
async fn while_a_list_is_on_its_way_the_form_can_be_used() {
    let form = opened().await;
    answers("GET", "districts-1", &Answer::Held(DISTRICTS));
    form.select("state_id", "1").await;
    assert!(form.field("district_id").text_content().unwrap().contains("Đang tải"));
    form.fill("contact_name", "An").await;
    form.fill("phone_no1", "0912345678").await;
    form.select("state_id", "2").await;
    settle().await;
    let gone = sent("GET").into_iter().find(|request| request.url.contains("districts-1")).unwrap();
    assert!(gone.aborted, "nobody waits for it any more");
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":0}"#));
    form.press().await;
    assert_eq!(sent("POST").len(), 1);
}

#[wasm_bindgen_test]
async fn a_script_can_choose_parent_and_child_at_once() {
    let form = opened().await;
    form.set("values", r#"{"state_id":1,"district_id":12}"#);
    wait(30).await;
    assert_eq!(form.control("state_id").value(), "1");
    assert_eq!(form.control("district_id").value(), "12");
}

#[wasm_bindgen_test]
async fn labels_follow_the_language() {
    let form = opened().await;
    form.host.set_attribute("lang", "en").unwrap();
    settle().await;
    assert!(form.get("[name=state_id] option[value='2']").text_content().unwrap().contains("Hue"));
}
