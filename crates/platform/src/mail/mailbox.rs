//! Letters kept as `.eml` files in a folder, and read back for the console's mailbox page.
//!
//! A file's name is its id: the letter's date in nanoseconds, then a hash of its Message-ID. So names
//! sort by date, tell nothing of the person, and the same letter delivered twice is one file.
//!
//! Letters to the addresses that the file `bounces.txt` of the folder lists, one a line, come back: so
//! a demonstration can show what happens then.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use mail_parser::{Addr, MessageParser};
use sha2::{Digest, Sha256};

use super::{DeliveryError, OutgoingMail, Party};

/// Lists the addresses whose letters come back.
const BOUNCES: &str = "bounces.txt";

/// A folder of letters. It is made at the first delivery.
#[derive(Clone, Debug)]
pub struct Mailbox {
    folder: Arc<Path>,
}

/// A letter's headers, as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Opens the letter; also the `before` of the next page.
    pub id: String,
    /// Sender.
    pub from: Option<Party>,
    /// Recipient.
    pub to: Option<Party>,
    /// Subject, decoded.
    pub subject: String,
    /// The `Date` header.
    pub date: Option<DateTime<Utc>>,
}

/// A letter, opened. `html` came from our own templates but is shown in a sandboxed frame all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its headers.
    pub headers: Listed,
    /// Plain text body.
    pub text: Option<String>,
    /// HTML body.
    pub html: Option<String>,
    /// The file as it stands.
    pub raw: String,
}

impl Mailbox {
    /// A mailbox in this folder, which need not exist yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into().into() }
    }

    pub(super) async fn deliver(
        &self,
        letter: &OutgoingMail,
        raw: Vec<u8>,
    ) -> Result<(), DeliveryError> {
        let (mailbox, to) = (self.clone(), letter.to.address.clone());
        let file = self.file(&id_of(letter));
        let kept = blocking(move || {
            let refused = mailbox.refuses(&to)?;
            if !refused {
                write_whole(&mailbox.folder, &file, &raw)?;
            }
            Ok(!refused)
        });
        match kept.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(DeliveryError::Bounced {
                code: "550 5.1.1".into(),
                why: format!("550 5.1.1 listed in {BOUNCES}"),
            }),
            Err(error) => Err(DeliveryError::Temporary(format!("mailbox folder: {error}"))),
        }
    }

    /// Whether `bounces.txt` lists this address. No such file: it lists nobody.
    fn refuses(&self, address: &str) -> io::Result<bool> {
        match std::fs::read_to_string(self.folder.join(BOUNCES)) {
            Ok(list) => Ok(list.lines().any(|line| line.trim().eq_ignore_ascii_case(address))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// At most `limit` letters older than the letter `before`, newest first.
    ///
    /// # Errors
    /// The folder cannot be read. A folder that does not exist yet is an empty mailbox.
    pub async fn list(&self, limit: usize, before: Option<&str>) -> io::Result<Vec<Listed>> {
        let (mailbox, before) = (self.clone(), before.map(str::to_owned));
        blocking(move || {
            let mut ids = mailbox.ids()?;
            ids.retain(|id| before.as_ref().is_none_or(|before| id < before));
            ids.sort_unstable_by(|a, b| b.cmp(a));
            ids.truncate(limit);
            let headers = |id: String| Ok(headers(&id, &std::fs::read(mailbox.file(&id))?));
            ids.into_iter().map(headers).collect()
        })
        .await
    }

    /// One letter; `None` when there is none of this id, or when this is no id of ours.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub async fn open(&self, id: &str) -> io::Result<Option<Opened>> {
        if !is_id(id) {
            return Ok(None);
        }
        let (id, file) = (id.to_owned(), self.file(id));
        blocking(move || match std::fs::read(file) {
            Ok(raw) => Ok(Some(opened(&id, &raw))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    fn ids(&self) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut ids = Vec::new();
        for entry in entries {
            let name = entry?.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(".eml"));
            ids.extend(id.filter(|id| is_id(id)).map(str::to_owned));
        }
        Ok(ids)
    }

    fn file(&self, id: &str) -> PathBuf {
        self.folder.join(format!("{id}.eml"))
    }
}

fn id_of(letter: &OutgoingMail) -> String {
    let nanos = letter.date.timestamp_nanos_opt().unwrap_or(0).max(0);
    let hash = hex::encode(Sha256::digest(&letter.message_id));
    format!("{nanos:020}-{}", &hash[..12])
}

/// Digits, a hyphen, hexadecimal digits: nothing in it can leave the folder.
fn is_id(id: &str) -> bool {
    id.split_once('-').is_some_and(|(nanos, hash)| {
        nanos.len() == 20
            && nanos.bytes().all(|b| b.is_ascii_digit())
            && hash.len() == 12
            && hash.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// Under a temporary name first, so that a reader sees all of a letter or none.
fn write_whole(folder: &Path, file: &Path, raw: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(raw)?;
    draft.as_file().sync_all()?;
    draft.persist(file)?;
    Ok(())
}

fn headers(id: &str, raw: &[u8]) -> Listed {
    let message = MessageParser::default().parse_headers(raw).unwrap_or_default();
    let party = |addr: &Addr<'_>| {
        let address = addr.address()?.to_owned();
        Some(Party { name: addr.name().map(str::to_owned), address })
    };
    Listed {
        id: id.to_owned(),
        from: message.from().and_then(|all| all.first()).and_then(party),
        to: message.to().and_then(|all| all.first()).and_then(party),
        subject: message.subject().unwrap_or_default().to_owned(),
        date: message.date().and_then(|date| DateTime::from_timestamp(date.to_timestamp(), 0)),
    }
}

fn opened(id: &str, raw: &[u8]) -> Opened {
    let message = MessageParser::default().parse(raw).unwrap_or_default();
    Opened {
        headers: headers(id, raw),
        text: message.body_text(0).map(|text| text.into_owned()),
        html: message.body_html(0).map(|html| html.into_owned()),
        raw: String::from_utf8_lossy(raw).into_owned(),
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?
}
