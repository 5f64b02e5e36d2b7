//! Printing in another process: a template may loop for some pupil only, and only a process can be stopped.
//!
//! A printer is started when it is needed, stays, and prints one document after the other. Whoever waits for one that
//! takes too long ends it; so it does itself, should nobody be there any more.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::{
    Conformity, Logo, Picture, PrintBatch, PrintError, PrintJob, Printed, Standard, Template,
    fonts, print_batch_blocking, print_blocking,
};

/// Documents after which a printer makes place for a new one: what Typst keeps for ever stays small.
const MOST_PRINTS: usize = 1_000;

/// What a printer is asked for.
pub(crate) enum Asked {
    One(PrintJob),
    Several(PrintBatch),
}

/// How printers are started, and those that are free.
#[derive(Clone, Debug)]
pub(crate) struct Printers {
    command: Arc<[OsString]>,
    free: Arc<Mutex<Vec<Printer>>>,
}

/// Another process, ended when it is dropped.
#[derive(Debug)]
struct Printer {
    _process: Child,
    input: ChildStdin,
    output: ChildStdout,
    prints: usize,
}

impl Printers {
    pub(crate) fn new(command: impl IntoIterator<Item = OsString>) -> Self {
        Self { command: command.into_iter().collect(), free: Arc::default() }
    }

    /// Prints, within this time.
    pub(crate) async fn print(&self, asked: &Asked, time: Duration) -> Result<Printed, PrintError> {
        let ask = Ask::new(asked, time);
        let (mut printer, printed) = loop {
            let kept = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let was_kept = kept.is_some();
            let mut printer = match kept {
                Some(printer) => printer,
                None => self.start().map_err(|_| PrintError::Crashed)?,
            };
            match tokio::time::timeout(time, printer.ask(&ask)).await {
                Err(_) => return Err(PrintError::Endless(time)),
                // One that stood free may have been ended since, by whoever was short of memory.
                Ok(Err(_)) if was_kept => {}
                Ok(Err(_)) => return Err(PrintError::Crashed),
                Ok(Ok(printed)) => break (printer, printed),
            }
        };
        printer.prints += 1;
        if printer.prints < MOST_PRINTS {
            self.free.lock().unwrap_or_else(PoisonError::into_inner).push(printer);
        }
        printed
    }

    fn start(&self) -> std::io::Result<Printer> {
        let (program, words) =
            self.command.split_first().ok_or_else(|| std::io::Error::other("no command"))?;
        let mut process = Command::new(program)
            .args(words)
            // It needs none of our secrets, and what it says may hold a person's words.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let missing = || std::io::Error::other("no pipe");
        Ok(Printer {
            input: process.stdin.take().ok_or_else(missing)?,
            output: process.stdout.take().ok_or_else(missing)?,
            _process: process,
            prints: 0,
        })
    }
}

impl Printer {
    async fn ask(&mut self, ask: &Ask) -> std::io::Result<Result<Printed, PrintError>> {
        let (words, pictures) = ask.frames()?;
        self.input.write_all(&frames(&words, &pictures)).await?;
        self.input.flush().await?;
        let mut sizes = [0; 8];
        self.output.read_exact(&mut sizes).await?;
        let (words, pdf) = lengths(sizes);
        let (mut words, mut pdf) = (vec![0; words], vec![0; pdf]);
        self.output.read_exact(&mut words).await?;
        self.output.read_exact(&mut pdf).await?;
        let answer: Answer = serde_json::from_slice(&words)?;
        Ok(answer.map(|(sha256, pages, conformity)| Printed {
            pdf: pdf.into(),
            sha256,
            pages,
            conformity,
        }))
    }
}

/// SHA-256, pages and standard of what was printed; the file follows.
type Answer = Result<(String, usize, Conformity), PrintError>;

/// Two lengths, then what they count.
fn frames(one: &[u8], other: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(8 + one.len() + other.len());
    for part in [one, other] {
        all.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
    }
    all.extend_from_slice(one);
    all.extend_from_slice(other);
    all
}

fn lengths([a, b, c, d, e, f, g, h]: [u8; 8]) -> (usize, usize) {
    (u32::from_le_bytes([a, b, c, d]) as usize, u32::from_le_bytes([e, f, g, h]) as usize)
}

/// A job on its way.
#[derive(Serialize, Deserialize)]
struct Ask {
    /// Milliseconds after which the printer ends itself.
    time: u64,
    /// `None`: one document.
    file: Option<(String, Standard)>,
    jobs: Vec<Sheet>,
    #[serde(skip)]
    pictures: Vec<bytes::Bytes>,
}

/// One document, without its pictures.
#[derive(Serialize, Deserialize)]
struct Sheet {
    template: String,
    data: serde_json::Value,
    /// What it shows, and its bytes among those that follow.
    logo: Option<(String, usize)>,
    /// The same of those of its template.
    pictures: Vec<(String, usize)>,
    title: String,
    issued_at: chrono::DateTime<chrono::FixedOffset>,
    standard: Standard,
}

impl Ask {
    fn new(asked: &Asked, time: Duration) -> Self {
        let (file, jobs) = match asked {
            Asked::One(job) => (None, std::slice::from_ref(job)),
            Asked::Several(batch) => {
                (Some((batch.title.clone(), batch.standard)), batch.jobs.as_slice())
            }
        };
        let logo = |logo: &Logo| (logo.alt.clone(), logo.png.len());
        let named = |picture: &Picture| (picture.name.clone(), picture.bytes.len());
        Self {
            time: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
            file,
            pictures: jobs.iter().flat_map(pictures_of).collect(),
            jobs: jobs
                .iter()
                .map(|job| Sheet {
                    template: job.template.source().to_owned(),
                    data: job.data.clone(),
                    logo: job.logo.as_ref().map(logo),
                    pictures: job.template.pictures.iter().map(named).collect(),
                    title: job.title.clone(),
                    issued_at: job.issued_at,
                    standard: job.standard,
                })
                .collect(),
        }
    }

    fn frames(&self) -> std::io::Result<(Vec<u8>, Vec<u8>)> {
        Ok((serde_json::to_vec(self)?, self.pictures.concat()))
    }

    fn print(self, pictures: &[u8]) -> Result<Printed, PrintError> {
        let mut rest = pictures;
        let mut next = |length: usize| {
            let (picture, others) = rest.split_at(length.min(rest.len()));
            rest = others;
            bytes::Bytes::copy_from_slice(picture)
        };
        let jobs = self.jobs.into_iter().map(|sheet| {
            let logo = sheet.logo.map(|(alt, length)| Logo { png: next(length), alt });
            let shown = sheet.pictures.into_iter();
            let shown: Vec<Picture> =
                shown.map(|(name, length)| Picture { name, bytes: next(length) }).collect();
            PrintJob {
                template: Template::new(sheet.template).showing(shown),
                data: sheet.data,
                logo,
                title: sheet.title,
                issued_at: sheet.issued_at,
                standard: sheet.standard,
            }
        });
        let mut jobs: Vec<PrintJob> = jobs.collect();
        match self.file {
            Some((title, standard)) => print_batch_blocking(&PrintBatch { jobs, title, standard }),
            None => jobs.pop().ok_or(PrintError::Crashed).and_then(|job| print_blocking(&job)),
        }
    }
}

/// The logo, then what the template shows: in the order in which they are named.
fn pictures_of(job: &PrintJob) -> impl Iterator<Item = bytes::Bytes> {
    let shown = job.template.pictures.iter().map(|picture| picture.bytes.clone());
    job.logo.iter().map(|logo| logo.png.clone()).chain(shown)
}

/// The other process: prints what it reads until nobody asks any more.
///
/// # Errors
/// When the pipes break in the middle of a document.
pub fn print_for_others() -> std::io::Result<()> {
    fonts::load();
    let watch = Watch::start();
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    loop {
        let mut sizes = [0; 8];
        match input.read_exact(&mut sizes) {
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
            other => other?,
        }
        let (words, pictures) = lengths(sizes);
        let (mut words, mut pictures) = (vec![0; words], vec![0; pictures]);
        input.read_exact(&mut words)?;
        input.read_exact(&mut pictures)?;
        let ask: Ask = serde_json::from_slice(&words)?;
        watch.until(ask.time);
        let printed = catch_unwind(AssertUnwindSafe(|| ask.print(&pictures)));
        watch.until(0);
        let (answer, pdf): (Answer, _) = match printed.unwrap_or(Err(PrintError::Crashed)) {
            Ok(Printed { pdf, sha256, pages, conformity }) => {
                (Ok((sha256, pages, conformity)), pdf)
            }
            Err(error) => (Err(error), bytes::Bytes::new()),
        };
        output.write_all(&frames(&serde_json::to_vec(&answer)?, &pdf))?;
        output.flush()?;
    }
}

/// Ends the process some time after whoever asked should have: then nobody is there any more.
struct Watch {
    since: Instant,
    /// Milliseconds; 0: nothing is printed.
    end: Arc<AtomicU64>,
}

impl Watch {
    fn start() -> Self {
        let watch = Self { since: Instant::now(), end: Arc::default() };
        let (since, end) = (watch.since, Arc::clone(&watch.end));
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(Duration::from_millis(500));
                let end = end.load(Ordering::Relaxed);
                if end > 0 && since.elapsed() > Duration::from_millis(end) {
                    std::process::exit(1);
                }
            }
        });
        watch
    }

    fn until(&self, time: u64) {
        let now = u64::try_from(self.since.elapsed().as_millis()).unwrap_or_default();
        let end = if time == 0 { 0 } else { now + time + 2_000 };
        self.end.store(end, Ordering::Relaxed);
    }
}
