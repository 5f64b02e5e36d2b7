//! Settings: defaults, then a file, then variables. Unknown keys are errors.
//!
//! `config.default.toml` is the reference and is embedded. To add a setting: its line and comment
//! there, its field here, and a line in `safety.rs` if production can get it wrong.

mod etc;
mod safety;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use config::{Environment as Variables, File, FileFormat};
use domain::random::Token;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use web::Network;

/// The reference, and the defaults.
pub(crate) const DEFAULTS: &str = include_str!("../../config.default.toml");

/// Everything that can be set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) environment: Environment,
    pub(crate) listen: SocketAddr,
    /// Empty: none.
    #[serde(deserialize_with = "maybe")]
    pub(crate) health: Option<SocketAddr>,
    pub(crate) public: Public,
    pub(crate) accounts: Accounts,
    pub(crate) database: Database,
    pub(crate) redis: Redis,
    pub(crate) mail: Mail,
    pub(crate) dns: Dns,
    pub(crate) documents: Documents,
    pub(crate) backup: Backup,
    pub(crate) log: Log,
    pub(crate) law: Law,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Environment {
    Development,
    Production,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Public {
    pub(crate) base_domain: String,
    pub(crate) scheme: Scheme,
    /// 0: the usual one; see [`Config::public_port`].
    port: u16,
    /// Empty: the usual one; see [`Config::contact`].
    contact: String,
    pub(crate) trusted_proxies: Vec<Network>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scheme {
    Http,
    Https,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accounts {
    pub(crate) confirmation_minutes: u32,
    /// Empty: see [`Config::secret`].
    secret: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: String,
    pub(crate) connections: u32,
    pub(crate) allow_sqlite_in_production: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Redis {
    /// Empty: none.
    pub(crate) url: String,
    pub(crate) prefix: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mail {
    pub(crate) url: String,
    /// Seconds.
    pub(crate) time_limit: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dns {
    /// Empty: the machine’s.
    pub(crate) servers: Vec<SocketAddr>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Documents {
    pub(crate) workers: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Backup {
    /// Empty: not on this machine.
    pub(crate) folder: String,
    pub(crate) keep_days: u32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) format: LogFormat,
    pub(crate) filter: String,
    pub(crate) kept_days: u32,
}

/// Who runs this deployment. Empty: nobody said, and the documents say so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Law {
    pub(crate) name: String,
    pub(crate) host: String,
    pub(crate) dpo: String,
    pub(crate) processors: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    /// By the environment.
    #[serde(rename = "")]
    Usual,
    Pretty,
    Json,
}

impl Config {
    /// Reads file and variables, and refuses what is not safe for the environment.
    pub(crate) fn load(file: Option<&Path>, etc: &Path) -> anyhow::Result<Self> {
        let config = Self::load_unchecked(file, etc)?;
        config.must_be_safe()?;
        Ok(config)
    }

    /// The same without the check, for the doctor.
    pub(crate) fn load_unchecked(file: Option<&Path>, etc: &Path) -> anyhow::Result<Self> {
        let variables = etc::variables(etc)?;
        let file = file.map(Path::to_owned).or_else(|| etc::file(etc));
        Self::read(file.as_deref(), variables)
    }

    /// On what a command is about to work: the environment and the database, without its password.
    pub(crate) fn said(&self) -> String {
        let environment = match self.environment {
            Environment::Development => "development",
            Environment::Production => "production",
        };
        let url = self.database.url.as_str();
        let bare = bare(url)
            .unwrap_or_else(|| format!("une base à l’adresse illisible ({} signes)", url.len()));
        format!("{environment}, {bare}")
    }

    /// The port to write in links, if any.
    pub(crate) fn public_port(&self) -> Option<u16> {
        match (self.public.port, self.environment) {
            (0, Environment::Production) => None,
            (0, Environment::Development) => Some(self.listen.port()),
            (port, _) => Some(port),
        }
    }

    /// Sender of every mail.
    pub(crate) fn contact(&self) -> String {
        match self.public.contact.as_str() {
            "" => format!("ministage@{}", self.public.base_domain),
            contact => contact.to_owned(),
        }
    }

    /// What secrets in the database are encrypted by. Outside of production there need be none: then it is known.
    pub(crate) fn secret(&self) -> Token {
        Token::received(match self.accounts.secret.as_str() {
            "" => "nothing is secret in development",
            secret => secret,
        })
    }

    /// The defaults alone: the demonstration starts from them.
    pub(crate) fn defaults() -> anyhow::Result<Self> {
        Self::read(None, HashMap::new())
    }

    fn read(file: Option<&Path>, variables: HashMap<String, String>) -> anyhow::Result<Self> {
        let mut sources =
            config::Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(file) = file {
            sources = sources.add_source(File::from(file).format(FileFormat::Toml).required(true));
        }
        let variables = Variables::with_prefix("MINISTAGE")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("public.trusted_proxies")
            .with_list_parse_key("dns.servers")
            .with_list_parse_key("law.processors")
            .source(Some(variables));
        let read = sources.add_source(variables).build().and_then(config::Config::try_deserialize);
        read.map_err(|error| anyhow::anyhow!("configuration : {}", without_values(&error)))
    }
}

/// The address of a database without its password. `None`: it is none, and may hold one anywhere.
fn bare(url: &str) -> Option<String> {
    let before = |text: &str, sign| text.split(sign).next().unwrap_or_default().to_owned();
    if url.starts_with("sqlite:") {
        return Some(before(url, '?'));
    }
    let (scheme, rest) = url.split_once("://")?;
    if !["postgres", "postgresql"].contains(&scheme) {
        return None;
    }
    let (who, place) = match rest.rsplit_once('@') {
        Some((who, place)) => (format!("{}@", before(who, ':')), place),
        None => (String::new(), rest),
    };
    let place = before(place, '?');
    let port = before(&place, '/').rsplit_once(':').map(|(_, port)| port.to_owned());
    let is_port = port.is_none_or(|port| port.bytes().all(|digit| digit.is_ascii_digit()));
    is_port.then(|| format!("{scheme}://{who}{place}"))
}

/// What is wrong with the settings, without what was written there: it may be a secret.
fn without_values(error: &config::ConfigError) -> String {
    let said = error.to_string();
    match (said.find('"'), said.rfind('"')) {
        (Some(first), Some(last)) if first < last => {
            let (before, after) = (said.get(..=first), said.get(last..));
            format!("{}…{}", before.unwrap_or_default(), after.unwrap_or_default())
        }
        _ => said,
    }
}

/// An address, or none.
fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SocketAddr>, D::Error> {
    let text = String::deserialize(from)?;
    let read = |text: &str| {
        text.parse().map_err(|_| D::Error::custom(format!("« {text} » n’est pas une adresse")))
    };
    (!text.is_empty()).then(|| read(&text)).transpose()
}

impl Scheme {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}
