//! Settings: defaults, then a file, then variables. Unknown keys are errors.
//!
//! `config.default.toml` is the reference and is embedded. To add a setting: its line and comment
//! there, its field here, and a line in `safety.rs` if production can get it wrong.

mod etc;
mod safety;

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
    pub(crate) documents: Documents,
    pub(crate) backup: Backup,
    pub(crate) log: Log,
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
pub(crate) struct Documents {
    pub(crate) workers: usize,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Backup {
    /// Empty: not on this machine.
    pub(crate) folder: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Log {
    pub(crate) format: LogFormat,
    pub(crate) filter: String,
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

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> anyhow::Result<Config> {
        let variables =
            variables.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        Config::read(None, variables)
    }

    #[test]
    fn defaults_are_whole() {
        let config = Config::defaults().unwrap();
        assert_eq!(config.environment, Environment::Development);
        assert_eq!(config.public.base_domain, "ministage.localhost");
        assert!(config.dangers().is_empty());
    }

    #[test]
    fn a_file_changes_defaults_and_variables_change_both() {
        let folder = std::env::temp_dir().join(format!("ministage-config-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("ministage.toml");
        std::fs::write(
            &file,
            "[public]\nbase_domain = \"of.the.file\"\ncontact = \"file@example.fr\"\n",
        )
        .unwrap();
        let variables = HashMap::from([(
            "MINISTAGE__PUBLIC__BASE_DOMAIN".to_owned(),
            "of.the.variable".to_owned(),
        )]);
        let config = Config::read(Some(&file), variables).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(config.public.base_domain, "of.the.variable");
        assert_eq!(config.public.contact, "file@example.fr");
        assert_eq!(config.public_port(), Some(8080));
    }

    #[test]
    fn unknown_keys_are_errors() {
        let error = with(&[("MINISTAGE__PUBLIC__BASE_DOMAINE", "x")]).unwrap_err();
        assert!(format!("{error:#}").contains("base_domaine"), "{error:#}");
        assert!(with(&[("MINISTAGE__COLOUR", "blue")]).is_err());
    }

    #[test]
    fn numbers_lists_and_switches_are_read_from_variables() {
        let config = with(&[
            ("MINISTAGE__DATABASE__CONNECTIONS", "4"),
            ("MINISTAGE__DATABASE__ALLOW_SQLITE_IN_PRODUCTION", "true"),
            ("MINISTAGE__PUBLIC__TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8, ::1"),
        ])
        .unwrap();
        assert_eq!(config.database.connections, 4);
        assert!(config.database.allow_sqlite_in_production);
        assert_eq!(config.public.trusted_proxies.len(), 3);
        assert!(with(&[("MINISTAGE__PUBLIC__TRUSTED_PROXIES", "proxy")]).is_err());
    }

    #[test]
    fn what_a_command_works_on_is_said_without_the_password() {
        for (url, said) in [
            (
                "postgres://ministage:p@ss:word@db/stages?sslmode=require",
                "development, postgres://ministage@db/stages",
            ),
            ("sqlite://a/b.db?mode=rwc", "development, sqlite://a/b.db"),
            ("sqlite:a/b.db", "development, sqlite:a/b.db"),
            ("postgres://db:5433/stages", "development, postgres://db:5433/stages"),
        ] {
            assert_eq!(with(&[("MINISTAGE__DATABASE__URL", url)]).unwrap().said(), said);
        }
    }

    /// However the address is written, and wherever it stands.
    #[test]
    fn no_secret_is_said_of_what_does_not_read() {
        let secret = "S3CRET";
        for url in [
            "host=127.0.0.1 user=u password=S3CRET dbname=x",
            "u:S3CRET@h",
            "postgres:/u:S3CRET@h/x",
            "postgres:u:S3CRET@h/x",
            "postgres://u:S3CRET",
            "postgres://u:S3CRET/x",
            "//u:S3CRET@h/x",
            "mysql://u:S3CRET@h/x",
            "postgres://h/x?password=S3CRET",
            "postgres://u:a@S3CRET@h/x",
            "postgres://u:a/S3CRET@h/x",
            "postgres://u:a?S3CRET@h/x",
            "S3CRET",
            "",
        ] {
            let said = with(&[("MINISTAGE__DATABASE__URL", url)]).unwrap().said();
            assert!(!said.contains(secret), "{url}: {said}");
        }
        for key in [
            "DATABASE", "REDIS", "MAIL", "PUBLIC", "ACCOUNTS", "DOCUMENTS", "BACKUP", "LOG",
            "DATABASE__CONNECTIONS", "MAIL__TIME_LIMIT", "PUBLIC__PORT",
        ] {
            for value in ["postgres://u:S3CRET@h/x", "a\"S3CRET\"b", "S3CRET"] {
                let wrong = with(&[(&format!("MINISTAGE__{key}"), value)]).unwrap_err();
                assert!(!format!("{wrong:#}").contains(secret), "{key}: {wrong:#}");
            }
        }
    }

    #[test]
    fn nothing_works_without_a_connection() {
        let none = with(&[("MINISTAGE__DATABASE__CONNECTIONS", "0")]).unwrap();
        assert!(none.dangers().join("").contains("database.connections"));
        assert!(with(&[("MINISTAGE__HEALTH", "proxy")]).is_err());
        assert!(with(&[("MINISTAGE__HEALTH", "127.0.0.1:8081")]).unwrap().health.is_some());
    }

    #[test]
    fn production_refuses_what_is_unsafe_and_says_what_to_change() {
        let config = with(&[("MINISTAGE__ENVIRONMENT", "production")]).unwrap();
        let dangers = config.dangers().join("\n");
        for key in
            ["public.scheme", "public.base_domain", "database.url", "mail.url", "accounts.secret"]
        {
            assert!(dangers.contains(key), "{key} in\n{dangers}");
        }
    }

    #[test]
    fn a_sound_production_is_accepted() {
        let config = with(&[
            ("MINISTAGE__ENVIRONMENT", "production"),
            ("MINISTAGE__PUBLIC__BASE_DOMAIN", "ministage.example.fr"),
            ("MINISTAGE__PUBLIC__SCHEME", "https"),
            ("MINISTAGE__DATABASE__URL", "postgres://ministage:secret@localhost/ministage"),
            ("MINISTAGE__MAIL__URL", "smtp://user:password@smtp.example.fr:587"),
            ("MINISTAGE__ACCOUNTS__SECRET", "0123456789abcdef0123456789abcdef"),
        ])
        .unwrap();
        assert_eq!(config.dangers(), Vec::<String>::new());
        assert_eq!(config.public_port(), None);
        assert_eq!(config.contact(), "ministage@ministage.example.fr");
        for (url, bare) in [
            ("smtp://user:secret@elsewhere.example.fr?tls=none", true),
            ("smtp://user:secret@192.0.2.7:25?tls=starttls", true),
            ("smtp://user:secret@elsewhere.example.fr?tls=required", false),
            ("smtps://user:secret@elsewhere.example.fr", false),
            ("smtp://elsewhere.example.fr?tls=none", false),
            ("smtp://user:secret@127.0.0.1?tls=none", false),
            ("smtp://user:secret@[::1]?tls=starttls", false),
        ] {
            let mail = Mail { url: url.to_owned(), ..config.mail.clone() };
            let dangers = Config { mail, ..config.clone() }.dangers().join("\n");
            assert_eq!(dangers.contains("en clair"), bare, "{url}: {dangers}");
            assert!(!dangers.contains("secret"), "{dangers}");
        }
    }
}
