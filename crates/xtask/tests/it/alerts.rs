//! The alerts that we ship mean what they say, and ask for what the product tells.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::workspace::root;

/// By Prometheus's own checker, which `cargo xtask test` installs.
#[test]
fn alerts_ring_when_they_should_and_else_not() {
    for words in [
        ["check", "config", "prometheus.yml"],
        ["check", "rules", "ministage.rules.yml"],
        ["test", "rules", "ministage.rules.test.yml"],
    ] {
        let folder = root().join("deploy/prometheus");
        let said = Command::new("promtool").args(words).current_dir(folder).output();
        let said = said.expect("promtool is missing: apt-get install prometheus");
        assert!(said.status.success(), "{words:?}: {}", String::from_utf8_lossy(&said.stderr));
    }
}

#[test]
fn alerts_and_board_ask_for_what_is_told() {
    let read = |file: &str| fs::read_to_string(root().join(file)).unwrap();
    let listed = names(&read("docs/metrics.md"));
    assert!(listed.len() > 10, "{listed:?}");
    for file in ["deploy/prometheus/ministage.rules.yml", "deploy/grafana/ministage.json"] {
        let asked = names(&read(file));
        let strays: Vec<_> = asked.difference(&listed).collect();
        assert!(asked.len() > 5 && strays.is_empty(), "{file} asks for {strays:?}");
    }
    serde_json::from_str::<serde_json::Value>(&read("deploy/grafana/ministage.json")).unwrap();
}

/// The metrics that a text names, a histogram by its own name.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_');
    let metrics = words.filter(|word| word.starts_with("ministage_"));
    let bare = |word: &str| {
        let parts = ["_bucket", "_count", "_sum"];
        parts.iter().find_map(|part| word.strip_suffix(part)).unwrap_or(word).to_owned()
    };
    metrics.map(bare).collect()
}
