//! `docs/guides.md` tells which browser test walks which step of the guides: each named test exists.

use std::fs;

use crate::workspace::root;

/// The letter by which the table calls a walk, and its file.
const WALKS: [(&str, &str); 3] =
    [("G", "guides.walk.mjs"), ("M", "main-job.walk.mjs"), ("A", "accounts.walk.mjs")];

#[test]
fn each_step_of_the_guides_is_walked() {
    let table = fs::read_to_string(root().join("docs/guides.md")).unwrap();
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.contains("Walked by"));
    let mut wrong = Vec::new();
    for row in rows {
        let cell = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap();
        let tests: Vec<&str> = cell.split("; ").collect();
        wrong.extend(
            tests.into_iter().filter(|test| !exists(test)).map(|test| format!("{test} ({row})")),
        );
    }
    assert!(wrong.is_empty(), "walked by no test:\n{}", wrong.join("\n"));
}

/// `G « name »`: the walk has a test of that name.
fn exists(named: &str) -> bool {
    let Some((letter, name)) = named.split_once(" « ") else { return false };
    let Some((_, file)) = WALKS.iter().find(|(known, _)| *known == letter) else { return false };
    let walk = root().join("crates/testing-web/browser").join(file);
    fs::read_to_string(walk).unwrap().contains(&format!("test(\"{}\"", name.trim_end_matches(" »")))
}
