//! The checks that need no test: formatting, clippy, documentation, licences and bans.

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::machine;
use crate::run::run;
use crate::workspace::{cargo, root};

/// All of them, the quick ones first.
pub(crate) fn all() -> Result<()> {
    fmt(true)?;
    clippy()?;
    doc()?;
    deny()
}

pub(crate) fn fmt(check: bool) -> Result<()> {
    let args: &[&str] = if check { &["--", "--check"] } else { &[] };
    run(cargo().args(["fmt", "--all"]).args(args))
}

pub(crate) fn clippy() -> Result<()> {
    run(cargo()
        .args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))
}

/// Links in comments lead somewhere. Private items too: most of our documentation is for us.
pub(crate) fn doc() -> Result<()> {
    run(cargo()
        .args(["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"])
        .env(
            "RUSTDOCFLAGS",
            "-D warnings -A rustdoc::private-intra-doc-links -A rustdoc::invalid-html-tags",
        ))
}

/// Licences, bans and sources always; known vulnerabilities when their list can be fetched.
///
/// Second versions of a crate are to be looked at now and then (`cargo deny check bans`), not in each run.
pub(crate) fn deny() -> Result<()> {
    let binary = machine::cargo_deny()?;
    let deny = |checks: &[&str]| {
        let mut deny = Command::new(&binary);
        deny.current_dir(root()).args(["--color", "never", "--all-features"]);
        run(deny.args(["check", "--hide-inclusion-graph", "--allow", "duplicate"]).args(checks))
    };
    deny(&["licenses", "bans", "sources"])?;
    if advisories_reachable() {
        deny(&["advisories"])
    } else {
        println!("NOT CHECKED: known vulnerabilities; {ADVISORIES} cannot be reached from here.");
        Ok(())
    }
}

const ADVISORIES: &str = "https://github.com/RustSec/advisory-db";

fn advisories_reachable() -> bool {
    Command::new("timeout")
        .args(["10", "git", "ls-remote", "--exit-code", ADVISORIES, "HEAD"])
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
