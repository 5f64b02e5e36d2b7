//! The shipped files for containers: what they say to the product is what it understands, and their parts find each other.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

use super::shipped;
use crate::process::ministage;

const FILES: [&str; 6] = [
    "compose.yaml",
    "compose.env.example",
    "env.example",
    "Dockerfile",
    "kubernetes/ministage.yaml",
    "systemd/ministage-work.service",
];

fn read(name: &str) -> String {
    fs::read_to_string(shipped(name)).unwrap()
}

/// `{ a: b, c: d }` behind a key, each time it stands there.
fn pairs<'a>(file: &'a str, key: &str) -> Vec<BTreeSet<&'a str>> {
    let opened = format!("{key}: {{ ");
    let behind = file.split(opened.as_str()).skip(1);
    behind.map(|rest| rest.split(" }").next().unwrap().split(", ").collect()).collect()
}

/// Whether the product knows a variable: another one is an error.
fn is_known(key: &str) -> bool {
    let mut command = ministage(&["migrate", "status"]);
    let folder = tempfile::tempdir().unwrap();
    command.env(key, "x").current_dir(folder.path()).stderr(Stdio::piped());
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    !said.contains("unknown field")
}

#[test]
fn every_setting_is_one() {
    assert!(is_known("MINISTAGE__LISTEN") && !is_known("MINISTAGE__PUBLIC__NAME"));
    for file in FILES {
        let text = read(file);
        let names = text.split(|sign: char| !(sign.is_ascii_uppercase() || sign == '_'));
        let keys: BTreeSet<_> = names.filter(|name| name.starts_with("MINISTAGE__")).collect();
        assert!(file == "compose.env.example" || !keys.is_empty(), "{file}");
        for key in keys {
            assert!(is_known(key), "{file}: {key}");
        }
    }
}

/// What a container is started with is a command, and every selector means a pod that is there.
#[test]
fn kubernetes_finds_what_it_selects() {
    let file = read("kubernetes/ministage.yaml");
    let commands: Vec<Vec<&str>> = file
        .lines()
        .filter_map(|line| line.trim().strip_prefix("args: [")?.strip_suffix(']'))
        .map(|words| words.split(", ").collect())
        .collect();
    assert_eq!(commands, [vec!["migrate", "up"], vec!["serve", "--no-work"], vec!["work"]]);
    for words in commands {
        assert!(ministage(&[&words[..], &["--help"]].concat()).output().unwrap().status.success());
    }
    let pods = pairs(&file, "labels");
    let selected = [pairs(&file, "matchLabels"), pairs(&file, "selector")].concat();
    assert!(selected.len() > 6);
    for wanted in selected {
        let ours = wanted.iter().any(|pair| pair.starts_with("app."));
        assert!(!ours || pods.iter().any(|pod| wanted.is_subset(pod)), "{wanted:?}");
    }
}

/// Each image that is not ours can be named by its digest, without a change of the file.
#[test]
fn images_can_be_pinned() {
    let (compose, example) = (read("compose.yaml"), read("compose.env.example"));
    let images: Vec<_> =
        compose.lines().filter_map(|line| line.trim().strip_prefix("image: ")).collect();
    assert_eq!(images.len(), 4);
    for image in images {
        let name = image.strip_prefix("${").and_then(|rest| rest.split_once(":-")).expect(image).0;
        assert!(example.contains(&format!("# {name}=")), "{name}");
    }
    let stages: Vec<_> = read("Dockerfile")
        .lines()
        .filter(|line| line.starts_with("FROM "))
        .map(str::to_owned)
        .collect();
    assert!(stages.iter().all(|stage| stage.starts_with("FROM $")), "{stages:?}");
}
