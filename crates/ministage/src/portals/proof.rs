//! A template printed with the sample data and a picture drawn, before a portal gets them.
//!
//! Either may loop or eat memory: a process of its own does it (`ministage proof`), which has little time and
//! memory, and whose end hurts nobody.

use std::collections::HashMap;
use std::io::Write;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use anyhow::Context;
use documents::{Logo, PrintError, PrintJob, Standard, Template, print_blocking};
use domain::tenants::{DocumentKind, TenantBundle};
use serde::{Deserialize, Serialize};
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::folder::samples;
use super::{Mistakes, logo};

/// For all samples of one document.
const TIME: Duration = Duration::from_secs(60);

/// Seconds of a processor, for the same.
const CPU: u64 = 15;

/// Bytes that the process may map. A convention takes a tenth of it.
const MEMORY: u64 = 2 << 30;

/// Pages of a document, at most.
const MOST_PAGES: usize = 20;

/// What the other process is to do.
#[derive(Serialize, Deserialize)]
enum Asked {
    /// Print a template with every sample.
    Print { kind: DocumentKind, source: String, logo: Option<Vec<u8>> },
    /// Draw a picture as a logo.
    Draw(Vec<u8>),
}

/// What it answers.
#[derive(Default, Serialize, Deserialize)]
struct Answer {
    wrong: Vec<String>,
    png: Option<Vec<u8>>,
}

/// What was printed already: portals mostly share their templates.
#[derive(Default)]
pub(crate) struct Proofs(HashMap<(DocumentKind, String, bool), Vec<String>>);

impl Proofs {
    /// What is wrong with the documents of a portal.
    pub(crate) async fn of(&mut self, bundle: &TenantBundle) -> anyhow::Result<Mistakes> {
        let mut wrong = Mistakes::default();
        for (&kind, source) in &bundle.documents {
            let key = (kind, source.clone(), bundle.logo.is_some());
            if !self.0.contains_key(&key) {
                let (source, logo) = (source.clone(), bundle.logo.clone());
                let asked = Asked::Print { kind, source, logo };
                let answer = ask(&asked, &file(kind), "l’impression").await?;
                self.0.insert(key.clone(), answer.wrong);
            }
            wrong.extend(self.0.get(&key).cloned().unwrap_or_default());
        }
        Ok(wrong)
    }
}

/// A picture as a PNG that may be served; or why not.
pub(crate) async fn draw(name: &str, picture: Vec<u8>) -> anyhow::Result<Result<Vec<u8>, String>> {
    let Answer { wrong, png } = ask(&Asked::Draw(picture), name, "le dessin").await?;
    Ok(png.ok_or_else(|| wrong.into_iter().map(|why| format!("{name} : {why}")).collect()))
}

/// Asks another process; what is wrong, in words, also when it had to be stopped at its `work`.
async fn ask(asked: &Asked, file: &str, work: &str) -> anyhow::Result<Answer> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("proof")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("l’essai ne démarre pas")?;
    let mut input = child.stdin.take().context("l’essai n’écoute pas")?;
    let asking = serde_json::to_vec(asked)?;
    let talk = async {
        // It may end before it has read everything: how it ended tells.
        let _ = input.write_all(&asking).await;
        drop(input);
        child.wait_with_output().await
    };
    let why = match tokio::time::timeout(TIME, talk).await {
        Err(_) => format!("{work} ne finit pas ({} s)", TIME.as_secs()),
        Ok(ended) => {
            let ended = ended?;
            match serde_json::from_slice(&ended.stdout) {
                Ok(answer) if ended.status.success() => return Ok(answer),
                _ => broke_off(ended.status, work),
            }
        }
    };
    let wrong = match asked {
        Asked::Print { .. } => format!("{file} : {why}"),
        Asked::Draw(_) => why,
    };
    Ok(Answer { wrong: vec![wrong], png: None })
}

fn broke_off(status: ExitStatus, work: &str) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(SIGXCPU | SIGKILL) => format!("{work} ne finit pas"),
        _ => {
            format!("{work} s’est arrêté net : trop de mémoire, ou une boucle sans fin ({status})")
        }
    }
}

const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

fn file(kind: DocumentKind) -> String {
    format!("documents/{}.typ", kind.as_str())
}

/// The other process: does what it is asked for, within little time and memory.
pub(crate) fn prove() -> anyhow::Result<()> {
    rlimit::setrlimit(rlimit::Resource::CPU, CPU, CPU)?;
    rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    let answer = match serde_json::from_reader(std::io::stdin().lock())? {
        Asked::Draw(picture) => match logo::to_png(&picture) {
            Ok(png) => Answer { png: Some(png), ..Answer::default() },
            Err(error) => Answer { wrong: vec![format!("{error:#}")], ..Answer::default() },
        },
        Asked::Print { kind, source, logo } => {
            Answer { wrong: print(kind, source, logo)?, ..Answer::default() }
        }
    };
    std::io::stdout().write_all(&serde_json::to_vec(&answer)?)?;
    Ok(())
}

/// Prints a template with every sample: what is wrong.
fn print(kind: DocumentKind, source: String, logo: Option<Vec<u8>>) -> anyhow::Result<Vec<String>> {
    let template = Template::new(source);
    let logo = logo.map(|png| Logo { png: png.into(), alt: "Logo".into() });
    let mut wrong: Vec<String> = Vec::new();
    for (name, data) in samples(kind) {
        let job = PrintJob {
            template: template.clone(),
            data: serde_json::from_slice(&data)?,
            logo: logo.clone(),
            title: "Essai".into(),
            issued_at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
            standard: Standard::Archival,
        };
        match print_blocking(&job) {
            Ok(printed) if printed.pages > MOST_PAGES => wrong.push(format!(
                "{} : {} pages avec les données « {name} », {MOST_PAGES} au plus",
                file(kind),
                printed.pages
            )),
            Ok(_) => {}
            Err(error) => said(kind, name, error).into_iter().for_each(|line| {
                if !wrong.contains(&line) {
                    wrong.push(line)
                }
            }),
        }
    }
    Ok(wrong)
}

/// Each fault with its place; one that does not depend on the data is the same for every sample.
fn said(kind: DocumentKind, sample: &str, error: PrintError) -> Vec<String> {
    let PrintError::Template(faults) = error else {
        return vec![format!(
            "{} : l’impression s’est arrêtée avec les données « {sample} »",
            file(kind)
        )];
    };
    let place = |place: Option<(String, usize, usize)>| match place {
        Some((main, line, column)) if main == "main.typ" => {
            format!("{}, ligne {line}, colonne {column}", file(kind))
        }
        Some((other, line, _)) => format!("{}, par {other} (ligne {line})", file(kind)),
        None => file(kind),
    };
    faults
        .into_iter()
        .map(|fault| {
            format!("{} : ne s’imprime pas (Typst : {})", place(fault.place), fault.message)
        })
        .collect()
}
