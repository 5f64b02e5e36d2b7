//! The shape of the workspace, checked over `cargo metadata`: which of our crates may know which,
//! and where each external crate has its home (docs/architecture.md).
//!
//! A new crate of ours: a line in `ARROWS`. A new external crate that only one layer should know:
//! a line in `HOMES`.

use std::fs;

use crate::workspace::{files, packages, root, word};

/// Our crates, and which of ours each may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("education", &[]),
    ("migrations", &[]),
    ("platform", &[]),
    ("documents", &[]),
    ("domain", &["education", "migrations"]),
    ("web", &["domain", "education", "platform", "documents"]),
    ("ministage", &["domain", "education", "platform", "documents", "web", "migrations"]),
    ("testing", &["domain", "education", "migrations"]),
    ("testing-web", &["testing", "domain", "education", "platform", "documents", "web"]),
    ("workspace-hack", &[]),
    ("xtask", &[]),
];

/// The crates that only tests may use.
const TESTS_ONLY: &[&str] = &["testing", "testing-web"];

/// Holds no code, only features: every crate names it, for one build of what we all use.
const FEATURES_ONLY: &str = "workspace-hack";

/// External crates (a trailing `*` stands for any ending), and the only ones of ours that may name them.
/// `testing` sets databases up; `testing-web` calls the router, and its bench measures our press against Typst alone.
const HOMES: &[(&str, &[&str])] = &[
    ("sea-orm*", &["domain", "migrations", "testing", "testing-web"]),
    ("sqlx*", &["domain", "migrations"]),
    ("axum*", &["web", "testing-web"]),
    ("tower*", &["web", "testing-web"]),
    ("hyper*", &["web", "testing-web"]),
    ("tera", &["web"]),
    ("ipnet", &["web"]),
    ("rlimit", &["ministage"]),
    ("tokio-io-timeout", &["web"]),
    ("lettre", &["platform"]),
    ("webauthn-rs*", &["domain"]),
    ("redis", &["platform"]),
    ("hickory*", &["platform"]),
    ("typst*", &["documents", "testing-web"]),
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
        let for_tests = TESTS_ONLY.contains(&on.as_str());
        if !ours.contains(&on) || on == FEATURES_ONLY || (dev && for_tests) {
            continue;
        }
        assert!(
            !for_tests || TESTS_ONLY.contains(&from.as_str()),
            "`{from}` depends on `{on}`: it is for tests, so move it to [dev-dependencies]"
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
        if from == FEATURES_ONLY {
            continue;
        }
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

/// What only jobs may do is out of reach of every handler: the loop that claims jobs makes the worker.
#[test]
fn one_file_makes_workers() {
    let web = files(&root().join("crates/web/src"), ".rs");
    let makes = |path: &&std::path::PathBuf| {
        fs::read_to_string(path).unwrap().contains("backstage.worker()")
    };
    let makers: Vec<_> = web.iter().filter(makes).collect();
    assert_eq!(makers, [&root().join("crates/web/src/worker.rs")]);
}

/// What every feature of `domain` stands on, and what stands on all of them.
const NO_FEATURES: [&str; 6] = ["demo", "entity", "history", "queue", "sample", "store"];

/// Features of `domain` know each other one way only. The askers of `tenancy` are everybody's, and
/// hold what a feature keeps in the process.
#[test]
fn features_know_each_other_one_way() {
    let folder = root().join("crates/domain/src");
    let known = |feature: &str| -> String {
        let sources = files(&folder.join(feature), ".rs");
        sources.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    };
    let features: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name != "tenancy" && !NO_FEATURES.contains(&name.as_str()))
        .map(|name| (known(&name), name))
        .collect();
    assert!(features.len() > 15, "the features of domain are elsewhere: adapt this test");
    let mut both = Vec::new();
    for (number, (source, name)) in features.iter().enumerate() {
        for (other_source, other) in &features[number + 1..] {
            let names =
                |source: &str, feature: &str| source.contains(&format!("crate::{feature}::"));
            if names(source, other) && names(other_source, name) {
                both.push((name, other));
            }
        }
    }
    assert!(both.is_empty(), "these know each other both ways: {both:?}");
}
