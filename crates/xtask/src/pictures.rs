//! `cargo xtask pictures`: the pictures of the guides, taken by a browser on the demonstration.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::machine::{self, CHROMIUM};
use crate::run::run;
use crate::suites::browser::install_modules;
use crate::workspace::{build_programs, root};

/// Takes all of them, and replaces those that are there once all are taken.
pub(crate) fn pictures() -> Result<()> {
    machine::install_pictures()?;
    let browser = root().join("crates/testing-web/browser");
    install_modules(&browser)?;
    let programs = build_programs()?;
    let taken = tempfile::tempdir()?;
    let mut node = Command::new("node");
    node.arg("pictures.mjs").current_dir(&browser);
    node.env("MINISTAGE_BIN", &programs.ministage)
        .env("CHROMIUM", CHROMIUM)
        .env("PICTURES", taken.path());
    run(&mut node)?;
    let images = root().join("crates/web/guides/images");
    fs::remove_dir_all(&images)?;
    fs::create_dir(&images)?;
    for picture in fs::read_dir(taken.path())? {
        let picture = picture?;
        fs::copy(picture.path(), images.join(picture.file_name()))
            .with_context(|| format!("cannot copy {}", picture.path().display()))?;
    }
    Ok(())
}
