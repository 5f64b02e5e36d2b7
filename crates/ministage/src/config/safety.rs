//! Configurations that production must not be started with.

use std::net::IpAddr;

use platform::mail::{Relay, Tls};
use web::Network;

use super::{Config, Environment, Scheme};

/// Signs of `accounts.secret`, at least.
const SECRET_LENGTH: usize = 32;

impl Config {
    /// Refuses a configuration that is not safe for its environment.
    pub(super) fn must_be_safe(&self) -> anyhow::Result<()> {
        let dangers = self.dangers();
        anyhow::ensure!(
            dangers.is_empty(),
            "la configuration ne convient pas :\n  - {}",
            dangers.join("\n  - ")
        );
        Ok(())
    }

    /// Each danger, with the key to change and how.
    pub(crate) fn dangers(&self) -> Vec<String> {
        let engines = ["sqlite:", "postgres://", "postgresql://"];
        let known = engines.iter().any(|engine| self.database.url.starts_with(engine));
        let none = [
            (self.database.connections == 0)
                .then_some("database.connections vaut 0 : mettez 4 à 8"),
            (!known).then_some("database.url n’est ni postgres://… ni sqlite:…"),
            (self.mail.time_limit == 0)
                .then_some("mail.time_limit vaut 0 : mettez des secondes, par exemple 20"),
        ];
        let none = none.into_iter().flatten().map(str::to_owned);
        if self.environment != Environment::Production {
            return none.collect();
        }
        let found = [
        (self.public.scheme == Scheme::Http)
            .then_some("public.scheme vaut « http » : mettez « https » et un mandataire qui porte le certificat"),
        is_local(&self.public.base_domain)
            .then_some("public.base_domain est un nom local : mettez le nom de domaine public"),
        (self.accounts.secret.len() < SECRET_LENGTH).then_some(
            "accounts.secret est vide ou trop court : mettez ce que donne « openssl rand -hex 32 », le même pour tous \
             les processus, et gardez-le avec les sauvegardes",
        ),
        self.mail.url.starts_with("mailbox:")
            .then_some("mail.url garde les courriels dans un dossier : mettez smtp://… ou smtps://…"),
        bares_its_password(&self.mail.url)
            .then_some("mail.url envoie le mot de passe en clair : retirez ?tls=none ou ?tls=starttls, ou mettez smtps://"),
        (is_sqlite(&self.database.url) && !self.database.allow_sqlite_in_production).then_some(
            "database.url est un fichier SQLite : mettez postgres://…, ou database.allow_sqlite_in_production = true \
             s’il n’y a qu’un processus et que le fichier est sauvegardé",
        ),
        self.public.trusted_proxies.iter().any(Network::is_everybody)
            .then_some("public.trusted_proxies croit tout le monde : mettez les adresses du mandataire"),
    ];
        found.into_iter().flatten().map(str::to_owned).chain(none).collect()
    }
}

impl Config {
    /// What works, and is most probably not what was meant.
    pub(crate) fn doubts(&self) -> Option<&'static str> {
        let behind_a_proxy = self.environment == Environment::Production;
        (behind_a_proxy && self.public.trusted_proxies.is_empty()).then_some(
            "public.trusted_proxies est vide : tous les visiteurs comptent pour un seul, celui du mandataire. \
             Mettez ses adresses ou son réseau, par exemple 127.0.0.1 ou 10.0.0.0/8",
        )
    }
}

/// Whether a password may cross a network in the clear. STARTTLS that is not required is left out by whoever stands between.
fn bares_its_password(mail: &str) -> bool {
    let here = |relay: &Relay| {
        is_local(&relay.host) || relay.host.parse().is_ok_and(|host: IpAddr| host.is_loopback())
    };
    mail.parse::<Relay>().is_ok_and(|relay| {
        relay.credentials.is_some()
            && matches!(relay.tls, Tls::None | Tls::StartTls)
            && !here(&relay)
    })
}

fn is_local(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost") || !name.contains('.')
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}
