//! A client that costs next to nothing, because it shares the cores with what it measures: one
//! connection kept open, whole requests written at once, answers read by their `Content-Length`.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Outcome;

/// One kept connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// What it says.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request without its connection.
pub(crate) struct Call<'a> {
    pub(crate) host: &'a str,
    pub(crate) path: &'a str,
    /// The value of the session cookie, or nothing.
    pub(crate) session: &'a str,
    /// A posted form; none: GET.
    pub(crate) form: Option<String>,
    /// Where it seems to come from, for limits that count by address.
    pub(crate) from: Option<String>,
}

impl<'a> Call<'a> {
    pub(crate) fn get(host: &'a str, path: &'a str, session: &'a str) -> Self {
        Self { host, path, session, form: None, from: None }
    }

    pub(crate) fn post(host: &'a str, path: &'a str, session: &'a str, form: String) -> Self {
        Self { form: Some(form), ..Self::get(host, path, session) }
    }

    /// As it goes on the wire, in one piece.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let method = if self.form.is_some() { "POST" } else { "GET" };
        let mut text = format!(
            "{method} {} HTTP/1.1\r\nhost: {}\r\nuser-agent: bench\r\n",
            self.path, self.host
        );
        if !self.session.is_empty() {
            text += &format!("cookie: __Host-session={}\r\n", self.session);
        }
        if let Some(from) = &self.from {
            text += &format!("x-forwarded-for: {from}\r\n");
        }
        let form = self.form.as_deref().unwrap_or_default();
        if self.form.is_some() {
            text += "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";
            text += &format!("content-length: {}\r\n", form.len());
        }
        (text + "\r\n" + form).into_bytes()
    }
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Outcome<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends one request and reads its answer whole.
    pub(crate) async fn send(&mut self, request: &[u8]) -> Outcome<Answer> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        let (head, length) = loop {
            if let Some(found) = head(&self.buffer)? {
                break found;
            }
            self.read().await?;
        };
        while self.buffer.len() < head + length {
            self.read().await?;
        }
        let status = std::str::from_utf8(self.buffer.get(9..12).unwrap_or_default())?.parse()?;
        let body = self.buffer[head..head + length].to_vec();
        Ok(Answer { status, body })
    }

    async fn read(&mut self) -> Outcome<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err("the server closed the connection".into()),
            _ => Ok(()),
        }
    }
}

/// Where the body begins and how long it is, once the head is there.
fn head(buffer: &[u8]) -> Outcome<Option<(usize, usize)>> {
    let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = std::str::from_utf8(&buffer[..end])?;
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    Ok(Some((end + 4, length.ok_or("an answer without Content-Length")?)))
}

/// Answers of one status a second, by `clients` that go on for `time`. Any other status ends the run.
pub(crate) async fn rate<F>(
    address: SocketAddr,
    clients: usize,
    time: Duration,
    expected: u16,
    make: F,
) -> Outcome<f64>
where
    F: Fn(usize) -> Vec<u8> + Send + Sync + 'static,
{
    let (make, done) = (Arc::new(make), Arc::new(AtomicU64::new(0)));
    let started = Instant::now();
    let mut running = JoinSet::new();
    for number in 0..clients {
        let (make, done) = (Arc::clone(&make), Arc::clone(&done));
        running.spawn(async move {
            let mut client = Client::connect(address).await?;
            while started.elapsed() < time {
                let answer = client.send(&make(number)).await?;
                if answer.status != expected {
                    return Err(unexpected(expected, &answer));
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
    }
    while let Some(ended) = running.join_next().await {
        ended??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64())
}

/// Says what came instead.
pub(crate) fn unexpected(
    expected: u16,
    answer: &Answer,
) -> Box<dyn std::error::Error + Send + Sync> {
    let start: String = answer.text().chars().take(2_000).collect();
    format!("expected {expected}, came {}: {start}", answer.status).into()
}
