//! French puts a no-break space before « : ; ? ! » and inside its quotes: no line of a screen begins with one
//! of them.

use std::fs;

use crate::workspace::{files, root};

/// Signs that never begin a line.
const NEVER_FIRST: [char; 5] = [':', ';', '?', '!', '»'];

#[test]
fn templates_keep_signs_with_their_words() {
    let templates: Vec<_> = files(&root().join("templates"), ".html");
    assert!(templates.len() > 50, "hardly a template is read: adapt this test");
    let mut wrong = Vec::new();
    for file in templates {
        let source = fs::read_to_string(&file).unwrap();
        for line in without_comments(&source).lines().filter(|line| breaks(line)) {
            wrong.push(format!("{}: {line}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "write U+00A0:\n{}", wrong.join("\n"));
}

#[test]
fn what_breaks_is_found() {
    for line in ["Motif : absent", "Quoi ?</h1>", "« Conv", "Conv »", "À 20 km de", "{{ it }} ; et"]
    {
        assert!(breaks(line), "{line}");
    }
    for line in
        ["Motif\u{a0}: absent", "https://x", "<a href=\"?a=b\">", "a :b", "«\u{a0}Conv\u{a0}»"]
    {
        assert!(!breaks(line), "{line}");
    }
}

/// Whether a line has an ordinary space where a line of the screen must not break.
fn breaks(line: &str) -> bool {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([' ', '<', '{', '"']);
    line.contains("« ")
        || line.contains(" km ")
        || line.match_indices(' ').any(|(at, _)| {
            let rest = &line[at + 1..];
            rest.strip_prefix(NEVER_FIRST).is_some_and(ends) && !line[..at].trim().is_empty()
        })
}

fn without_comments(source: &str) -> String {
    let mut parts = source.split("{#");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| kept + part.split_once("#}").map_or("", |(_, after)| after))
}
