//! One try against every fault, and the class that it gets.

use std::time::{Duration, Instant};

use super::fake::{Act, Fake, taken};
use super::{api, upstream};
use crate::config::{Auth, Upstream};
use crate::deliver::outcome::{Verdict, judge};
use crate::deliver::post::Post;
use crate::store::Class;
use leadform_spec::api::BodyFormat;
use leadform_spec::apis;

const BODY: &str = r#"{"contact_name":"Nguyễn Thị Hoa"}"#;

/// One try, with a second for all of it.
async fn tried(url: &str) -> Verdict {
    let mut upstream = upstream(url);
    upstream.timeout = Duration::from_secs(1);
    sent(&upstream, BODY).await
}

async fn sent(upstream: &Upstream, body: &str) -> Verdict {
    let heard = Post::new(upstream).unwrap().send(api(), body).await;
    judge(api(), heard, "the key", 0)
}

#[tokio::test]
async fn what_never_went_out_is_not_sent() {
    // A port that was free a moment ago.
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let fake = Fake::start(|_| Act::CloseAfter).await;
    // A listener whose backlog is full does not answer, and neither does one that nobody accepts from for TLS.
    let deaf = tokio::net::TcpSocket::new_v4().unwrap();
    deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let deaf = deaf.listen(1).unwrap();
    let deaf_address = deaf.local_addr().unwrap();
    let mut waiting = Vec::new();
    for _ in 0..4 {
        let connecting = tokio::net::TcpStream::connect(deaf_address);
        waiting.push(tokio::time::timeout(Duration::from_millis(200), connecting).await);
    }
    for (what, url) in [
        ("no such host", "http://nowhere.invalid".to_owned()),
        ("refused", format!("http://{free}")),
        ("no TLS there", fake.url().replace("http:", "https:")),
        ("connects for ever", format!("http://{deaf_address}")),
        ("a handshake for ever", format!("https://{deaf_address}")),
    ] {
        let began = Instant::now();
        let verdict = tried(&url).await;
        assert_eq!((verdict.class, verdict.status), (Class::NotSent, None), "{what} {verdict:?}");
        assert!(verdict.said.is_some_and(|said| !said.is_empty()), "{what}");
        assert!(began.elapsed() < Duration::from_secs(10), "{what}");
    }
    assert_eq!(fake.count(), 0);
}

#[tokio::test]
async fn what_went_out_and_was_not_answered_completely_is_ambiguous() {
    let whole = r#"{"error":0}"#;
    for act in [
        Act::ResetWithin,
        Act::CloseAfter,
        Act::Hang,
        Act::RawThenReset("HTT"),
        Act::RawThenReset("HTTP/1.1 200 OK\r\n"),
        Act::RawThenReset("HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{\"err"),
        Act::RawThenReset("HTTP/1.1 200 OK\r\n\r\n{\"error\":0}"),
        Act::Raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"error\":0}".to_owned()),
        Act::Raw("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{\"error\":0}".to_owned()),
        Act::Raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nb\r\n{\"error\":0}\r\n".to_owned()),
        Act::Raw("HTTP/1.1 100 Continue\r\n\r\n".to_owned()),
        Act::Raw("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n".to_owned()),
        Act::Raw("SSH-2.0-OpenSSH_9.9\r\n".to_owned()),
        Act::Raw(whole.to_owned()),
        Act::Raw("HTTP/1.1 429 X\r\ncontent-length: 100\r\n\r\nslow down".to_owned()),
        Act::Long("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n", 100 * 1024 * 1024),
        Act::Long("HTTP/1.1 200 OK\r\n\r\n", 100 * 1024 * 1024),
        Act::Long("HTTP/1.1 200 OK\r\nx: ", 100 * 1024 * 1024),
        Act::Drip("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n"),
        Act::Drip("HTTP/1.1 200 OK\r\nx: "),
        Act::Answer(200, "<html>Welcome</html>".to_owned()),
        Act::Answer(204, String::new()),
        Act::Answer(500, whole.to_owned()),
        Act::Answer(502, "<html>Bad Gateway</html>".to_owned()),
        Act::Answer(504, String::new()),
    ] {
        let did = act.clone();
        let fake = Fake::start(move |_| did.clone()).await;
        let began = Instant::now();
        let verdict = tried(&fake.url()).await;
        assert_eq!(verdict.class, Class::Ambiguous, "{act:?} {verdict:?}");
        assert!(began.elapsed() < Duration::from_secs(10), "{act:?}");
        let seen = fake.seen.lock().unwrap();
        assert_eq!(seen.connections, 1, "nobody tries again behind our back: {act:?}");
    }
}

#[tokio::test]
async fn a_connection_that_is_reset_before_the_lead_went_out_is_not_sent_unless_the_lead_was_faster() {
    let fake = Fake::start(|_| Act::ResetBefore).await;
    let post = Post::new(&upstream(&fake.url())).unwrap();
    for _ in 0..50 {
        let verdict = judge(api(), post.send(api(), BODY).await, "the key", 0);
        assert!(matches!(verdict.class, Class::NotSent | Class::Ambiguous), "{verdict:?}");
    }
    assert_eq!(fake.count(), 0);
}

#[tokio::test]
async fn a_whole_answer_has_the_class_of_what_it_says() {
    let booked = r#"{"type":"Không thể tạo Booking mới","message":"Book-1"}"#;
    let token = r#"{"type":"access_token","message":"expired"}"#;
    for (status, body, class) in [
        (200, r#"{"error":0}"#, Class::Done),
        (200, r#"{"error":1,"message":"no"}"#, Class::Refused),
        (401, booked, Class::Refused),
        (401, token, Class::Credentials),
        (403, "", Class::Credentials),
        (404, "", Class::Credentials),
        (405, "", Class::Credentials),
        (408, "", Class::NotSent),
        (409, "", Class::Refused),
        (413, "", Class::Refused),
        (415, "", Class::Refused),
        (422, "", Class::Refused),
        (425, "", Class::NotSent),
        (429, "", Class::NotSent),
        (503, "", Class::NotSent),
    ] {
        let fake = Fake::start(move |_| Act::Answer(status, body.to_owned())).await;
        let verdict = tried(&fake.url()).await;
        assert_eq!((verdict.class, verdict.status), (class, Some(status)), "{body}");
        assert_eq!(fake.bodies(), [BODY]);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_key_stays_here() {
    let elsewhere = Fake::start(|_| taken()).await;
    for status in [301, 302, 303, 307, 308] {
        let to = format!("location: {}/\r\n", elsewhere.url()).leak() as &str;
        let fake = Fake::start(move |_| Act::With(status, to, String::new())).await;
        assert_eq!(tried(&fake.url()).await.class, Class::Credentials, "{status}");
    }
    assert_eq!(elsewhere.seen.lock().unwrap().connections, 0);
}

#[tokio::test]
async fn interim_answers_are_passed_over() {
    let bytes = "HTTP/1.1 103 X\r\n\r\nHTTP/1.1 100 X\r\n\r\nHTTP/1.1 200 X\r\ncontent-length: 11\r\n\r\n{\"error\":0}";
    let fake = Fake::start(|_| Act::Raw(bytes.to_owned())).await;
    assert_eq!(tried(&fake.url()).await.class, Class::Done);
}

#[tokio::test]
async fn an_answer_of_256_kib_is_read_and_one_byte_more_is_not() {
    for (blanks, class) in [(256 * 1024 - 11, Class::Done), (256 * 1024 - 10, Class::Ambiguous)] {
        for head in ["", "transfer-encoding: identity\r\n"] {
            let text = format!("{{\"error\":0}}{}", " ".repeat(blanks));
            let act = if head.is_empty() {
                Act::Answer(200, text)
            } else {
                // Without a length: to the end of the connection.
                Act::Raw(format!("HTTP/1.1 200 X\r\n\r\n{text}"))
            };
            let fake = Fake::start(move |_| act.clone()).await;
            assert_eq!(tried(&fake.url()).await.class, class, "{blanks}");
        }
    }
}

#[tokio::test]
async fn the_request_is_as_the_api_wants_it() {
    for api in apis::ALL {
        let fake = Fake::start(|_| taken()).await;
        for (base, path, expected) in [
            ("", None, api.path),
            ("/", None, api.path),
            ("/base/", None, &*format!("/base{}", api.path)),
            ("/base", Some("own?x=1"), "/base/own?x=1"),
            ("", Some("/own"), "/own"),
        ] {
            let mut upstream = crate::config::testing::upstream(api, &format!("{}{base}", fake.url()));
            upstream.secret = "k=1&é".into();
            if let Auth::Header(_) = upstream.auth {
                upstream.secret = "k=1&e".into();
            }
            upstream.path = path.map(str::to_owned);
            Post::new(&upstream).unwrap().send(api, "a=1").await;
            let request = fake.seen.lock().unwrap().requests.last().unwrap().clone();
            assert!(request.head.starts_with(&format!("POST {expected}")), "{}", request.head);
            let has = |line: &str| request.head.lines().any(|found| found == line);
            assert!(has(&format!("content-type: {}", api.body.content_type())), "{}", request.head);
            assert!(has(concat!("user-agent: leadform/", env!("CARGO_PKG_VERSION"))), "{}", request.head);
            assert!(!request.head.contains("encoding"), "{}", request.head);
            let name = api.secret.name();
            if api.body == BodyFormat::Form {
                assert_eq!(request.body, "a=1");
                assert!(
                    request.head.contains(&format!("{name}=k%3D1%26%C3%A9 HTTP/1.1")),
                    "{}",
                    request.head
                );
                upstream.auth = Auth::Body(name.to_owned());
                Post::new(&upstream).unwrap().send(api, "a=1").await;
                let request = fake.seen.lock().unwrap().requests.last().unwrap().clone();
                assert_eq!(request.body, format!("a=1&{name}=k%3D1%26%C3%A9"));
                assert!(!request.head.contains("k%3D1") && !request.head.contains(name));
            } else {
                assert_eq!(request.body, "a=1");
                assert!(has(&format!("{}: k=1&e", name.to_lowercase())), "{}", request.head);
            }
        }
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_makes_no_lead_ambiguous() {
    // Each answer stays open for a while and is then closed by the server.
    let fake = Fake::start(|_| taken()).await;
    let post = Post::new(&upstream(&fake.url())).unwrap();
    for _ in 0..3 {
        assert_eq!(judge(api(), post.send(api(), BODY).await, "k", 0).class, Class::Done);
    }
    assert_eq!(fake.seen.lock().unwrap().connections, 1, "a burst shares its connection");
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    assert_eq!(judge(api(), post.send(api(), BODY).await, "k", 0).class, Class::Done);
    assert_eq!(fake.seen.lock().unwrap().connections, 2, "an old one is not used");

    let bytes = "HTTP/1.1 200 X\r\ncontent-length: 11\r\n\r\n{\"error\":0}";
    let closing = Fake::start(|_| Act::Raw(bytes.to_owned())).await;
    let post = Post::new(&upstream(&closing.url())).unwrap();
    for _ in 0..20 {
        assert_eq!(judge(api(), post.send(api(), BODY).await, "k", 0).class, Class::Done);
        // Long enough for the end of the connection to arrive.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(closing.count(), 20);
}
