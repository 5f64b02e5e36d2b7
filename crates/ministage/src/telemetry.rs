//! Log lines on standard error: for people, or JSON for machines.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Environment, LogFormat};

/// Libraries that write what passes through them: addresses of mailed links, whole mails, rows.
const SILENT: [&str; 12] = [
    "tower_http", "html5ever", "selectors", "cssparser", "css_inline", "lettre", "hyper",
    "hyper_util", "tera", "typst", "sqlx", "sea_orm",
];

/// Starts logging as configured.
pub(crate) fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log.filter).context("log.filter")?;
    let filter = SILENT.iter().try_fold(filter, |filter, source| {
        anyhow::Ok(filter.add_directive(format!("{source}=off").parse()?))
    })?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = match config.log.format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Usual => config.environment == Environment::Production,
    };
    let started =
        if json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
    started.map_err(|error| anyhow::anyhow!("journal : {error}"))
}
