//! Raw sockets at the product's own listener: who keeps silent, and who brings too many.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use testing_web::TestApp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use web::server::Entrance;

/// Longer than any limit that is tried here.
const LONG: Duration = Duration::from_secs(20);

async fn open(app: &TestApp, entrance: Entrance) -> SocketAddr {
    let listener =
        tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(web::server::serve(listener, app.service(), entrance, CancellationToken::new()));
    address
}

/// What the house says until it hangs up.
async fn until_closed(mut socket: TcpStream) -> Vec<u8> {
    let mut said = Vec::new();
    let closed = tokio::time::timeout(LONG, socket.read_to_end(&mut said)).await;
    match closed.expect("the house hangs up") {
        Ok(_) => said,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => said,
        Err(error) => panic!("{error}"),
    }
}

async fn ask(address: SocketAddr) -> String {
    let mut socket = TcpStream::connect(address).await.expect("it is let in");
    let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.write_all(request.as_bytes()).await.expect("it is written");
    String::from_utf8_lossy(&until_closed(socket).await).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_nothing_is_not_waited_for() {
    let app = TestApp::start().await;
    let patience = Duration::from_millis(400);
    let address = open(&app, Entrance { patience, ..Entrance::default() }).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".as_slice();
    let settings = [preface, &[0, 0, 0, 4, 0, 0, 0, 0, 0]].concat();
    let beginnings: [&[u8]; 7] = [
        b"",
        b"P",
        b"PRI * HT",
        &settings,
        b"GET / HTTP/1.1\r\nHost: loc",
        b"\r\n\r\n",
        // One request, and then silence.
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];
    let silent = beginnings.into_iter().map(async |beginning| {
        let mut socket = TcpStream::connect(address).await.expect("it is let in");
        socket.write_all(beginning).await.expect("it is written");
        until_closed(socket).await
    });
    for closed in silent {
        closed.await;
    }
    assert!(ask(address).await.starts_with("HTTP/1.1 200"), "others are answered");
}

/// One address that opens all it can leaves room for the others: here this machine's health check, for strangers
/// cannot be had on it.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_house_is_not_a_broken_one() {
    let app = TestApp::start().await;
    let entrance = Entrance { most: 8, patience: LONG, ..Entrance::default() };
    let address = open(&app, entrance).await;
    let mut idle = Vec::new();
    for _ in 0..8 {
        idle.push(TcpStream::connect(address).await.expect("it is let in"));
    }
    let beyond = TcpStream::connect(address).await.expect("the system accepts");
    assert_eq!(until_closed(beyond).await, b"", "there is no seat: it is closed at once");
    idle.pop();
    // The seat is free as soon as the house notices that its guest left.
    for _ in 0..50 {
        if ask(address).await.starts_with("HTTP/1.1 200") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("a seat that was left is not given again");
}
