//! The shape of the workspace, checked over `cargo metadata`: which of our crates may know which,
//! and where each external crate has its home (docs/architecture.md).
//!
//! A new crate of ours: a line in `ARROWS`. A new external crate that only one layer should know:
//! a line in `HOMES`.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a test where it is by an environment variable"
)]
#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::process::Command;

use serde_json::Value;

/// Our crates, and which of ours each may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("education", &[]),
    ("migrations", &[]),
    ("platform", &[]),
    ("documents", &[]),
    ("domain", &["education", "migrations"]),
    ("web", &["domain", "education", "platform", "documents"]),
    ("ministage", &["domain", "education", "platform", "documents", "web", "migrations"]),
    ("testing", &["domain", "education", "platform", "documents", "web", "migrations"]),
    ("xtask", &[]),
];

/// The crate that only tests may use.
const TESTS_ONLY: &str = "testing";

/// External crates (a trailing `*` stands for any ending), and the only ones of ours that may name them.
/// `testing` sets databases up, calls the router, and measures our press against Typst alone, so it is at home in some.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm*", &["domain", "migrations", "testing"]),
    ("sqlx*", &["domain", "migrations", "testing"]),
    ("axum*", &["web", "testing"]),
    ("tower*", &["web", "testing"]),
    ("hyper*", &["web", "testing"]),
    ("tera", &["web"]),
    ("lettre", &["platform"]),
    ("redis", &["platform"]),
    ("typst*", &["documents", "testing"]),
    ("clap", &["ministage", "xtask"]),
    ("config", &["ministage"]),
    ("tracing-subscriber", &["ministage"]),
];

/// One line in one Cargo.toml.
struct Dependency {
    from: String,
    on: String,
    /// Under `[dev-dependencies]`.
    dev: bool,
}

#[test]
fn every_crate_of_ours_has_its_place() {
    for name in our_crates() {
        assert!(
            ARROWS.iter().any(|(known, _)| *known == name),
            "the crate `{name}` is new: say in ARROWS ({}) which of our crates it may know, and draw it in docs/architecture.md",
            file!()
        );
    }
}

#[test]
fn our_crates_know_only_what_they_may() {
    let ours = our_crates();
    for Dependency { from, on, dev } in dependencies() {
        // A crate may name itself under [dev-dependencies], to switch a feature on for its own tests.
        if !ours.contains(&on) || (dev && (on == TESTS_ONLY || on == from)) {
            continue;
        }
        assert!(
            on != TESTS_ONLY,
            "`{from}` depends on `{TESTS_ONLY}`: it is for tests, so move it to [dev-dependencies]"
        );
        let allowed =
            ARROWS.iter().find(|(name, _)| *name == from).map_or(&[][..], |(_, allowed)| allowed);
        assert!(
            allowed.contains(&on.as_str()),
            "`{from}` may not know `{on}` (it may know {allowed:?}): move the code to where it belongs, or pass \
             in what it needs. If the picture itself should change, change ARROWS and docs/architecture.md, and \
             record why in docs/decisions/"
        );
    }
}

#[test]
fn external_crates_stay_at_home() {
    for Dependency { from, on, .. } in dependencies() {
        let Some((_, homes)) = HOMES.iter().find(|(name, _)| matches(name, &on)) else {
            continue;
        };
        assert!(
            homes.contains(&from.as_str()),
            "`{from}` uses `{on}`, whose home is {homes:?}: give that crate a function that says what you need \
             in our own words, and call it"
        );
    }
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(head) => name.starts_with(head),
        None => name == pattern,
    }
}

fn our_crates() -> Vec<String> {
    packages().iter().map(|package| word(&package["name"])).collect()
}

fn dependencies() -> Vec<Dependency> {
    let mut all = Vec::new();
    for package in packages() {
        for dependency in package["dependencies"].as_array().unwrap() {
            all.push(Dependency {
                from: word(&package["name"]),
                on: word(&dependency["name"]),
                dev: dependency["kind"] == "dev",
            });
        }
    }
    assert!(all.len() > 20, "cargo metadata names hardly a dependency: has its format changed?");
    all
}

/// The packages of this workspace, as cargo sees them.
fn packages() -> Vec<Value> {
    let out = Command::new(std::env::var("CARGO").unwrap_or("cargo".into()))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let metadata: Value = serde_json::from_slice(&out.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn word(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
