//! For tests, of any crate: an SMTP relay that takes letters, refuses them, is slow, or is down; a
//! Redis that stops and comes back; a name server.
//!
//! In debug builds only.

mod dns;
mod redis;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

pub use dns::{NameServer, Spoken};
pub use redis::OwnRedis;

/// Behaviour of the trap, on open connections too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Takes every letter.
    Accept,
    /// Refuses every recipient for good.
    Refuse550,
    /// Refuses every recipient for good, because of who writes.
    Policy550,
    /// Refuses every letter for now, once it has read it.
    Temp451,
    /// Takes a letter after this time, if the sender is still there.
    Slow(Duration),
    /// Nobody listens; open connections are cut.
    Down,
}

/// A letter as it came over the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// Envelope sender.
    pub from: String,
    /// Envelope recipients.
    pub to: Vec<String>,
    /// The message, without SMTP's own dots.
    pub raw: String,
}

/// The relay. Its port stays its own when it goes down and comes back. Stops when dropped.
#[derive(Debug)]
pub struct SmtpTrap {
    addr: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    listening: tokio::sync::Mutex<Option<JoinSet<()>>>,
}

#[derive(Debug)]
struct Shared {
    mode: Mode,
    caught: Vec<Caught>,
    connections: usize,
}

impl SmtpTrap {
    /// Starts on a free port of 127.0.0.1, in [`Mode::Accept`].
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let addr = listener.local_addr().expect("a bound socket has an address");
        let shared = Shared { mode: Mode::Accept, caught: Vec::new(), connections: 0 };
        let trap = Self { addr, shared: Arc::new(Mutex::new(shared)), listening: None.into() };
        trap.listen(listener).await;
        trap
    }

    /// Its address.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The URL to give to `platform::mail::Relay`.
    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.addr)
    }

    /// Letters taken so far, oldest first.
    pub fn received(&self) -> Vec<Caught> {
        lock(&self.shared).caught.clone()
    }

    /// Connections made so far.
    pub fn connections(&self) -> usize {
        lock(&self.shared).connections
    }

    /// Changes the behaviour. Returns once it holds.
    pub async fn mode(&self, mode: Mode) {
        lock(&self.shared).mode = mode;
        if mode == Mode::Down {
            if let Some(mut tasks) = self.listening.lock().await.take() {
                tasks.shutdown().await;
            }
        } else if self.listening.lock().await.is_none() {
            self.listen(TcpListener::bind(self.addr).await.expect("its own port again")).await;
        }
    }

    async fn listen(&self, listener: TcpListener) {
        let shared = self.shared.clone();
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut talks = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                lock(&shared).connections += 1;
                let talk = Talk { shared: shared.clone(), stream: BufReader::new(stream) };
                // an error is a sender that hung up
                talks.spawn(async move { drop(talk.talk().await) });
            }
        });
        *self.listening.lock().await = Some(tasks);
    }
}

/// One connection.
struct Talk {
    shared: Arc<Mutex<Shared>>,
    stream: BufReader<TcpStream>,
}

impl Talk {
    async fn talk(mut self) -> std::io::Result<()> {
        self.say("220 trap ESMTP").await?;
        let (mut from, mut to) = (String::new(), Vec::new());
        loop {
            let line = self.line().await?;
            let mode = lock(&self.shared).mode;
            match line.get(..4).unwrap_or(&line).to_ascii_uppercase().as_str() {
                "EHLO" => self.say("250-trap\r\n250 8BITMIME").await?,
                "MAIL" => {
                    (from, to) = (address(&line), Vec::new());
                    self.say("250 ok").await?;
                }
                "RCPT" if mode == Mode::Refuse550 => self.say("550 5.1.1 no such user").await?,
                "RCPT" if mode == Mode::Policy550 => self.say("550 5.7.1 not from you").await?,
                "RCPT" => {
                    to.push(address(&line));
                    self.say("250 ok").await?;
                }
                "DATA" => {
                    self.say("354 go on").await?;
                    let raw = self.message().await?;
                    self.judge(Caught { from: from.clone(), to: to.clone(), raw }).await?;
                }
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("250 ok").await?,
            }
        }
    }

    async fn judge(&mut self, letter: Caught) -> std::io::Result<()> {
        let mode = lock(&self.shared).mode;
        if mode == Mode::Temp451 {
            return self.say("451 4.3.0 come back later").await;
        }
        if let Mode::Slow(time) = mode {
            let mut byte = [0];
            // whoever says anything now, were it good-bye, did not wait for the answer
            if tokio::time::timeout(time, self.stream.read(&mut byte)).await.is_ok() {
                return Err(std::io::ErrorKind::ConnectionAborted.into());
            }
        }
        lock(&self.shared).caught.push(letter);
        self.say("250 taken").await
    }

    /// Reads the message up to the lone dot.
    async fn message(&mut self) -> std::io::Result<String> {
        let mut raw = String::new();
        loop {
            let line = self.line().await?;
            if line == "." {
                return Ok(raw);
            }
            raw.push_str(line.strip_prefix('.').unwrap_or(&line));
            raw.push_str("\r\n");
        }
    }

    async fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end_matches(['\r', '\n']).to_owned()),
        }
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.stream.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
    }
}

fn address(line: &str) -> String {
    let inner = line.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
