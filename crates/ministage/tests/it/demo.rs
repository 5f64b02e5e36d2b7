//! The first command of the README: `ministage demo`, as a person starts it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A demonstration that is ended whatever happens.
struct Demonstration {
    process: Child,
    /// What it printed before it was ready.
    said: String,
    port: u16,
}

impl Demonstration {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_ministage"))
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = String::new();
        let mut port = None;
        for line in lines.map_while(Result::ok) {
            if let Some(address) = line.strip_prefix("ready http://ministage.localhost:") {
                port = address.parse().ok();
                break;
            }
            said.push_str(&line);
            said.push('\n');
        }
        let port = port.unwrap_or_else(|| panic!("it never was ready; it said:\n{said}"));
        Self {
            process,
            said,
            port,
        }
    }

    /// Status line and body of a page.
    fn get(&self, host: &str, path: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n\r\n",
            self.port
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), body.to_owned())
    }

    /// SIGTERM, and how long it took to go.
    fn stop(mut self) -> Duration {
        let asked = Instant::now();
        Command::new("kill")
            .arg(self.process.id().to_string())
            .status()
            .unwrap();
        assert!(self.process.wait().unwrap().success());
        asked.elapsed()
    }
}

impl Drop for Demonstration {
    fn drop(&mut self) {
        // Already gone, if the test went well.
        let _ = self.process.kill();
    }
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("ministage-demo-{}", std::process::id()))
}

#[test]
fn a_demonstration_answers_keeps_its_data_and_stops() {
    let data = folder();
    let first = Demonstration::start(&data);
    assert!(
        first.said.contains("lycee-atelier.ministage.localhost"),
        "{}",
        first.said
    );
    assert!(
        first.said.contains("ddfpt@lycee-atelier.example"),
        "{}",
        first.said
    );

    for (slug, accent) in [("lycee-atelier", "0f5c63"), ("lycee-jardins", "5b3a8a")] {
        let host = format!("{slug}.ministage.localhost");
        let (status, page) = first.get(&host, "/calendrier");
        assert_eq!(status, "HTTP/1.1 200 OK");
        assert!(page.contains(accent), "{slug} has its colour");
        assert!(
            first.get(&host, "/logo").1.contains("PNG"),
            "{slug} has its logo"
        );
    }
    assert_eq!(
        first.get("nobody.ministage.localhost", "/").0,
        "HTTP/1.1 421 Misdirected Request"
    );
    assert_eq!(first.get("127.0.0.1", "/readyz").0, "HTTP/1.1 200 OK");
    assert!(first.stop() < Duration::from_secs(35));

    let second = Demonstration::start(&data);
    assert_eq!(
        second
            .get("lycee-atelier.ministage.localhost", "/calendrier")
            .0,
        "HTTP/1.1 200 OK"
    );
    second.stop();
    let listed = Command::new(env!("CARGO_BIN_EXE_ministage"))
        .args(["tenant", "list"])
        .env(
            "MINISTAGE__DATABASE__URL",
            format!("sqlite://{}/ministage.db", data.display()),
        )
        .output()
        .unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert_eq!(listed.lines().count(), 2, "{listed}");
    assert!(
        listed.contains("lycee-jardins") && listed.contains("ouvert"),
        "{listed}"
    );
    std::fs::remove_dir_all(&data).unwrap();
}
