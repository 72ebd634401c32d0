//! Files: chosen, read, refused, removed.

use js_sys::{Array, Uint8Array};

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{DataTransfer, File, FilePropertyBag};

use crate::support::*;

const DEFINITION: &str = r#"{"version":1,"target":"1office-contact","fields":["name",
    {"name":"files","accept":".pdf,image/*","max":2,"max_bytes":5000000}],
    "values":{"code":"W-1","type":"Cá nhân","fountain_head_id":"Form yêu cầu tư vấn (website)",
        "trade_ids":"DỊCH VỤ LUẬT SƯ (TLA)"}}"#;

pub(crate) fn file(name: &str, mime: &str, bytes: u32) -> File {
    let content = Uint8Array::new_with_length(bytes).fill(65, 0, bytes);
    let options = FilePropertyBag::new();
    options.set_type(mime);
    File::new_with_u8_array_sequence_and_options(&Array::of1(&content), name, &options).unwrap()
}

pub(crate) async fn choose(form: &Form, files: &[File]) {
    let transfer = DataTransfer::new().unwrap();
    for file in files {
        transfer.items().add_with_file(file).unwrap();
    }
    let control = form.control("files");
    control.set_files(transfer.files().as_ref());
    fire(&control, "change");
    settle().await;
    for _ in 0..200 {
        if form.find("progress").is_none() {
            return;
        }
        wait(10).await;
    }
}

fn listed(form: &Form) -> Vec<String> {
    form.all(".lf-file > span").iter().map(|item| item.text_content().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn a_file_is_read_shown_and_sent_whole() {
    let form = form(DEFINITION).await;
    assert_eq!(form.control("files").type_(), "file");
    assert_eq!(form.control("files").get_attribute("accept").as_deref(), Some(".pdf,image/*"));
    form.fill("name", "An").await;
    choose(
        &form,
        &[file("Hợp \"đồng\" /🙂.pdf", "application/pdf", 3), file("a.png", "image/png", 5_000_000)],
    )
    .await;
    assert_eq!(listed(&form), ["Hợp \"đồng\" /🙂.pdf 1 kB", "a.png 5 MB"]);
    assert_eq!(form.all(".lf-file-thumb").len(), 1, "pictures have a thumbnail");
    answers("POST", PROXY, &Answer::Json(200, r#"{"error":false}"#));
    form.press().await;
    wait(300).await;
    let [request] = sent("POST").try_into().unwrap();
    assert!(request.body.contains("QUFB"), "three As in base64");
    assert!(request.body.len() > 5_000_000 * 4 / 3);
}

#[wasm_bindgen_test]
async fn what_cannot_be_sent_says_why_and_holds_the_form_up_until_it_is_removed() {
    let form = form(DEFINITION).await;
    form.fill("name", "An").await;
    for (name, mime, bytes, said) in [
        ("a.exe", "application/x-msdownload", 3, "không nhận loại tệp này"),
        ("a.pdf", "application/pdf", 0, "không có nội dung"),
        ("big.png", "image/png", 5_000_001, "không quá 5 MB"),
    ] {
        choose(&form, &[file(name, mime, bytes)]).await;
        assert!(listed(&form)[0].contains(said), "{name}: {:?}", listed(&form));
        form.press().await;
        assert_eq!(sent("POST").len(), 0, "{name}");
        assert!(form.said("files").contains("xóa tệp"), "{name}: {}", form.said("files"));
        form.click(".lf-file-remove").await;
        assert_eq!(form.said("files"), "", "{name}");
        assert!(listed(&form).is_empty(), "{name}");
    }
}

#[wasm_bindgen_test]
async fn too_many_files_are_too_many() {
    let form = form(DEFINITION).await;
    form.fill("name", "An").await;
    let three: Vec<File> = ["1.pdf", "2.pdf", "3.pdf"].map(|name| file(name, "application/pdf", 3)).into();
    choose(&form, &three).await;
    form.press().await;
    assert_eq!(form.said("files"), "Nhiều nhất là 2 mục.");
    form.click(".lf-file-remove").await;
    assert_eq!(form.said("files"), "");
}

#[wasm_bindgen_test]
async fn a_file_can_be_removed_while_it_is_read() {
    let form = form(DEFINITION).await;
    let transfer = DataTransfer::new().unwrap();
    transfer.items().add_with_file(&file("a.png", "image/png", 5_000_000)).unwrap();
    let control = form.control("files");
    control.set_files(transfer.files().as_ref());
    fire(&control, "change");
    settle().await;
    form.click(".lf-file-remove").await;
    wait(100).await;
    assert!(listed(&form).is_empty());
    assert_eq!(form.values()["files"], serde_json::json!([]));
}
