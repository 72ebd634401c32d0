//! Bodies that are slow, large, cut off, or not what they say.

use std::time::Instant;

use super::*;

fn post(fields: &str, body: &str) -> String {
    format!("POST /take HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n{body}")
}

#[tokio::test]
async fn a_body_is_taken_with_its_length_and_in_chunks() {
    let server = Server::start(limits(), LONG);
    for (fields, body, says) in [
        ("Content-Length: 5\r\n", "12345", "took 5"),
        ("Transfer-Encoding: chunked\r\n", "3\r\n123\r\n2;x=y\r\n45\r\n0\r\nTrailer: x\r\n\r\n", "took 5"),
        ("Content-Length: 5\r\nContent-Length: 5\r\n", "12345", "took 5"),
        ("Content-Length: 5\r\nContent-Encoding: identity\r\n", "12345", "took 5"),
        ("", "", "took 0"),
    ] {
        let answer = server.exchange(post(fields, body)).await;
        assert!(status(&answer) == "200" && answer.ends_with(says), "{fields}: {answer}");
    }
}

#[tokio::test]
async fn what_is_not_a_body_is_refused_and_not_taken() {
    let server = Server::start(limits(), LONG);
    for (fields, body, expected) in [
        ("Content-Length: 5\r\nContent-Length: 6\r\n", "123456", "400"),
        ("Content-Length: 5, 6\r\n", "123456", "400"),
        ("Content-Length: -1\r\n", "1", "400"),
        ("Content-Length: +5\r\n", "12345", "400"),
        ("Content-Length: 0x5\r\n", "12345", "400"),
        ("Content-Length: 99999999999999999999999\r\n", "1", "400"),
        ("Content-Length: 9223372036854775807\r\n", "1", "413"),
        ("Content-Length: 65537\r\n", "", "413"),
        ("Content-Length: 5\r\nContent-Encoding: gzip\r\n", "12345", "415"),
        ("Transfer-Encoding: gzip, chunked\r\nContent-Encoding: br\r\n", "0\r\n\r\n", "415"),
        ("Transfer-Encoding: gzip\r\n", "12345", "400"),
        ("Transfer-Encoding: chunked, gzip\r\n", "0\r\n\r\n", "400"),
        ("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n", "400"),
        ("Transfer-Encoding: chunked\r\n", "x\r\n12345\r\n0\r\n\r\n", "400"),
        ("Transfer-Encoding: chunked\r\n", "-5\r\n12345\r\n0\r\n\r\n", "400"),
        ("Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\n1", "400"),
        ("Transfer-Encoding: chunked\r\n", "5\r\n1234567\r\n0\r\n\r\n", "400"),
    ] {
        let answer = server.exchange(post(fields, body)).await;
        assert_eq!(status(&answer), expected, "{fields:?} {body:?}: {answer}");
    }
    assert_eq!(server.taken(), 0);
    server.still_answers().await;
}

#[tokio::test]
async fn a_body_with_two_ends_hides_no_request() {
    // One proxy would end this body by its length, another by its chunks; between the two views a request could hide.
    // The chunks count, the length is dropped, and the connection is closed, so that nothing after it is read.
    let server = Server::start(limits(), LONG);
    let hidden = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
    let (length, chunks) = ("Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n");
    for fields in [[length, chunks], [chunks, length]] {
        let fields = fields.concat();
        let text = format!("POST /take HTTP/1.1\r\nHost: x\r\n{fields}\r\n3\r\n123\r\n0\r\n\r\n{hidden}");
        let answer = server.exchange(text).await;
        assert!(answer.contains("took 3") && answer.contains("connection: close"), "{answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    }
    // The same holds for chunks alone, which no browser sends.
    let text = format!("POST /take HTTP/1.1\r\nHost: x\r\n{chunks}\r\n0\r\n\r\n{hidden}");
    assert_eq!(server.exchange(text).await.matches("HTTP/1.1 ").count(), 1);
    // In HTTP/1.0 there are no chunks.
    let text = format!("POST /take HTTP/1.0\r\n{chunks}\r\n0\r\n\r\n{hidden}");
    assert_eq!(status(&server.exchange(text).await), "400");
}

#[tokio::test]
async fn a_large_body_is_refused_before_it_is_sent() {
    let server = Server::start(limits(), LONG);
    let mut client = server.connect().await;
    client.send(post("Content-Length: 65537\r\nExpect: 100-continue\r\n", "")).await;
    let answer = client.read_to_end().await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_client_that_asks_first_is_told_to_go_on() {
    let server = Server::start(limits(), LONG);
    let mut client = server.connect().await;
    client.send(post("Content-Length: 5\r\nExpect: 100-continue\r\n", "")).await;
    client.read_until("HTTP/1.1 100 Continue\r\n\r\n").await;
    client.send("12345").await;
    assert!(client.read_to_end().await.ends_with("took 5"));
}

#[tokio::test]
async fn a_client_that_sends_too_much_can_still_read_why() {
    let server = Server::start(limits(), LONG);
    let megabyte = "x".repeat(1024 * 1024);
    let chunk = format!("100000\r\n{megabyte}\r\n");
    for (fields, body) in
        [("Content-Length: 1048576\r\n", &megabyte), ("Transfer-Encoding: chunked\r\n", &chunk)]
    {
        let mut client = server.connect().await;
        // All of it, before a byte of the answer is read: a reset would destroy the answer.
        client.0.write_all(post(fields, body).as_bytes()).await.unwrap();
        let mut answer = String::new();
        timeout(LONG, client.0.read_to_string(&mut answer)).await.unwrap().expect("an end without a reset");
        assert_eq!(status(&answer), "413", "{fields}: {answer}");
        assert!(answer.ends_with("TooLarge"), "{answer}");
    }
}

#[tokio::test]
async fn a_body_that_stands_still_is_answered_with_408() {
    let server = Server::start(limits(), SHORT);
    let start = Instant::now();
    let answer = server.exchange(post("Content-Length: 5\r\n", "12")).await;
    assert_eq!(status(&answer), "408", "{answer}");
    assert!(start.elapsed() >= SHORT);
    assert_eq!(server.taken(), 0);
}

#[tokio::test]
async fn a_body_that_drips_is_given_up_in_the_end() {
    // 64 KiB get four seconds beside the 300 ms for which they may stand still.
    let server = Server::start(limits(), SHORT);
    let mut client = server.connect().await;
    let start = Instant::now();
    client.send(post("Content-Length: 60000\r\n", "")).await;
    let (mut reading, mut writing) = client.0.split();
    let dripping = async {
        while writing.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 6).await;
        }
    };
    let mut answer = vec![0; 1000];
    let answering = timeout(LONG, reading.read(&mut answer));
    let read = tokio::select! {
        () = dripping => panic!("closed without an answer"),
        read = answering => read.unwrap().unwrap(),
    };
    assert_eq!(status(&String::from_utf8_lossy(&answer[..read])), "408");
    assert!(start.elapsed() >= Duration::from_secs(4), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_client_that_leaves_at_any_byte_takes_nothing_and_nobody_with_it() {
    let server = Server::start(limits(), LONG);
    let by_length = post("Content-Length: 12\r\n", "123456789012");
    let by_chunks = post("Transfer-Encoding: chunked\r\n", "3\r\n123\r\n2\r\n45\r\n0\r\n\r\n");
    for request in [by_length, by_chunks] {
        for sent in 0..request.len() {
            let mut client = server.connect().await;
            client.send(&request[..sent]).await;
            if sent % 2 == 0 {
                // A reset, as of a phone that lost its network; else an orderly end.
                client.0.set_zero_linger().unwrap();
            }
            drop(client);
        }
        server.still_answers().await;
    }
    server.waits_for_open(0).await;
    assert_eq!(server.taken(), 0);
}
