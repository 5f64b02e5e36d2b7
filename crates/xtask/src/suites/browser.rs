//! The browser walk: the real binary, a real Chromium, and the files `*.walk.mjs`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::addresses;
use crate::machine::CHROMIUM;
use crate::run;
use crate::servers::Servers;
use crate::tally::Tally;
use crate::workspace::{build_programs, root};

/// Walks that take longer hang.
const LIMIT: Duration = Duration::from_secs(40 * 60);

/// Runs all `crates/testing-web/browser/*.walk.mjs` under node's test runner, two at a time: each has a
/// product of its own, and waits more than it works.
pub(super) fn walk(servers: &Servers) -> Result<Tally> {
    let folder = root().join("crates/testing-web/browser");
    let walks = walks(&folder)?;
    install_modules(&folder)?;
    let programs = build_programs()?;

    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]).args(&walks);
    node.current_dir(&folder)
        .envs(addresses(servers))
        .env("MINISTAGE_BIN", &programs.ministage)
        .env("CLOCKWORK_BIN", &programs.clockwork)
        .env("CHROMIUM", CHROMIUM);
    let mut counts = Tally::default();
    let status = run::watch(&mut node, Some(LIMIT), |line| counts.read(line))?;
    counts.close(status.success());
    Ok(counts)
}

fn walks(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut walks: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("no folder {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".walk.mjs"))
        .collect();
    walks.sort();
    if walks.is_empty() {
        bail!("the browser walk is missing: no *.walk.mjs in {}", folder.display());
    }
    Ok(walks)
}

/// `npm ci`, unless what it installed last is as new as the lock file.
pub(crate) fn install_modules(folder: &Path) -> Result<()> {
    let changed = |file: &str| fs::metadata(folder.join(file)).and_then(|it| it.modified()).ok();
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    // No package's own script: the HTML checker's would download a Java from GitHub.
    let install = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    run::run(Command::new("npm").args(install).current_dir(folder))
        .context("cannot install the browser walk's modules")
}
