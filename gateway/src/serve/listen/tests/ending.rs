//! How the server stops.

use super::*;

#[tokio::test]
async fn a_request_that_is_under_way_is_answered_before_the_end() {
    let server = Server::start(limits(), LONG);
    let mut client = server.connect().await;
    client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").await;
    server.waiting.notified().await;
    server.stop.send(true).unwrap();
    // Nobody new is let in.
    let refused = async {
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(LONG, refused).await.unwrap();
    assert!(!server.task.is_finished());
    server.go.notify_one();
    assert!(client.read_to_end().await.ends_with("waited"));
    assert_eq!(timeout(LONG, server.task).await.unwrap().unwrap(), 0);
}

#[tokio::test]
async fn connections_that_rest_do_not_hold_up_the_end() {
    let server = Server::start(limits(), LONG);
    let silent = server.connect().await;
    let mut resting = server.connect().await;
    resting.send(GET).await;
    resting.read_until("hello 127.0.0.1").await;
    server.waits_for_open(2).await;
    server.stop.send(true).unwrap();
    assert_eq!(timeout(LONG / 2, server.task).await.unwrap().unwrap(), 0);
    drop(silent);
}

#[tokio::test]
async fn what_does_not_end_is_cut_off_and_counted() {
    let server = Server::start(Limits { shutdown: SHORT, ..limits() }, LONG);
    let mut client = server.connect().await;
    client.send("GET /wait HTTP/1.1\r\nHost: x\r\n\r\n").await;
    server.waiting.notified().await;
    server.stop.send(true).unwrap();
    assert_eq!(timeout(LONG, server.task).await.unwrap().unwrap(), 1);
    assert_eq!(client.read_to_end().await, "");
}

#[tokio::test]
async fn a_server_whose_owner_is_gone_stops() {
    let server = Server::start(limits(), LONG);
    drop(server.stop);
    assert_eq!(timeout(LONG, server.task).await.unwrap().unwrap(), 0);
}

#[tokio::test]
async fn a_port_that_is_taken_is_said_with_the_remedy() {
    let server = Server::start(limits(), LONG);
    let failure = bind(server.address).unwrap_err().to_string();
    assert!(failure.contains("cannot listen") && failure.contains("has this port"), "{failure}");
}
