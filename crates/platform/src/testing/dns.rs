//! A name server over UDP that answers questions for texts, or does not answer.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::net::UdpSocket;
use tokio::task::JoinSet;

/// What is answered for a name; no name: it does not exist (NXDOMAIN).
#[derive(Clone, Debug)]
pub enum Spoken {
    /// These texts; none: the name is there without any.
    Texts(Vec<String>),
    /// « SERVFAIL ».
    Failure,
    /// Nothing.
    Nothing,
}

/// The server, on a free port of 127.0.0.1. Stops when dropped.
#[derive(Debug)]
pub struct NameServer {
    addr: SocketAddr,
    names: Arc<Mutex<HashMap<String, Spoken>>>,
    _listening: JoinSet<()>,
}

impl NameServer {
    /// Starts, and knows no name.
    pub async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let addr = socket.local_addr().expect("a bound socket has an address");
        let names: Arc<Mutex<HashMap<String, Spoken>>> = Arc::default();
        let mut listening = JoinSet::new();
        let known = Arc::clone(&names);
        listening.spawn(async move {
            let mut question = [0; 1500];
            while let Ok((length, from)) = socket.recv_from(&mut question).await {
                let said = answer(&question[..length], &known);
                if let Some(said) = said {
                    drop(socket.send_to(&said, from).await);
                }
            }
        });
        Self { addr, names, _listening: listening }
    }

    /// Its address.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What is answered for a name from now on.
    pub fn say(&self, name: &str, spoken: Spoken) {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.insert(name.to_owned(), spoken);
    }
}

/// The answer to one question (RFC 1035, 4.1).
fn answer(question: &[u8], names: &Mutex<HashMap<String, Spoken>>) -> Option<Vec<u8>> {
    let (mut labels, mut at) = (Vec::new(), 12);
    while let Some(&length) = question.get(at).filter(|length| **length > 0) {
        let end = at + 1 + usize::from(length);
        labels.push(String::from_utf8_lossy(question.get(at + 1..end)?).to_ascii_lowercase());
        at = end;
    }
    let asked = question.get(12..at + 5)?;
    let known = names.lock().unwrap_or_else(PoisonError::into_inner);
    let (code, texts) = match known.get(&labels.join(".")).cloned() {
        None => (3, Vec::new()),
        Some(Spoken::Failure) => (2, Vec::new()),
        Some(Spoken::Nothing) => return None,
        Some(Spoken::Texts(texts)) => (0, texts),
    };
    let count = u8::try_from(texts.len()).ok()?;
    let mut said = question.get(..2)?.to_vec();
    said.extend([0x81, 0x80 | code, 0, 1, 0, count, 0, 0, 0, 0]);
    said.extend(asked);
    for text in texts {
        // In strings of at most 255 bytes, which whoever reads puts together.
        let strings: Vec<u8> = text
            .as_bytes()
            .chunks(255)
            .flat_map(|part| [&[u8::try_from(part.len()).unwrap_or_default()], part].concat())
            .collect();
        said.extend([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60]);
        said.extend(u16::try_from(strings.len()).ok()?.to_be_bytes());
        said.extend(strings);
    }
    Some(said)
}
