//! A Redis of a test's own, which it can stop, freeze and start again on the same port.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use crate::kv::Kv;

/// A `redis-server` on a free port of 127.0.0.1 that keeps nothing. Killed when dropped.
#[derive(Debug)]
pub struct OwnRedis {
    port: u16,
    server: Child,
}

impl OwnRedis {
    /// Starts it.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a bound socket").port();
        drop(listener);
        Self { port, server: redis_server(port) }
    }

    /// A store in it; a Redis that does not answer yet is looked for.
    pub async fn kv(&self) -> Kv {
        Kv::redis(&format!("redis://127.0.0.1:{}", self.port), "own")
            .await
            .expect("a plain address")
    }

    /// Kills it, with all that it holds.
    pub fn stop(&mut self) {
        self.server.kill().expect("it runs");
        self.server.wait().expect("it was killed");
    }

    /// Starts it again, empty, on its own port.
    pub fn start_again(&mut self) {
        self.server = redis_server(self.port);
    }

    /// Sends it a signal: `-STOP`, `-CONT`.
    pub fn signal(&self, signal: &str) {
        let pid = self.server.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.expect("kill is there").success());
    }
}

impl Drop for OwnRedis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn redis_server(port: u16) -> Child {
    let port = port.to_string();
    let options = ["--port", &port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    Command::new("redis-server")
        .args(options)
        .stdout(Stdio::null())
        .spawn()
        .expect("redis-server is installed; `cargo xtask test` installs it")
}
