//! What a guide calls a button, a tab or a page stands on the screen, in these words: whoever renames one is told here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Guide;
use super::text::{Look, Part, Span};

#[test]
fn each_label_of_a_guide_is_one_of_the_screen() {
    let words = words_of_the_screen();
    assert!(words.len() > 1_000, "hardly a word of the screen was read: {}", words.len());
    let mut wrong = Vec::new();
    let mut labels = 0;
    for guide in Guide::ALL {
        for chapter in &guide.text().chapters {
            let spans = chapter.parts.iter().flat_map(Part::spans).flatten();
            for Span { text, .. } in spans.filter(|span| span.look == Look::Label) {
                labels += 1;
                if !stands(&words, text) {
                    wrong.push(format!("{guide:?} #{}: {text}", chapter.id));
                }
            }
        }
    }
    assert!(labels > 200, "hardly a label is marked: {labels}");
    assert!(wrong.is_empty(), "on no page:\n{}", wrong.join("\n"));
}

/// What the test would not see if it only looked for letters.
#[test]
fn a_label_is_a_whole_word_of_the_screen() {
    let words = words_of_the_screen();
    for label in ["Réserver", "CONNEXION", "Continuer comme …", "Mot de passe oublié\u{a0}?"] {
        assert!(stands(&words, label), "{label}");
    }
    for label in
        ["Confirmer la réserv", "CONNEX", "Continuer sans …", "Mot de passe égaré\u{a0}?", ""]
    {
        assert!(!stands(&words, label), "{label}");
    }
}

/// « … » stands for what differs from person to person: what is before and behind it is looked for.
fn stands(words: &BTreeSet<String>, label: &str) -> bool {
    let parts: Vec<String> = match words.contains(&plain(label)) {
        true => vec![plain(label)],
        false => label.split('…').map(plain).filter(|part| !part.is_empty()).collect(),
    };
    !parts.is_empty() && parts.iter().all(|part| words.contains(part))
}

/// Spaces and apostrophes of one kind, no sign at the ends.
fn plain(text: &str) -> String {
    let text = text.replace(['\u{a0}', '\u{202f}', '\n'], " ").replace('\'', "’");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each text of the templates that stands between tags, values and quotes, and each text of `web`.
fn words_of_the_screen() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = BTreeSet::new();
    for file in files(&root.join("../../templates"), "html") {
        let source = fs::read_to_string(file).unwrap();
        words.extend(pieces_of_template(&source).iter().map(|text| plain(text)));
    }
    // This folder is no screen: what it says would prove itself.
    let own = root.join("src/guides");
    for file in files(&root.join("src"), "rs").iter().filter(|file| !file.starts_with(&own)) {
        let source = fs::read_to_string(file).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        words.extend(texts_of_code(source).iter().map(|text| plain(text)));
    }
    words.remove("");
    words
}

/// `<a href="x">{{ icon }} Réserver{% if y %} là{% endif %}</a>` has `Réserver` and `là`; what is in quotes inside of tags and
/// components (`label="Nom"`) is a piece of its own.
fn pieces_of_template(source: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let inside = [("{#", "#}"), ("{{", "}}"), ("{%", "%}"), ("<", ">")]
            .into_iter()
            .find_map(|(begin, end)| Some((begin, end, rest.strip_prefix(begin)?)));
        match inside {
            Some((begin, end, after)) => {
                // `{{ <ui.icon name="x" /> }}` and `{% <ui.card title="Actions"> %}` are closed by their own end.
                let (tag, behind) = after.split_once(end).unwrap_or((after, ""));
                // `<option value="a">b` inside of a tag: a value may hold `>` only inside of a component, which is the outer.
                if begin != "{#" {
                    pieces.extend(tag.split('"').skip(1).step_by(2).map(str::to_owned));
                }
                pieces.push(String::new());
                rest = behind;
            }
            None => {
                pieces.last_mut().unwrap().push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    pieces
}

/// `"Réserver à nouveau"`, and what stands around the values of a format.
fn texts_of_code(source: &str) -> Vec<String> {
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let source = lines.collect::<Vec<_>>().join("\n").replace("\\\"", "”");
    let texts = source.split('"').skip(1).step_by(2);
    let texts = texts.map(|text| text.replace("\\u{a0}", "\u{a0}").replace("\\u{202f}", " "));
    texts
        .flat_map(|text| {
            let around: Vec<String> =
                text.split('{').flat_map(|part| part.split('}')).map(str::to_owned).collect();
            around.into_iter().chain([text])
        })
        .collect()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true => files(&path, ending),
            false => vec![path],
        })
        .filter(|path| path.extension().is_some_and(|it| it == ending))
        .collect()
}
