//! More clients than there should be, and clients that only hold on.

use super::*;
use crate::log::capture::capture;

#[tokio::test]
async fn above_the_limit_a_client_is_told_to_come_back() {
    let server = Server::start(Limits { connections: 2, ..limits() }, LONG);
    let held = [server.connect().await, server.connect().await];
    server.waits_for_open(2).await;
    let answer = server.exchange(GET).await;
    assert_eq!(status(&answer), "503");
    for field in ["Retry-After: 5", "Access-Control-Allow-Origin: *", "Connection: close"] {
        assert!(answer.contains(field), "{answer}");
    }
    drop(held);
    server.waits_for_open(0).await;
    server.still_answers().await;
}

#[tokio::test]
async fn two_thousand_sockets_that_say_nothing_are_held_to_the_limit_and_then_closed() {
    let silent_for = Duration::from_secs(3);
    let server = Server::start(Limits { connections: 500, header: silent_for, ..limits() }, LONG);
    let mut silent = Vec::new();
    for serial in 0..2000 {
        let mut client = server.connect().await;
        if serial % 2 == 0 {
            client.send("GET /hello HTTP/1.1\r\nX-Slow: ").await;
        }
        silent.push(client);
        assert!(server.open.load(Ordering::SeqCst) <= 500);
    }
    // They still hold on, and the server has let go of them.
    server.waits_for_open(0).await;
    server.still_answers().await;
    assert_eq!(silent.len(), 2000);
}

#[tokio::test]
async fn when_it_is_crowded_nobody_rests_for_long() {
    let server = Server::start(Limits { connections: 4, idle_when_crowded: SHORT, ..limits() }, LONG);
    let mut resting = server.connect().await;
    resting.send(GET).await;
    resting.read_until("hello 127.0.0.1").await;
    tokio::time::sleep(SHORT * 2).await;
    resting.send(GET).await;
    resting.read_until("hello 127.0.0.1").await;
    let held = [server.connect().await, server.connect().await, server.connect().await];
    assert_eq!(resting.read_to_end().await, "");
    // Those who said nothing yet have their time.
    server.waits_for_open(3).await;
    drop(held);
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_closed() {
    let server = Server::start(Limits { write: SHORT, idle: LONG * 60, ..limits() }, LONG);
    let mut client = server.connect().await;
    client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n").await;
    server.waits_for_open(1).await;
    server.waits_for_open(0).await;
    // What lay in the kernel's buffers may be read; the whole of it never comes.
    assert!(client.read_to_end().await.len() < 64 * 1024 * 1024);
}

#[tokio::test]
async fn a_client_that_reads_slowly_but_steadily_gets_all_of_it() {
    let server = Server::start(Limits { write: Duration::from_secs(10), ..limits() }, LONG);
    let mut client = server.connect().await;
    client.send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let mut piece = vec![0; 4 * 1024 * 1024];
    let mut read = 0;
    loop {
        match timeout(LONG, client.0.read(&mut piece)).await.unwrap().unwrap() {
            0 => break,
            more => read += more,
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(read > 64 * 1024 * 1024, "{read}");
}

/// In a process of its own, with few files to open.
const FEW_FILES: &str = "LEADFORM_TEST_WITH_FEW_FILES";

#[test]
fn without_more_sockets_from_the_system_the_server_waits_and_goes_on() {
    if std::env::var_os(FEW_FILES).is_some() {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(exhaust_files());
        return;
    }
    let name = std::thread::current().name().unwrap().to_owned();
    let output = std::process::Command::new("sh")
        .args(["-c", "ulimit -n 60 && exec \"$0\" --exact \"$1\" --nocapture"])
        .arg(std::env::current_exe().unwrap())
        .arg(name)
        .env(FEW_FILES, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

async fn exhaust_files() {
    let (captured, _guard) = capture(true);
    let server = Server::start(limits(), LONG);
    let mut clients = Vec::new();
    // Both ends of each connection are files of this process.
    while let Ok(stream) = TcpStream::connect(server.address).await {
        clients.push(stream);
        tokio::task::yield_now().await;
    }
    // There is one file for the next client, and none for the server to accept it.
    clients.pop();
    let mut client = server.connect().await;
    client.send(GET_AND_CLOSE).await;
    let told = async {
        while !captured.text().contains("cannot accept connections") {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LONG, told).await.expect("a line in the log");
    drop(clients);
    assert!(client.read_to_end().await.ends_with("hello 127.0.0.1"));
}
