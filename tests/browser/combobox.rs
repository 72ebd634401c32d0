//! Many choices, found by typing.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

const PROVINCES: [&str; 16] = [
    "Hà Nội",
    "Thành phố Hồ Chí Minh",
    "Đà Nẵng",
    "Hải Phòng",
    "Cần Thơ",
    "Huế",
    "An Giang",
    "Bắc Ninh",
    "Cà Mau",
    "Cao Bằng",
    "Đắk Lắk",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Tĩnh",
];

fn definition() -> String {
    let options: Vec<String> = PROVINCES
        .iter()
        .enumerate()
        .map(|(index, name)| format!(r#"{{"value":{},"label":"{name}"}}"#, index + 1))
        .collect();
    format!(
        r#"{{"version":1,"target":"erp-lead","fields":["contact_name","phone_no1",
            {{"name":"state_id","options":[{}]}}],
            "values":{{"country_id":241,"company_id":3,"street":"-","gender":"other","crm_line_ids":[11]}},
            "supplied":["user_id","agent_email","ticket_id","price_list_id","category_source_id","source_id",
                "campaign_id"]}}"#,
        options.join(",")
    )
}

fn shown(form: &Form) -> Vec<String> {
    form.all("[role=option]").iter().map(|option| option.text_content().unwrap()).collect()
}

fn is_open(form: &Form) -> bool {
    form.control("state_id").get_attribute("aria-expanded").as_deref() == Some("true")
}

#[wasm_bindgen_test]
async fn more_than_twelve_choices_are_a_combobox_with_everything_a_screen_reader_needs() {
    let form = form(&definition()).await;
    let input = form.control("state_id");
    for (name, value) in [
        ("role", "combobox"),
        ("aria-expanded", "false"),
        ("aria-autocomplete", "list"),
        ("aria-controls", "lf-state_id-list"),
        ("autocomplete", "off"),
    ] {
        assert_eq!(input.get_attribute(name).as_deref(), Some(value), "{name}");
    }
    let list = form.get("#lf-state_id-list");
    assert_eq!(list.get_attribute("role").as_deref(), Some("listbox"));
    assert_eq!(list.get_attribute("aria-labelledby").as_deref(), Some("lf-state_id-label"));
    assert!(list.has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn typing_without_marks_finds_what_has_them() {
    let form = form(&definition()).await;
    for (typed, found) in [
        ("ha noi", vec!["Hà Nội"]),
        ("HÀ", vec!["Hà Nội", "Hà Tĩnh", "Hải Phòng"]),
        ("dong", vec!["Đồng Nai", "Đồng Tháp"]),
        ("đa", vec!["Đà Nẵng", "Đắk Lắk"]),
        ("minh", vec!["Thành phố Hồ Chí Minh"]),
        ("phong", vec!["Hải Phòng"]),
        ("xyz", vec![]),
    ] {
        form.type_into("state_id", typed).await;
        let mut shown = shown(&form);
        shown.sort();
        assert_eq!(shown, found, "{typed}");
    }
    assert!(form.text(".lf-found").contains("Không tìm thấy"));
    form.type_into("state_id", "").await;
    assert_eq!(shown(&form).len(), PROVINCES.len());
}

#[wasm_bindgen_test]
async fn every_choice_can_be_made_by_keyboard_alone() {
    let form = form(&definition()).await;
    for (index, name) in PROVINCES.iter().enumerate() {
        form.key("state_id", "ArrowDown").await;
        assert!(is_open(&form));
        let active = || form.control("state_id").get_attribute("aria-activedescendant");
        while active().is_none_or(|id| {
            form.get(&format!("#{}", id.replace('.', "\\."))).text_content().unwrap() != *name
        }) {
            form.key("state_id", "ArrowDown").await;
        }
        assert!(!form.key("state_id", "Enter").await, "Enter chooses and does not send");
        assert!(!is_open(&form));
        assert_eq!(form.control("state_id").value(), *name);
        assert_eq!(form.values()["state_id"], (index + 1).to_string());
    }
}

#[wasm_bindgen_test]
async fn every_choice_can_be_made_by_mouse_or_touch() {
    let form = form(&definition()).await;
    for (index, name) in PROVINCES.iter().enumerate() {
        form.click("[name=state_id]").await;
        form.click(&format!("[role=option][data-value='{}']", index + 1)).await;
        assert_eq!(form.control("state_id").value(), *name);
        assert_eq!(form.values()["state_id"], (index + 1).to_string());
        assert_eq!(form.focused(), "lf-state_id");
    }
}

#[wasm_bindgen_test]
async fn escape_goes_back_to_the_choice_and_leaving_takes_what_was_typed_in_full() {
    let form = form(&definition()).await;
    form.click("[name=state_id]").await;
    form.click("[data-value='3']").await;
    form.type_into("state_id", "ha").await;
    form.key("state_id", "Escape").await;
    assert!(!is_open(&form));
    assert_eq!(form.control("state_id").value(), "", "the choice went when something else was typed");
    form.type_into("state_id", "ha noi").await;
    form.leave("state_id").await;
    assert_eq!(form.control("state_id").value(), "Hà Nội");
    assert_eq!(form.values()["state_id"], "1");
}

#[wasm_bindgen_test]
async fn what_is_no_choice_stays_and_is_refused() {
    let form = form(&definition()).await;
    form.type_into("state_id", "Atlantis").await;
    assert_eq!(form.said("state_id"), "");
    form.leave("state_id").await;
    assert_eq!(form.control("state_id").value(), "Atlantis");
    assert_eq!(form.said("state_id"), "Hãy chọn một mục có trong danh sách.");
    form.fill("contact_name", "An").await;
    form.fill("phone_no1", "0912345678").await;
    form.press().await;
    assert_eq!(sent("POST").len(), 0);
    form.click("[name=state_id]").await;
    form.type_into("state_id", "hue").await;
    form.key("state_id", "Enter").await;
    assert_eq!(form.said("state_id"), "", "Enter takes the only one that fits");
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":0}"#));
    form.press().await;
    assert!(sent("POST")[0].body.contains(r#""state_id":6"#), "{}", sent("POST")[0].body);
}

#[wasm_bindgen_test]
async fn ten_thousand_choices_are_found_and_only_some_are_in_the_page() {
    let list: Vec<String> =
        (0..10_000).map(|index| format!(r#"{{"value":{index},"label":"Phường số {index}"}}"#)).collect();
    let definition = definition();
    let (head, rest) = definition.split_once(r#""options":"#).unwrap();
    let (_, tail) = rest.split_once(']').unwrap();
    begin();
    answers("GET", "wards.json", &Answer::Json(200, &format!("[{}]", list.join(","))));
    let form = element(&[("proxy", PROXY)], &format!(r#"{head}"options":{{"from":"wards.json"}}{tail}"#));
    answers("GET", "wards.json", &Answer::Json(200, &format!("[{}]", list.join(","))));
    form.add();
    form.ready().await;
    wait(100).await;
    form.click("[name=state_id]").await;
    assert!(shown(&form).len() <= 100, "{}", shown(&form).len());
    form.key("state_id", "ArrowUp").await;
    wait(50).await;
    let active = form.control("state_id").get_attribute("aria-activedescendant").unwrap();
    assert_eq!(form.get(&format!("#{active}")).text_content().unwrap(), "Phường số 9999");
    form.type_into("state_id", "phuong so 4321").await;
    assert_eq!(shown(&form), ["Phường số 4321"]);
    form.key("state_id", "Enter").await;
    assert_eq!(form.values()["state_id"], "4321");
}

#[wasm_bindgen_test]
async fn several_choices_stand_above_as_chips() {
    let definition = r#"{"version":1,"target":"1office-contact","fields":["name",{"name":"group_type_id"}],
        "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
        "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;
    let form = form(definition).await;
    let control = form.control("group_type_id");
    assert_eq!(control.get_attribute("role").as_deref(), Some("combobox"));
    for typed in ["visa anh", "visa my"] {
        form.type_into("group_type_id", typed).await;
        form.key("group_type_id", "ArrowDown").await;
        form.key("group_type_id", "Enter").await;
    }
    let chips = form.all(".lf-chip");
    assert_eq!(chips.len(), 2, "{}", form.values());
    form.get(".lf-chip-remove").unchecked_into::<web_sys::HtmlElement>().click();
    settle().await;
    assert_eq!(form.values()["group_type_id"].as_array().unwrap().len(), 1);
}
