//! `docs/guides.md` tells which browser test walks which step of the guides: each named test exists.

use std::fs;

use crate::workspace::root;

/// The letter by which the table calls a walk, and its file.
const WALKS: [(&str, &str); 3] =
    [("G", "guides.walk.mjs"), ("M", "main-job.walk.mjs"), ("A", "accounts.walk.mjs")];

/// Steps of each guide, at least: an empty table proves nothing.
const STEPS: usize = 15;

#[test]
fn each_step_of_the_guides_is_walked() {
    let page = fs::read_to_string(root().join("docs/guides.md")).unwrap();
    for guide in ["mini-stage.fr", "ministages44"] {
        let tables = page.split("\n## ").filter(|part| part.starts_with(guide));
        let rows: Vec<&str> = tables.flat_map(str::lines).filter(|line| is_step(line)).collect();
        assert!(rows.len() >= STEPS, "{guide} has {} steps", rows.len());
        let wrong: Vec<&str> = rows.into_iter().filter(|row| !is_walked(row)).collect();
        assert!(wrong.is_empty(), "walked by no test:\n{}", wrong.join("\n"));
    }
}

fn is_step(line: &str) -> bool {
    line.starts_with("| ") && !line.starts_with("| Step of the guide")
}

/// Every test of the last column exists.
fn is_walked(row: &str) -> bool {
    let cell = row.trim_end_matches([' ', '|']).rsplit(" | ").next().unwrap();
    cell.split("; ").all(exists)
}

/// `G « name »`: the walk has a test of that name.
fn exists(named: &str) -> bool {
    let Some((letter, name)) = named.split_once(" « ") else { return false };
    let Some((_, file)) = WALKS.iter().find(|(known, _)| *known == letter) else { return false };
    let walk = root().join("crates/testing-web/browser").join(file);
    fs::read_to_string(walk).unwrap().contains(&format!("test(\"{}\"", name.trim_end_matches(" »")))
}
