//! Every command builds the same crates with the same features, so that what one compiled serves all.
//!
//! Cargo unites the features that the *selected* crates ask for. If `-p domain` asks for fewer than
//! `--workspace`, everything above the crate that differs is compiled twice.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::workspace::{cargo, packages, word};

/// Builds in seconds in a fresh clone, so it waits for nothing that the product needs.
const APART: &str = "xtask";

/// A crate and its version, and each set of features with which a command builds it: two, if build
/// scripts and procedural macros need others.
type Features = BTreeMap<String, BTreeSet<String>>;

#[test]
fn a_command_on_one_crate_uses_what_the_workspace_compiled() {
    let workspace = features(&["test", "--no-run", "--workspace"]);
    let mut differ = Vec::new();
    for package in packages() {
        let name = word(&package["name"]);
        if name == APART {
            continue;
        }
        for command in [&["build", "-p", &name][..], &["test", "--no-run", "-p", &name]] {
            for (dependency, sets) in features(command) {
                let known = &workspace[&dependency];
                for set in sets.difference(known) {
                    differ.push(format!(
                        "cargo {}: {dependency} has {set}, in the workspace {known:?}",
                        command.join(" ")
                    ));
                }
            }
        }
    }
    assert!(
        differ.is_empty(),
        "these commands would compile dependencies a second time:\n{}\nUnder [dependencies] of \
         crates/workspace-hack/Cargo.toml, name each with the features that it lacks (under [build-dependencies] \
         what only procedural macros or build scripts use). Begin with the lowest in `cargo tree`: the others may \
         follow from it.",
        differ.join("\n")
    );
}

/// What a command would build. `cargo tree` cannot say: it merges what is built for the product and
/// what is built for procedural macros.
fn features(command: &[&str]) -> Features {
    let graph = ["--offline", "--unit-graph", "-Zunstable-options"];
    let graph: Value = serde_json::from_str(&cargo(&[command, &graph].concat())).unwrap();
    assert_eq!(graph["version"], 1, "cargo's unit graph has another format: adapt this test");
    let mut found = Features::new();
    for unit in graph["units"].as_array().unwrap() {
        let id = word(&unit["pkg_id"]);
        let library = unit["mode"] == "build" && unit["target"]["kind"][0] != "custom-build";
        if let Some((_, dependency)) = id.split_once('#').filter(|_| library) {
            found.entry(dependency.to_owned()).or_default().insert(unit["features"].to_string());
        }
    }
    assert!(found.len() > 3, "cargo's unit graph names hardly a crate: has its format changed?");
    found
}
