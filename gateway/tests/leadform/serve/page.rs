//! The form as a page, and the plain post of it.

use reqwest::redirect::Policy;

use super::gateway::{Gateway, ORIGIN, until};
use crate::sandbox::server::Reply;

fn browser() -> reqwest::blocking::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::blocking::Client::builder().no_proxy().redirect(Policy::none()).build().unwrap()
}

fn open(gateway: &Gateway, path: &str) -> Reply {
    let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    browser().get(gateway.url(path)).header("accept", accept).send().unwrap().into()
}

fn post(gateway: &Gateway, form: &str, fields: &[(&str, &str)]) -> Reply {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = browser().post(gateway.url(&format!("/f/{form}")));
    request.header("content-type", "application/x-www-form-urlencoded").body(body).send().unwrap().into()
}

#[test]
fn a_person_gets_a_page_and_a_script_the_definition() {
    let gateway = Gateway::start();
    let page = open(&gateway, "/f/zalo-journey");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    for part in ["<form", "method=\"post\"", "name=\"phone\"", "lang=\"vi\"", "Nhận nhắc hẹn qua Zalo"]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(open(&gateway, "/f/zalo-journey?lang=en").body.contains("Get reminders on Zalo"));
    assert!(page.header("content-security-policy").contains("default-src 'none'"), "{page:?}");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    let style = page.body.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let style = gateway.get(style.expect("a stylesheet"));
    assert_eq!((style.status, style.header("content-type")), (200, "text/css; charset=utf-8"));
}

#[test]
fn a_plain_post_is_thanked_by_redirect_and_delivered() {
    let gateway = Gateway::start();
    let fields = [("phone", "0912 345 678"), ("consent", "yes"), ("_lang", "en")];
    let reply = post(&gateway, "zalo-journey", &fields);
    assert_eq!(reply.status, 303, "{reply:?}");
    let thanks = open(&gateway, reply.header("location"));
    assert!(thanks.body.contains("The first message will come on Zalo"), "{thanks:?}");
    gateway.received(1);
    // Pressed twice, and once more after the page came back: one lead.
    for _ in 0..3 {
        assert_eq!(post(&gateway, "zalo-journey", &fields).status, 303);
    }
    assert_eq!(gateway.list().len(), 1);
    let other = [("phone", "0987 654 321"), ("consent", "yes"), ("_lang", "en")];
    assert_eq!(post(&gateway, "zalo-journey", &other).status, 303);
    assert_eq!(gateway.list().len(), 2);
}

#[test]
fn what_is_to_be_mended_comes_back_with_what_was_typed() {
    let gateway = Gateway::start();
    let reply = post(&gateway, "zalo-journey", &[("phone", "0169 \"<b>12"), ("_lang", "en")]);
    assert_eq!(reply.status, 422);
    assert!(reply.body.contains("aria-invalid=\"true\""), "{}", reply.body);
    assert!(reply.body.contains("0169 &quot;&lt;b&gt;12"), "{}", reply.body);
    assert!(!reply.body.contains("<b>12"));
    assert!(gateway.list().is_empty());
}

#[test]
fn what_the_page_was_opened_with_comes_along() {
    let gateway = Gateway::start();
    let page = open(&gateway, "/f/erp-lead?utm_source=zalo%22%3E&lang=en");
    assert!(page.body.contains("name=\"_q.utm_source\" value=\"zalo&quot;&gt;\""), "{}", page.body);
    let fields = [
        ("contact_name", "Nguyễn Thị Ánh"),
        ("phone_no1", "0912345678"),
        ("gender", "female"),
        ("crm_line_ids", "11"),
        ("state_id", "1"),
        ("consent", "yes"),
        ("_q.utm_source", "zalo"),
    ];
    assert_eq!(post(&gateway, "erp-lead", &fields).status, 303);
    let body = gateway.received(1)[0]["body"].as_str().unwrap().to_owned();
    assert!(body.contains("\"behavior_on_the_internet\":\"zalo\""), "{body}");
}

/// The list of what is to be mended.
fn mistakes(page: &str) -> &str {
    page.split("<ul>").nth(1).and_then(|rest| rest.split("</ul>").next()).unwrap_or_default()
}

#[test]
fn files_come_in_a_multipart_post() {
    let gateway = Gateway::start_with(|config| {
        config.replace("/1office-contact.json\"", "/full/1office-contact.json\"")
    });
    let page = open(&gateway, "/f/1office-contact");
    assert!(page.body.contains("enctype=\"multipart/form-data\""), "{}", page.status);
    let part = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let file = "--x\r\ncontent-disposition: form-data; name=\"files\"; filename=\"giấy.pdf\"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.4 x\r\n";
    let fields = [
        ("name", "Lê Cường"),
        ("type", "Cá nhân"),
        ("phones", "0912345678"),
        ("trade_ids", "DỊCH VỤ LUẬT SƯ (TLA)"),
        ("fountain_head_id", "Tổng đài"),
        ("consent", "yes"),
    ];
    let body = fields.map(|(name, value)| part(name, value)).concat() + file + "--x--\r\n";
    let request = browser().post(gateway.url("/f/1office-contact")).header("origin", ORIGIN);
    let reply: Reply =
        request.header("content-type", "multipart/form-data; boundary=x").body(body).send().unwrap().into();
    assert_eq!(reply.status, 303, "{}", mistakes(&reply.body));
    until("it is delivered", || gateway.list()[0]["state"] == "delivered");
    let received = gateway.received(1);
    assert!(received[0]["body"].as_str().is_some_and(|body| body.contains("files=")), "{}", received[0]);
}
