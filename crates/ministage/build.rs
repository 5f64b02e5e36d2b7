//! Writes the commit into the binary: after an incident one must know what ran. An image is built without `.git`, and
//! says it by `MINISTAGE_COMMIT`.
#![expect(clippy::disallowed_methods, reason = "a build script is told by its environment")]

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-env-changed=MINISTAGE_COMMIT");
    let commit = std::env::var("MINISTAGE_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = commit.or_else(|| {
        if let Some(log) = git(&["rev-parse", "--git-path", "logs/HEAD"]) {
            println!("cargo:rerun-if-changed={log}");
        }
        git(&["rev-parse", "--short=12", "HEAD"])
    });
    println!("cargo:rustc-env=MINISTAGE_COMMIT={}", commit.as_deref().unwrap_or("inconnu"));
}

fn git(words: &[&str]) -> Option<String> {
    let out = Command::new("git").args(words).output().ok().filter(|out| out.status.success())?;
    Some(String::from_utf8(out.stdout).ok()?.trim().to_owned())
}
