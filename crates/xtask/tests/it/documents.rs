//! What the documentation names exists: files in backticks, in `docs/` and in comments; targets of links.

use std::fs;
use std::path::{Path, PathBuf};

use crate::workspace::{files, root};

/// A word in backticks is a path if it has a slash and ends with a slash or with one of these.
const ENDINGS: &[&str] = &[
    ".rs", ".md", ".toml", ".html", ".txt", ".css", ".js", ".mjs", ".typ", ".json", ".yaml",
    ".csv", ".svg", ".service", ".timer",
];

/// Whoever reads `bookings/rush.rs` knows the crate from the context: paths are looked for from all of these.
const FROM: &[&str] = &[
    "", "crates", "crates/domain/src", "crates/web/src", "crates/web", "crates/platform/src",
    "templates",
];

#[test]
fn files_named_in_documents_exist() {
    let mut wrong = Vec::new();
    for file in documents() {
        for word in fs::read_to_string(&file).unwrap().split('`').skip(1).step_by(2) {
            check(&file, word, &mut wrong);
        }
    }
    all_are_there(&wrong);
}

fn all_are_there(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} names are of files that are not there:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn files_named_in_comments_exist() {
    let mut wrong = Vec::new();
    for folder in ["crates", "migrations"] {
        for file in files(&root().join(folder), ".rs") {
            let text = fs::read_to_string(&file).unwrap();
            for comment in text.lines().filter_map(|line| line.trim_start().strip_prefix("//")) {
                for word in comment.split('`').skip(1).step_by(2) {
                    check(&file, word, &mut wrong);
                }
            }
        }
    }
    all_are_there(&wrong);
}

#[test]
fn links_of_documents_lead_to_files() {
    let mut wrong = Vec::new();
    for file in documents().into_iter().chain(files(&root().join("docs/decisions"), ".md")) {
        for target in fs::read_to_string(&file).unwrap().split("](").skip(1) {
            let target = target.split([')', '#']).next().unwrap();
            if !target.is_empty()
                && !target.contains("://")
                && !file.parent().unwrap().join(target).exists()
            {
                wrong.push(format!("{}: {target}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

/// Documents that say how things are; decisions say how they were.
fn documents() -> Vec<PathBuf> {
    [root(), &root().join("docs")]
        .into_iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect()
}

fn check(file: &Path, word: &str, wrong: &mut Vec<String>) {
    let path =
        word.contains('/') && (word.ends_with('/') || ENDINGS.iter().any(|it| word.ends_with(it)));
    let elsewhere = word.starts_with(['/', '$', '~']) || word.contains("//") || word.contains(' ');
    if !path || elsewhere {
        return;
    }
    // Up to the first part that stands for many: `web/src/<feature>/pages.rs`, `tenants/*/documents/`.
    let known: PathBuf = Path::new(word)
        .iter()
        .take_while(|part| !part.to_string_lossy().contains(['<', '*', '{', '…']))
        .collect();
    let beside = file.ancestors().skip(1).take_while(|folder| folder.starts_with(root()));
    let exists = beside
        .map(Path::to_path_buf)
        .chain(FROM.iter().map(|folder| root().join(folder)))
        .any(|folder| folder.join(&known).exists());
    if !exists {
        wrong.push(format!("{}: `{word}`", file.strip_prefix(root()).unwrap().display()));
    }
}
