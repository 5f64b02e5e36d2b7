//! The binary as a process of its own, started as a person starts it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// `ministage` with these words after it.
pub(crate) fn ministage(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ministage"));
    command.args(words).stderr(Stdio::null());
    command
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A process that stays, and is ended whatever happens.
pub(crate) struct Running {
    process: Child,
    /// What it printed before it was ready.
    pub(crate) said: String,
    /// Where it answers, if it does.
    pub(crate) port: Option<u16>,
}

impl Running {
    /// Starts it and waits for its line `ready`.
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = String::new();
        let ready = loop {
            match lines.next() {
                Some(Ok(line)) if line.starts_with("ready") => break line,
                Some(Ok(line)) => said = said + &line + "\n",
                _ => panic!("it never was ready; it said:\n{said}"),
            }
        };
        let port = ready.rsplit_once(':').map(|(_, port)| port.parse().unwrap());
        Self { process, said, port }
    }

    /// Status line and body of a page.
    pub(crate) fn get(&self, host: &str, path: &str) -> (String, String) {
        let port = self.port.unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    }

    /// SIGTERM, and how long it took to go.
    pub(crate) fn stop(mut self) -> Duration {
        let asked = Instant::now();
        Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        assert!(self.process.wait().unwrap().success());
        asked.elapsed()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Already gone, if the test went well.
        let _ = self.process.kill();
    }
}
