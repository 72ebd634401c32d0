//! What our gateway gets besides the lead, and what it answers.

use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{THANKED, filled, submitted};
use crate::support::*;

#[wasm_bindgen_test]
async fn one_id_stands_for_the_lead_from_the_first_try_to_the_last() {
    let definition =
        SHORT.replace(r#""fields""#, r#""values":{"custom_fields.id":"WEB-{submission_id}"},"fields""#);
    let form = filled(&definition).await;
    answers("POST", PROXY, &Answer::Fail);
    form.press().await;
    answers("POST", PROXY, &Answer::Json(201, THANKED));
    form.press().await;
    let bodies: Vec<String> = sent("POST").into_iter().map(|request| request.body).collect();
    assert_eq!(bodies[0], bodies[1]);
    assert!(bodies[0].contains("WEB-"), "{}", bodies[0]);
    form.call("reset");
    settle().await;
    form.fill("full_name", "Bình").await;
    form.fill("phone", "0912345678").await;
    form.press().await;
    let id = |body: &str| body.split("WEB-").nth(1).unwrap()[..36].to_owned();
    assert_ne!(id(&bodies[0]), id(&sent("POST")[2].body));
}

#[wasm_bindgen_test]
async fn our_gateway_gets_the_envelope_and_gives_a_receipt() {
    let definition = SHORT.replace(
        r#""fields""#,
        r#""gateway":true,"consent":{"text":"Tôi đồng ý","version":"2","required":true},"fields""#,
    );
    let form = filled(&definition).await;
    form.tick("consent", "yes").await;
    let ours = "application/vnd.leadform+json";
    answers("POST", PROXY, &Answer::Other(202, ours, r#"{"status":"accepted","receipt":"r-7"}"#));
    assert_eq!(submitted(&form).await, "accepted");
    let [request] = sent("POST").try_into().unwrap();
    assert_eq!(request.header("content-type"), Some(ours));
    assert_eq!(request.header("idempotency-key").unwrap().len(), 36);
    assert_eq!(request.headers.len(), 2);
    let body: Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["payload"], json!({"full_name": "Nguyễn Văn An", "phone": "0912345678"}));
    let context = &body["context"];
    assert_eq!(context["honeypot"], "");
    assert!(context["fill_ms"].as_f64().unwrap() >= 0.0);
    assert!(context["page_url"].as_str().unwrap().starts_with("http"));
    let consent = &context["consent"][0];
    assert_eq!(
        (&consent["text"], &consent["version"], &consent["agreed"]),
        (&json!("Tôi đồng ý"), &json!("2"), &json!(true))
    );
    assert_eq!(events().last().unwrap().1, json!({"receipt": "r-7", "status": "accepted"}));
}

#[wasm_bindgen_test]
async fn what_the_gateway_finds_is_said_at_its_field() {
    let form = filled(&SHORT.replace(r#""fields""#, r#""gateway":true,"fields""#)).await;
    let ours = "application/vnd.leadform+json";
    let body = r#"{"status":"invalid","issues":[{"field":"phone","code":"phone"}]}"#;
    answers("POST", PROXY, &Answer::Other(422, ours, body));
    assert_eq!(submitted(&form).await, "invalid");
    assert!(form.said("phone").contains("chưa đúng"));
    let _hurry = hurry();
    answers("POST", PROXY, &Answer::Json(202, r#"{"status":"accepted"}"#));
    assert_eq!(submitted(&form).await, "error", "only the gateway's own type counts");
    form.call("reset");
}
