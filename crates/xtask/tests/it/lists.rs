//! The pages of `docs/` that list everything of one kind list all of it.

use std::fs;
use std::path::PathBuf;

use crate::workspace::{files, root};

#[test]
fn jobs_are_listed() {
    let mut jobs = 0;
    let mut missing = Vec::new();
    let page = fs::read_to_string(root().join("docs/jobs.md")).unwrap();
    for (_, source) in sources() {
        for declared in source.split("\njobs! {\n").skip(1) {
            let declared = declared.split("\n}\n").next().unwrap();
            let kinds =
                declared.lines().filter_map(|line| line.strip_prefix("    \"")?.split('"').next());
            for kind in kinds {
                jobs += 1;
                if !page.contains(&format!("| `{kind}` |")) {
                    missing.push(kind.to_owned());
                }
            }
        }
    }
    assert!(jobs > 10, "hardly a job is declared by `jobs!`: adapt this test");
    assert!(missing.is_empty(), "docs/jobs.md does not name {missing:?}");
}

/// Pages and letters word a moment by `web/src/moments.rs`, which asks on whose clock.
#[test]
fn no_moment_is_worded_without_a_clock() {
    let own = ["with_timezone", "Europe::Paris", "Europe__Paris", "naive_utc()"];
    let strays: Vec<_> = sources()
        .filter(|(file, _)| file.starts_with("web/src") && !file.ends_with("moments.rs"))
        .filter(|(_, source)| own.iter().any(|word| source.contains(word)))
        .map(|(file, _)| file)
        .collect();
    assert!(strays.is_empty(), "a moment without a clock in {strays:?}");
}

#[test]
fn caches_are_listed() {
    assert_listed("docs/caches.md", "Cache::builder()", |_| String::new());
}

/// Quotas and spans of time; lengths of texts are read where the texts are.
#[test]
fn limits_are_listed() {
    for kind in [": Quota = ", ": TimeDelta = "] {
        assert_listed("docs/limits.md", kind, |line| {
            let name = line.split("const ").nth(1).and_then(|it| it.split(':').next());
            name.unwrap_or_default().to_owned()
        });
    }
}

/// Each file of the product with such a line is named on the page, and what `name` finds in the line.
fn assert_listed(page: &str, line: &str, name: impl Fn(&str) -> String) {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let mut found = 0;
    let mut missing = Vec::new();
    for (file, source) in sources() {
        for line in source.lines().filter(|it| it.contains(line)) {
            found += 1;
            let (file, name) = (file.display().to_string(), name(line));
            if !text.lines().any(|row| row.contains(&format!("`{file}`")) && row.contains(&name)) {
                missing.push(format!("`{file}` {name}"));
            }
        }
    }
    assert!(found > 2, "hardly a source has `{line}`: adapt this test");
    assert!(missing.is_empty(), "{page} does not name:\n{}", missing.join("\n"));
}

/// Every source of the product but the demonstration's, as `domain/src/queue/mod.rs`.
fn sources() -> impl Iterator<Item = (PathBuf, String)> {
    let crates = root().join("crates");
    ["domain/src", "web/src", "platform/src"]
        .iter()
        .flat_map(|folder| files(&root().join("crates").join(folder), ".rs"))
        .filter(|file| !file.to_string_lossy().contains("/demo/"))
        .map(move |file| {
            let source = fs::read_to_string(&file).unwrap();
            (file.strip_prefix(&crates).unwrap().to_owned(), source)
        })
        .collect::<Vec<_>>()
        .into_iter()
}
