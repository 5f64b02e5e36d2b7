//! Whether what people see is valid HTML: the Nu checker of the W3C over the pages that the tests of
//! the product met, one of each shape.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::recording::Recording;
use crate::tally::Tally;
use crate::workspace::root;

/// What the checker says of each shape. `npm ci` of the browser walk brings it.
pub(super) fn validate(recording: &Recording) -> Result<Tally> {
    let jar = root().join("crates/testing-web/browser/node_modules/vnu-jar/build/dist/vnu.jar");
    ensure!(jar.exists(), "{} is missing", jar.display());
    let folder = tempfile::tempdir()?;
    let pages = shapes(recording)?;
    ensure!(!pages.is_empty(), "no page was recorded");
    for (name, html) in &pages {
        fs::write(folder.path().join(name), html)?;
    }
    let mut checker = Command::new("java");
    // The stack is what long pages need.
    checker.args(["-Xss16m", "-jar"]).arg(&jar).args(["--errors-only", "--format", "gnu"]);
    let said = checker.arg(folder.path()).output().context("cannot run java")?;
    let said = String::from_utf8_lossy(&said.stderr);
    let wrong: BTreeSet<_> =
        said.lines().map(|line| page_of(line, &pages)).collect::<Result<_>>()?;
    for line in said.lines() {
        println!("{line}");
    }
    let (all, failed) = (u32::try_from(pages.len())?, u32::try_from(wrong.len())?);
    Ok(Tally { passed: all - failed, failed, skipped: 0 })
}

/// The page that `"file:/tmp/x/bookings.show-200-….html":12.3-12.9: error: …` is about. What else the
/// checker says is that it cannot work.
fn page_of<'a>(line: &str, pages: &'a BTreeMap<String, String>) -> Result<&'a str> {
    let path = line.split('"').nth(1).unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    match pages.get_key_value(name) {
        Some((name, _)) => Ok(name),
        None => bail!("the Nu checker says: {line}"),
    }
}

/// By file name, the first page of each shape: which element follows which, with which attributes.
fn shapes(recording: &Recording) -> Result<BTreeMap<String, String>> {
    let (mut known, mut pages) = (BTreeSet::new(), BTreeMap::new());
    for seen in
        recording.seen()?.into_iter().filter(|seen| !seen.status.is_empty() && seen.what != "none")
    {
        let html = fs::read_to_string(&seen.file)?;
        let tags: Vec<String> = tags(&html).collect();
        let shape: BTreeSet<_> = tags.windows(2).map(<[String]>::to_vec).collect();
        if known.insert(shape) {
            pages
                .insert(format!("{}-{}-{}.html", seen.what, seen.status, known.len()), whole(html));
        }
    }
    Ok(pages)
}

/// Each tag without the values of its attributes: `a href class`, `/a`.
fn tags(html: &str) -> impl Iterator<Item = String> {
    let inside = html.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    inside.map(|tag| tag.split('"').step_by(2).collect())
}

/// A page as it is; what only fills the drawer with a document around it.
fn whole(html: String) -> String {
    match html.contains("<html") {
        true => html,
        false => format!(
            "<!DOCTYPE html><html lang=\"fr\"><head><title>x</title></head><body>{html}</body></html>"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_is_told_by_tags_and_names_of_attributes() {
        let tags = |html: &str| super::tags(html).collect::<Vec<_>>();
        assert_eq!(tags(r#"<p class="a">x</p>"#), tags(r#"<p class="b c">yy</p>"#));
        assert_ne!(tags(r#"<p class="a">x</p>"#), tags(r#"<p id="a">x</p>"#));
    }

    #[test]
    fn a_line_of_the_checker_names_its_page() {
        let pages = BTreeMap::from([("home.show-200-1.html".to_owned(), String::new())]);
        let line = r#""file:/tmp/x/home.show-200-1.html":1.2-1.9: error: Element “x”."#;
        assert_eq!(page_of(line, &pages).unwrap(), "home.show-200-1.html");
        assert!(page_of("Error: Could not find or load main class", &pages).is_err());
    }
}
