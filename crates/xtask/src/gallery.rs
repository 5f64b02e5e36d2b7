//! `cargo xtask gallery --out DIR`: every sample page on every shell, and every sample mail, as files.
//!
//! Made twice, before a change and after it, and compared by `diff -r`, it shows what a change does to what people see.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::run;
use crate::workspace::cargo;

/// Writes the gallery into a folder that is new or empty: what an older run left would seem to be of this one.
pub(crate) fn gallery(out: &Path) -> Result<()> {
    let out = std::path::absolute(out)?;
    if std::fs::read_dir(&out).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty", out.display());
    }
    std::fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    run(cargo()
        .args(["run", "--quiet", "--package", "web", "--example", "gallery", "--"])
        .arg(&out))?;
    println!("{}", out.join("index.html").display());
    Ok(())
}
