//! A template printed with the sample data, before a portal gets it.
//!
//! A template may loop or eat memory: it is printed by a process of its own (`ministage proof`), which has
//! little time and memory, and whose end hurts nobody.

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

use super::Mistakes;
use super::folder::samples;

/// For all samples of one document.
const TIME: Duration = Duration::from_secs(60);

/// Seconds of a processor, for the same.
const CPU: u64 = 15;

/// Bytes that the process may map. A convention takes a tenth of it.
const MEMORY: u64 = 2 << 30;

/// Pages of a document, at most.
const MOST_PAGES: usize = 20;

/// A template to print.
#[derive(Serialize, Deserialize)]
struct Asked {
    kind: DocumentKind,
    source: String,
    logo: Option<Vec<u8>>,
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
                let asked = Asked { kind, source: source.clone(), logo: bundle.logo.clone() };
                self.0.insert(key.clone(), print(&asked).await?);
            }
            wrong.extend(self.0.get(&key).cloned().unwrap_or_default());
        }
        Ok(wrong)
    }
}

/// Prints it in another process; what is wrong, in words.
async fn print(asked: &Asked) -> anyhow::Result<Vec<String>> {
    let mut child = Command::new(std::env::current_exe()?)
        .arg("proof")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("l’essai d’impression ne démarre pas")?;
    let mut input = child.stdin.take().context("l’essai d’impression n’écoute pas")?;
    let asking = serde_json::to_vec(asked)?;
    let talk = async {
        // It may end before it has read everything: how it ended tells.
        let _ = input.write_all(&asking).await;
        drop(input);
        child.wait_with_output().await
    };
    let file = file(asked.kind);
    match tokio::time::timeout(TIME, talk).await {
        Err(_) => Ok(vec![format!("{file} : l’impression ne finit pas ({} s)", TIME.as_secs())]),
        Ok(ended) => {
            let ended = ended?;
            match serde_json::from_slice(&ended.stdout) {
                Ok(wrong) if ended.status.success() => Ok(wrong),
                _ => Ok(vec![format!("{file} : {}", broke_off(ended.status))]),
            }
        }
    }
}

fn broke_off(status: ExitStatus) -> String {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(SIGXCPU | SIGKILL) => "l’impression ne finit pas".to_owned(),
        _ => format!(
            "l’impression s’est arrêtée : trop de mémoire, ou une boucle sans fin ({status})"
        ),
    }
}

const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

fn file(kind: DocumentKind) -> String {
    format!("documents/{}.typ", kind.as_str())
}

/// The other process: reads a template, prints it with every sample, writes what is wrong.
pub(crate) fn prove() -> anyhow::Result<()> {
    rlimit::setrlimit(rlimit::Resource::CPU, CPU, CPU)?;
    rlimit::setrlimit(rlimit::Resource::AS, MEMORY, MEMORY)?;
    rlimit::setrlimit(rlimit::Resource::CORE, 0, 0)?;
    let asked: Asked = serde_json::from_reader(std::io::stdin().lock())?;
    let template = Template::new(asked.source);
    let logo = asked.logo.map(|png| Logo { png: png.into(), alt: "Logo".into() });
    let mut wrong: Vec<String> = Vec::new();
    for (name, data) in samples(asked.kind) {
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
                file(asked.kind),
                printed.pages
            )),
            Ok(_) => {}
            Err(error) => said(asked.kind, name, error).into_iter().for_each(|line| {
                if !wrong.contains(&line) {
                    wrong.push(line)
                }
            }),
        }
    }
    std::io::stdout().write_all(&serde_json::to_vec(&wrong)?)?;
    Ok(())
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
