//! `doctor`: checks everything that a start needs, and says what to do.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use documents::{Press, PrintJob, Standard, Template};
use domain::{Backstage, Engine, ServerFacts};

use super::say::say;
use super::{house, migrate};
use crate::config::Config;
use crate::wiring;

/// Time limit for the answer of a service.
const PATIENCE: Duration = Duration::from_secs(5);

/// Two machines that ask the same clock are closer than this.
const CLOCKS_APART: TimeDelta = TimeDelta::seconds(20);

/// One check: its name, and its state or what to do about it.
pub(super) struct Finding(pub(super) &'static str, pub(super) Result<String, String>);

pub(super) async fn run(file: Option<&Path>, etc: &Path) -> anyhow::Result<ExitCode> {
    let config = Config::load_unchecked(file, etc)?;
    let mut findings = vec![settings(&config), proxies(&config)];
    findings.extend(database(&config).await);
    findings.extend([redis(&config).await, mail(&config).await, fonts().await, backup(&config)]);
    for Finding(what, found) in &findings {
        match found {
            Ok(how) => say!("✓ {what:<16} {how}"),
            Err(wrong) => say!("✗ {what:<16} {wrong}"),
        }
    }
    let healthy = findings.iter().all(|finding| finding.1.is_ok());
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn settings(config: &Config) -> Finding {
    let dangers = config.dangers();
    let found = match dangers.is_empty() {
        true => Ok(format!("{:?}, {}", config.environment, config.public.base_domain)),
        false => Err(dangers.join("\n                   ")),
    };
    Finding("configuration", found)
}

fn proxies(config: &Config) -> Finding {
    let known = config.public.trusted_proxies.len();
    let found = match config.doubts() {
        Some(doubt) => Err(doubt.to_owned()),
        None => Ok(format!("{known} adresses ou réseaux de confiance")),
    };
    Finding("mandataires", found)
}

async fn database(config: &Config) -> Vec<Finding> {
    if wiring::is_missing(config) {
        let missing = "le fichier n’existe pas encore : lancez « ministage migrate up »";
        return vec![Finding("base", Err(missing.into()))];
    }
    let backstage = match wiring::open(config).await {
        Ok(backstage) => backstage,
        Err(error) => return vec![Finding("base", Err(format!("{error:#}")))],
    };
    let facts = backstage.server_facts().await.map_err(|fault| wiring::why(&fault));
    let now = backstage.clock().now();
    let there = facts.as_ref().ok().and_then(|facts| facts.now);
    let postgres = matches!(backstage.engine(), Engine::Postgres);
    let mut findings = vec![
        Finding("base", facts.and_then(|facts| server(postgres, facts))),
        Finding("migrations", migrations(&backstage).await),
        Finding("annuaire", directory(&backstage).await),
        Finding("horloge", clock(now, there)),
    ];
    if findings.iter().all(|finding| finding.1.is_ok()) {
        findings.extend(house::findings(&backstage).await);
    }
    findings
}

/// Version, encoding and role, as the product needs them.
fn server(postgres: bool, facts: ServerFacts) -> Result<String, String> {
    let ServerFacts { version, encoding, superuser, .. } = facts;
    let major: u32 =
        version.split('.').next().and_then(|major| major.parse().ok()).unwrap_or_default();
    match (postgres, encoding.as_str()) {
        (true, _) if superuser => {
            Err("le rôle est superutilisateur : donnez un rôle ordinaire, qui possède la base"
                .into())
        }
        (true, _) if major < 15 => {
            Err(format!("PostgreSQL {version} : il faut la version 15 ou plus"))
        }
        (_, other) if !other.starts_with("UTF") => {
            Err(format!("encodage {other} : créez la base avec --encoding=UTF8"))
        }
        (true, _) => Ok(format!("PostgreSQL {version}, {encoding}")),
        (false, _) => Ok(format!("SQLite {version}, {encoding}")),
    }
}

async fn migrations(backstage: &Backstage) -> Result<String, String> {
    match migrate::missing(backstage).await.map_err(|fault| fault.to_string())?.len() {
        0 => Ok("à jour".into()),
        missing => Err(format!("{missing} manquent : lancez « ministage migrate up »")),
    }
}

async fn directory(backstage: &Backstage) -> Result<String, String> {
    match backstage.count_schools().await {
        Ok(0) => Err("vide : lancez « ministage directory import FICHIER »".into()),
        Ok(count) => Ok(format!("{} établissements", education::french::count(count))),
        Err(_) => Err("illisible : appliquez d’abord les migrations".into()),
    }
}

/// A clock that is far off makes every link stale. It is compared with the database's, which is another machine's; and
/// the binary knows at least when it was written.
fn clock(now: DateTime<Utc>, there: Option<DateTime<Utc>>) -> Result<String, String> {
    let said = now.format("%Y-%m-%d %H:%M UTC");
    if now.year() < 2026 {
        return Err(format!("{said} : mettez la machine à l’heure"));
    }
    let apart = there.map_or(TimeDelta::zero(), |there| (now - there).abs());
    match apart <= CLOCKS_APART {
        true => Ok(said.to_string()),
        false => Err(format!(
            "{said}, à {} s de celle de la base : mettez les deux machines à l’heure (NTP)",
            apart.num_seconds()
        )),
    }
}

async fn redis(config: &Config) -> Finding {
    let found = match wiring::kv(config).await {
        Err(error) => Err(format!("{error:#}")),
        Ok(_) if config.redis.url.is_empty() => Ok("aucun : un seul processus".into()),
        Ok(kv) if kv.is_degraded() => {
            Err("ne répond pas : vérifiez redis.url (le produit marche sans, plus lentement)"
                .into())
        }
        Ok(_) => Ok("répond".into()),
    };
    Finding("Redis", found)
}

async fn mail(config: &Config) -> Finding {
    if let Some(folder) = config.mail.url.strip_prefix("mailbox:") {
        return Finding("courrier", Ok(format!("gardé dans {folder}")));
    }
    let relay: platform::mail::Relay = match config.mail.url.parse() {
        Ok(relay) => relay,
        Err(error) => return Finding("courrier", Err(format!("mail.url : {error}"))),
    };
    let found = match tokio::time::timeout(PATIENCE, relay.sign_in()).await {
        Ok(Ok(())) => Ok(format!("{}:{} accepte la connexion", relay.host, relay.port)),
        Ok(Err(error)) => {
            Err(format!("{}:{} refuse ({error}) : vérifiez mail.url", relay.host, relay.port))
        }
        Err(_) => Err(format!(
            "{}:{} ne répond pas : vérifiez mail.url et le pare-feu",
            relay.host, relay.port
        )),
    };
    Finding("courrier", found)
}

/// How old the last backup is: nightly, so that one and a half days mean that one was missed.
fn backup(config: &Config) -> Finding {
    let folder = config.backup.folder.as_str();
    let found = match folder {
        "" => Ok("backup.folder est vide : l’âge des sauvegardes n’est pas surveillé d’ici".into()),
        folder => match newest_backup(Path::new(folder)) {
            Err(error) => Err(format!("{folder} ne se lit pas : {error}")),
            Ok(None) => Err(format!("aucune sauvegarde dans {folder} : lancez backup.sh")),
            Ok(Some((name, hours))) if hours > 36 => {
                Err(format!("la dernière a {hours} h ({name}) : voyez ministage-backup.timer"))
            }
            Ok(Some((name, hours))) => Ok(format!("{name}, il y a {hours} h")),
        },
    };
    Finding("sauvegarde", found)
}

/// The newest file of backup.sh that holds something, and its age in hours.
fn newest_backup(folder: &Path) -> std::io::Result<Option<(String, u64)>> {
    let mut newest: Option<(String, Duration)> = None;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (name, file) = (entry.file_name().to_string_lossy().into_owned(), entry.metadata()?);
        let whole = name.starts_with("ministage-") && !name.ends_with(".part") && file.len() > 0;
        let age = file.modified()?.elapsed().unwrap_or_default();
        if whole && newest.as_ref().is_none_or(|(_, other)| age < *other) {
            newest = Some((name, age));
        }
    }
    Ok(newest.map(|(name, age)| (name, age.as_secs() / 3_600)))
}

/// A document with every letter that French needs, to the archival standard.
async fn fonts() -> Finding {
    let source = "#set document(title: \"Essai\")\n#set text(lang: \"fr\", font: \"Inter\")\nÀ É œ ç « » ’ – …";
    let job = PrintJob {
        template: Template::new(source),
        data: serde_json::Value::Null,
        logo: None,
        title: "Essai".into(),
        issued_at: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        standard: Standard::Plain,
    };
    let printed = Press::new(1).print(0, job).await;
    Finding(
        "documents",
        printed.map(|printed| format!("{} page", printed.pages)).map_err(|error| error.to_string()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_compared_with_the_databases() {
        let now: DateTime<Utc> = "2026-11-27T10:00:00Z".parse().unwrap();
        let there = |seconds| Some(now + TimeDelta::seconds(seconds));
        assert!(clock(now, None).is_ok() && clock(now, there(-19)).is_ok());
        for seconds in [-21, 21, 3_600] {
            assert!(clock(now, there(seconds)).unwrap_err().contains("celle de la base"));
        }
        let then = now - TimeDelta::days(400);
        assert!(clock(then, None).unwrap_err().contains("à l’heure"));
    }
}
