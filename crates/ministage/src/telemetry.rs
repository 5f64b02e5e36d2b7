//! Log lines on standard error: for people, or JSON for machines.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Environment, LogFormat};

/// Starts logging as configured.
pub(crate) fn start(config: &Config) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log.filter).context("log.filter")?;
    // It writes whole addresses, and those of mailed links are secrets.
    let filter = filter.add_directive("tower_http=off".parse()?);
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
