//! From settings to the product: opens the database, the relay, the cache, and wires them.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;
use documents::Press;
use domain::clock::Clock;
use domain::random::Random;
use domain::tenancy::Settings;
use domain::{Backstage, Fault, StoreSettings};
use platform::dns::Dns;
use platform::kv::Kv;
use platform::ledger::Ledger;
use platform::limits::{Backoff, BackoffPolicy, Limits};
use platform::mail::{Mail, Mailbox, Relay, Smtp};
use web::Retained;
use web::app::{Address, App, Parts};
use web::law::Runs;
use web::view::Engine;

use crate::config::{Config, Law};
use crate::portals;

/// This very program, also when a newer one has taken its place on the disk.
const PRINTER: [&str; 2] = ["/proc/self/exe", "press"];

/// Opens the database; the folder of a SQLite file is made when it is missing.
pub(crate) async fn open(config: &Config) -> anyhow::Result<Backstage> {
    if let Some(folder) = sqlite_folder(&config.database.url) {
        std::fs::create_dir_all(folder).with_context(|| format!("dossier {}", folder.display()))?;
    }
    let settings = Settings {
        store: StoreSettings::new(config.database.url.as_str(), config.database.connections.max(1)),
        base_domain: config.public.base_domain.to_ascii_lowercase(),
        clock: Clock::System,
        random: Random::System,
        secret: config.secret(),
        link_life: TimeDelta::minutes(config.accounts.confirmation_minutes.max(1).into()),
    };
    // The error may quote the address, which holds a password: only its class is told.
    let place = config.said();
    Backstage::open(settings)
        .await
        .map_err(|fault| anyhow::anyhow!("base de données ({place}) : {}", why(&fault)))
}

/// Why the database refused, in words for whoever set it up.
pub(crate) fn why(fault: &Fault) -> String {
    match fault.sqlstate().as_deref() {
        Some(state @ ("28P01" | "28000")) => {
            format!("le serveur refuse ce nom ou ce mot de passe (SQLSTATE {state})")
        }
        Some(state @ "3D000") => {
            format!("cette base n’existe pas sur le serveur (SQLSTATE {state})")
        }
        Some(state @ "42501") => format!("ce rôle n’a pas le droit de le faire (SQLSTATE {state})"),
        Some(state @ ("53300" | "57P03")) => {
            format!("le serveur n’accepte pas de connexion pour l’instant (SQLSTATE {state})")
        }
        Some(state) => format!("{fault} (SQLSTATE {state})"),
        None if matches!(fault, Fault::Unavailable(_)) => {
            "personne ne répond à cette adresse".to_owned()
        }
        None => fault.to_string(),
    }
}

/// The whole product around an open database.
pub(crate) async fn wire(config: &Config, backstage: Backstage, demo: bool) -> anyhow::Result<App> {
    let (mail, mailbox) = mail(config)?;
    let kv = kv(config).await?;
    Ok(App::new(Parts {
        backstage,
        engine: Arc::new(Engine::load().context("gabarits")?),
        press: Press::apart(config.documents.workers.max(1), PRINTER.map(OsString::from)),
        mail,
        dns: Dns::of(&config.dns.servers),
        limits: Limits::new(kv.clone()),
        backoff: Backoff::new(kv.clone(), BackoffPolicy::default()),
        kv,
        start: portals::start()?,
        address: address(config),
        ledger: ledger(config),
        kept: Retained { backups: config.backup.keep_days, logs: config.log.kept_days },
        runs: runs(config),
        mailbox,
        demo,
    }))
}

/// Who runs this deployment, for the documents that the law asks of her.
fn runs(config: &Config) -> Runs {
    let Law { name, host, dpo, processors } = config.law.clone();
    Runs { name, host, dpo, processors }
}

/// Redis, or the memory of this process.
pub(crate) async fn kv(config: &Config) -> anyhow::Result<Kv> {
    match config.redis.url.as_str() {
        "" => Ok(Kv::memory()),
        url => Kv::redis(url, &config.redis.prefix).await.context("redis.url"),
    }
}

fn mail(config: &Config) -> anyhow::Result<(Mail, Option<Mailbox>)> {
    if let Some(folder) = config.mail.url.strip_prefix("mailbox:") {
        let mailbox = Mailbox::new(folder);
        return Ok((Mail::Mailbox(mailbox.clone()), Some(mailbox)));
    }
    let relay: Relay = config.mail.url.parse().context("mail.url")?;
    Ok((Mail::Smtp(Smtp::new(relay, Duration::from_secs(config.mail.time_limit))), None))
}

/// Where the marks of erased pupils are kept: beside the backups.
pub(crate) fn ledger(config: &Config) -> Option<Ledger> {
    let folder = Some(config.backup.folder.as_str()).filter(|folder| !folder.is_empty())?;
    Some(Ledger::new(Path::new(folder).join("erasures.txt")))
}

fn address(config: &Config) -> Address {
    Address {
        scheme: config.public.scheme.as_str(),
        port: config.public_port(),
        contact: config.contact(),
        trusted_proxies: config.public.trusted_proxies.clone(),
    }
}

/// Whether the file of SQLite is not there yet.
pub(crate) fn is_missing(config: &Config) -> bool {
    sqlite_file(&config.database.url).is_some_and(|file| !file.exists())
}

/// The file of SQLite, if that is the engine.
pub(crate) fn sqlite_file(url: &str) -> Option<&Path> {
    let path = url.strip_prefix("sqlite:")?;
    Some(Path::new(path.strip_prefix("//").unwrap_or(path).split('?').next()?))
}

fn sqlite_folder(url: &str) -> Option<&Path> {
    sqlite_file(url)?.parent().filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_sqlite_file() {
        assert_eq!(
            sqlite_folder("sqlite://.ministage/ministage.db"),
            Some(Path::new(".ministage"))
        );
        assert_eq!(sqlite_folder("sqlite:///var/lib/a.db?mode=rwc"), Some(Path::new("/var/lib")));
        assert_eq!(sqlite_folder("sqlite://a.db"), None);
        assert_eq!(sqlite_folder("postgres://a/b"), None);
    }
}
