//! What the visitor gave is kept, and can be read and written by scripts.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::*;

#[wasm_bindgen_test]
async fn what_was_typed_can_be_read_by_path() {
    let form = form(LEAD).await;
    form.fill("contact_name", "Nguyễn Văn An").await;
    form.tick("gender", "female").await;
    form.tick("crm_line_ids", "12").await;
    form.tick("crm_line_ids", "11").await;
    form.select("state_id", "3").await;
    let values = form.values();
    assert_eq!(values["contact_name"], "Nguyễn Văn An");
    assert_eq!(values["gender"], "female");
    assert_eq!(values["crm_line_ids"], json!(["11", "12"]), "in the order of the list");
    assert_eq!(values["state_id"], "3");
    assert_eq!(values["consent"], false);
}
