//! `cargo xtask gallery --out DIR`: what people see, as files to look at: one page for each state that
//! the tests of the product meet, and every kind of letter.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::machine;
use crate::recording::{Recording, Seen};
use crate::run::run;
use crate::workspace::cargo;

/// Writes the gallery into a folder that is new or empty: what an older run left would seem to be of this one.
pub(crate) fn gallery(out: &Path) -> Result<()> {
    let out = std::path::absolute(out)?;
    if fs::read_dir(&out).is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not empty", out.display());
    }
    machine::install_documents()?;
    machine::install_nextest()?;
    let recording = Recording::new()?;
    let (name, folder) = recording.env();
    let tests = ["nextest", "run", "-p", "ministage", "-E", "not test(/^servers::/)"];
    run(cargo().args(tests).env(name, folder))?;
    write(&recording, &out).with_context(|| format!("cannot write {}", out.display()))?;
    println!("{}", out.join("index.html").display());
    Ok(())
}

fn write(recording: &Recording, out: &Path) -> Result<()> {
    fs::create_dir_all(out.join("assets"))?;
    fs::create_dir_all(out.join("mails"))?;
    for asset in fs::read_dir(recording.assets())? {
        let asset = asset?;
        let (from, to) = (asset.path(), out.join("assets").join(asset.file_name()));
        match from.extension().is_some_and(|ending| ending == "css") {
            // Fonts and pictures of a style sheet lie beside it.
            true => fs::write(to, fs::read_to_string(from)?.replace("/assets/", ""))?,
            false => fs::copy(from, to).map(drop)?,
        }
    }
    let mut states = BTreeSet::new();
    let mut index = String::from("<!DOCTYPE html><title>Gallery</title>");
    for Seen { file, what, status } in recording.seen()? {
        let html = fs::read_to_string(&file)?;
        if !states.insert((what.clone(), status.clone(), state(&html))) {
            continue;
        }
        let number = states.len();
        let name = match what.strip_prefix("letter-") {
            Some(kind) => format!("mails/{kind}-{number}"),
            None => format!("{what}-{status}-{number}"),
        };
        fs::write(
            out.join(&name).with_added_extension("html"),
            html.replace("/assets/", "assets/"),
        )?;
        if what.starts_with("letter-") {
            fs::copy(file.with_extension("txt"), out.join(&name).with_added_extension("txt"))?;
        }
        index += &format!("<p><a href=\"{name}.html\">{name}</a>");
    }
    fs::write(out.join("index.html"), index)?;
    Ok(())
}

/// What tells one state of a template from another, whatever the names and dates: the classes of its
/// parts (a message, a badge, an empty list), and the title of a letter.
fn state(html: &str) -> BTreeSet<String> {
    let classes = html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let title = html.split_once("<title>").and_then(|(_, rest)| rest.split("</title>").next());
    let letter = title.filter(|_| html.contains("class=\"preheader\""));
    classes.chain(letter).map(str::to_owned).collect()
}
