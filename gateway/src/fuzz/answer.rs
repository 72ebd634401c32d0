//! The target `answer`: what an API answers, and what the gateway makes of it.

use std::time::Duration;

use leadform_spec::{Outcome, apis, decode};

use crate::deliver::{Body, Heard, judge};
use crate::store::Class;

/// The keys: a plain one, and some that look like the escapes in which they could be echoed.
const KEYS: [&str; 5] = ["canary-8f2c61d07b", "k-a/b+c d=\"é&%", "%25%25%25", "\\\\u0041\\\\", "&amp;&amp;"];

/// A byte for the API, one for the key, two for the status, one for whether the answer is whole; then the wish to wait, up
/// to a line break, and the body. In both, the bytes 1 to 5 stand for the key in one notation each.
pub fn answer(bytes: &[u8]) {
    let [api, key, high, low, whole, rest @ ..] = bytes else { return };
    let api = apis::ALL[usize::from(*api) % apis::ALL.len()];
    let key = KEYS[usize::from(*key) % KEYS.len()];
    let status = 100 + u16::from_be_bytes([*high, *low]) % 900;
    let is_whole = whole % 4 != 3;
    let notations = notations(key);
    let rest: Vec<u8> = rest.iter().flat_map(|byte| echoed(*byte, &notations)).collect();
    let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let wish = (end > 0).then(|| lossy(&rest[..end]));
    let body = &rest[end..];

    let reply = decode(api, status, body);
    let heard = if is_whole { Body::Whole(body.to_vec()) } else { Body::Broken(lossy(body)) };
    let verdict =
        judge(api, Heard::Answer { status, retry_after: wish, body: heard }, key, 1_769_835_600_000);
    if let Some(said) = &verdict.said {
        assert!(said.chars().count() <= 2_000, "{} characters are kept", said.chars().count());
        // What stands in the key's place must not look like a part of one.
        let said = said.replace("[key]", "\n");
        assert!(!notations.iter().any(|written| said.contains(written)), "{key} is in {said:?}");
    }
    assert!(verdict.wish.is_none_or(|wish| wish <= Duration::from_hours(24)), "{:?}", verdict.wish);
    let is_success = (200..300).contains(&status);
    match verdict.class {
        Class::Done => assert!(is_success && is_whole && reply.outcome == Outcome::Accepted),
        // The only answers behind which nothing can have been done.
        Class::NotSent => assert!(is_whole && matches!(status, 408 | 425 | 429 | 503)),
        Class::Refused | Class::Credentials | Class::Ambiguous => {}
    }
    assert!(reply.outcome != Outcome::Accepted || is_success, "accepted with {status}");
}

/// The key as it may come back: plain, percent-encoded, as in a form, as in JSON, as in HTML.
fn notations(key: &str) -> [String; 5] {
    let percent = key.bytes().flat_map(|byte| format!("%{byte:02x}").into_bytes()).map(char::from).collect();
    let form = form_urlencoded::byte_serialize(key.as_bytes()).collect();
    let json = serde_json::to_string(key).expect("JSON");
    let html = key.replace('&', "&amp;").replace('"', "&quot;");
    [key.to_owned(), percent, form, json[1..json.len() - 1].to_owned(), html]
}

fn echoed(byte: u8, notations: &[String; 5]) -> Vec<u8> {
    match notations.get(usize::from(byte).wrapping_sub(1)) {
        Some(written) => written.clone().into_bytes(),
        None => vec![byte],
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
