//! What production must not be started with.

use super::{Config, Environment, Scheme};

/// Refuses a configuration that is not safe for its environment.
pub(super) fn check(config: &Config) -> anyhow::Result<()> {
    let dangers = dangers(config);
    if dangers.is_empty() {
        return Ok(());
    }
    anyhow::bail!(
        "la configuration ne convient pas à la production :\n  - {}",
        dangers.join("\n  - ")
    )
}

/// Each danger, with the key to change and how.
pub(super) fn dangers(config: &Config) -> Vec<String> {
    if config.environment != Environment::Production {
        return Vec::new();
    }
    let found = [
        (config.public.scheme == Scheme::Http)
            .then_some("public.scheme vaut « http » : mettez « https » et un mandataire qui porte le certificat"),
        is_local(&config.public.base_domain)
            .then_some("public.base_domain est un nom local : mettez le nom de domaine public"),
        config.mail.url.starts_with("mailbox:")
            .then_some("mail.url garde les courriels dans un dossier : mettez smtp://… ou smtps://…"),
        (is_sqlite(&config.database.url) && !config.database.allow_sqlite_in_production).then_some(
            "database.url est un fichier SQLite : mettez postgres://…, ou database.allow_sqlite_in_production = true \
             s’il n’y a qu’un processus et que le fichier est sauvegardé",
        ),
        config.public.trusted_proxies.iter().any(|proxy| proxy.is_unspecified())
            .then_some("public.trusted_proxies croit tout le monde : mettez les adresses du mandataire"),
    ];
    found.into_iter().flatten().map(str::to_owned).collect()
}

fn is_local(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost") || !name.contains('.')
}

pub(super) fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite:")
}
