//! What comes before the body, as it should be and as it should not.

use std::time::Instant;

use super::*;

#[tokio::test]
async fn a_request_is_answered_and_says_where_it_came_from() {
    let server = Server::start(limits(), LONG);
    let answer = server.exchange(GET_AND_CLOSE).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("hello 127.0.0.1"), "{answer}");
    assert!(!answer.to_ascii_lowercase().contains("\r\nserver:"), "{answer}");
}

#[tokio::test]
async fn a_head_that_never_ends_is_cut_off_in_time() {
    let server = Server::start(Limits { header: SHORT, ..limits() }, LONG);
    for beginning in ["", "G", "GET /hello HTTP/1.1\r\nHost: x\r\n"] {
        let start = Instant::now();
        assert_eq!(server.exchange(beginning).await, "", "{beginning:?}");
        assert!(start.elapsed() >= SHORT, "{beginning:?}");
    }
    // One byte at a time does not buy more.
    let mut client = server.connect().await;
    let start = Instant::now();
    let mut sent = 0;
    for byte in GET.repeat(100).bytes() {
        if client.0.write_all(&[byte]).await.is_err() {
            break;
        }
        sent += 1;
        if sent == GET.len() - 1 {
            break;
        }
        tokio::time::sleep(SHORT / 20).await;
    }
    client.read_to_end().await;
    assert!(start.elapsed() >= SHORT && sent < GET.len() - 1, "{sent} bytes");
    server.still_answers().await;
}

#[tokio::test]
async fn a_connection_may_rest_between_requests_for_longer_than_a_head_may_take() {
    let server = Server::start(Limits { header: SHORT, ..limits() }, LONG);
    let mut client = server.connect().await;
    for _ in 0..2 {
        client.send(GET).await;
        client.read_until("hello 127.0.0.1").await;
        tokio::time::sleep(SHORT * 2).await;
    }
    client.send(GET).await;
    client.read_until("hello 127.0.0.1").await;
    // But the next head has the time of a head, from its first byte.
    client.send("GET").await;
    let start = Instant::now();
    assert_eq!(client.read_to_end().await, "");
    assert!(start.elapsed() < LONG / 2);
}

#[tokio::test]
async fn a_connection_that_rests_for_too_long_is_closed() {
    let server = Server::start(Limits { idle: SHORT, ..limits() }, LONG);
    let mut client = server.connect().await;
    client.send(GET).await;
    client.read_until("hello 127.0.0.1").await;
    assert_eq!(client.read_to_end().await, "");
    server.waits_for_open(0).await;
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = Server::start(limits(), LONG);
    let head = |extra: &str| format!("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{extra}\r\n");
    let fields = |count: usize| "a: b\r\n".repeat(count);
    assert_eq!(status(&server.exchange(head(&format!("a: {}\r\n", "b".repeat(15_000)))).await), "200");
    assert_eq!(status(&server.exchange(head(&format!("a: {}\r\n", "b".repeat(17_000)))).await), "431");
    assert_eq!(status(&server.exchange(head(&fields(62))).await), "200");
    assert_eq!(status(&server.exchange(head(&fields(63))).await), "431");
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
    assert!(["414", "431"].contains(&status(&server.exchange(long).await)));
    server.still_answers().await;
}

#[tokio::test]
async fn requests_in_one_go_are_answered_in_their_order() {
    let server = Server::start(limits(), LONG);
    let post = |body: &str| {
        format!("POST /take HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    };
    let answer = server.exchange([post("1").as_str(), GET, &post("333"), GET_AND_CLOSE].concat()).await;
    let places: Vec<_> = ["took 1", "hello", "took 3"].map(|word| answer.find(word).unwrap()).into();
    assert!(places.is_sorted(), "{answer}");
    assert_eq!(answer.matches("HTTP/1.1 200").count(), 4, "{answer}");
}

#[tokio::test]
async fn http_1_0_is_answered_and_closed() {
    let server = Server::start(limits(), LONG);
    let answer = server.exchange("GET /hello HTTP/1.0\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.0 200") && answer.ends_with("hello 127.0.0.1"), "{answer}");
    assert!(!answer.contains("chunked"), "{answer}");
}

#[tokio::test]
async fn a_whole_address_in_the_request_line_means_its_path() {
    let server = Server::start(limits(), LONG);
    let ask = |line: &str| format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    for (line, expected) in [
        ("GET http://evil.test/hello", "200"),
        ("GET http://evil.test:1/hello?x#y", "200"),
        ("GET http://evil.test", "404"),
        ("OPTIONS *", "404"),
        ("CONNECT evil.test:443", "404"),
        ("GET hello", "404"),
        ("GET /\u{e9}", "404"),
        ("GET /hello HTTP/1.1 x", "400"),
        ("FROBNICATE /hello", "200"),
        ("get /hello", "200"),
    ] {
        let answer = server.exchange(ask(line)).await;
        assert_eq!(status(&answer), expected, "{line}: {answer}");
    }
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let server = Server::start(limits(), LONG);
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS hello \r\n\r\n"[..],
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /hello HTTP/9.9\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n",
    ] {
        let answer = server.exchange(bytes).await;
        assert!(answer.is_empty() || ["400", "505"].contains(&status(&answer)), "{answer}");
    }
    server.still_answers().await;
}

#[tokio::test]
async fn a_line_end_in_a_header_makes_no_header_of_what_follows() {
    let server = Server::start(limits(), LONG);
    let ask = |field: &str| format!("GET /hello HTTP/1.1\r\nHost: x\r\n{field}\r\nConnection: close\r\n\r\n");
    for field in ["a: b\rc: d", "a: b\0c", "a\r: b", "a : b", "a: b\r\n folded", ": b", "a b: c", "a\0: b"] {
        assert_eq!(status(&server.exchange(ask(field)).await), "400", "{field:?}");
    }
}

#[tokio::test]
async fn a_handler_that_panics_answers_without_a_word_and_serves_on() {
    let server = Server::start(limits(), LONG);
    let mut client = server.connect().await;
    client.send("GET /panic HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let answer = client.read_until("\r\n\r\n").await;
    assert_eq!(status(&answer), "500");
    assert!(!answer.contains("0912345678"), "{answer}");
    client.send(GET).await;
    client.read_until("hello 127.0.0.1").await;
}
