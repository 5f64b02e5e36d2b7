//! Log lines: for people on standard error, for machines as JSON.
//!
//! What a process that stays (`serve`, `work`) says to machines is JSON and on standard output, all of it: that it is
//! ready, that something panicked, why it ended. Standard output of the other commands is what they were asked for.

use std::io::{stderr, stdout};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::writer::BoxMakeWriter;

use crate::commands::say::say;
use crate::config::{Config, Environment, LogFormat};

/// Whether this process stays and speaks to machines.
static TO_MACHINES: AtomicBool = AtomicBool::new(false);

/// Libraries that write what passes through them: addresses of mailed links, whole mails, rows.
const SILENT: [&str; 12] = [
    "tower_http", "html5ever", "selectors", "cssparser", "css_inline", "lettre", "hyper",
    "hyper_util", "tera", "typst", "sqlx", "sea_orm",
];

/// Starts logging as configured.
pub(crate) fn start(config: &Config, stays: bool) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(&config.log.filter).context("log.filter")?;
    let filter = SILENT.iter().try_fold(filter, |filter, source| {
        anyhow::Ok(filter.add_directive(format!("{source}=off").parse()?))
    })?;
    let json = match config.log.format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Usual => config.environment == Environment::Production,
    };
    TO_MACHINES.store(json && stays, Ordering::Relaxed);
    let out = if json && stays { BoxMakeWriter::new(stdout) } else { BoxMakeWriter::new(stderr) };
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(out);
    let started =
        if json { lines.json().flatten_event(true).try_init() } else { lines.compact().try_init() };
    started.map_err(|error| anyhow::anyhow!("journal : {error}"))?;
    if json {
        std::panic::set_hook(Box::new(panicked));
    }
    Ok(())
}

fn panicked(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string);
    tracing::error!(at, why = panic.payload_as_str(), "panicked");
}

/// Says that the house is ready.
pub(crate) fn ready(words: &str) {
    match TO_MACHINES.load(Ordering::Relaxed) {
        true => tracing::info!("{words}"),
        false => say!("{words}"),
    }
}

/// Says why the process ends: one line, causes included.
pub(crate) fn ended(error: &anyhow::Error) {
    match TO_MACHINES.load(Ordering::Relaxed) {
        true => tracing::error!(error = format!("{error:#}"), "ended"),
        false => eprintln!("ministage : {error:#}"),
    }
}
