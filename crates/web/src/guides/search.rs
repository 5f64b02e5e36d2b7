//! Words to chapters and to the sentence that says most of them, whatever their accents, capitals and plurals.

use std::sync::LazyLock;

use education::names::words;
use serde::Serialize;

use super::Guide;
use super::text::{Part, plain};
use crate::urls;

/// Words that are asked for and say nothing.
const EMPTY: [&str; 34] = [
    "a", "au", "aux", "avec", "ce", "comment", "d", "dans", "de", "des", "du", "en", "est", "et",
    "faire", "je", "l", "la", "le", "les", "ma", "mes", "mon", "n", "on", "ou", "par", "pas",
    "pour", "que", "qui", "sur", "un", "une",
];

/// Chapters that are shown.
const MOST: usize = 12;

/// A chapter that was found.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    pub(crate) guide: &'static str,
    pub(crate) chapter: &'static str,
    pub(crate) href: String,
    /// The sentence, in pieces: words that were asked for, and the rest.
    pub(crate) sentence: Vec<(bool, String)>,
}

struct Indexed {
    guide: Guide,
    chapter: usize,
    title: Vec<String>,
    /// Each sentence with its words.
    sentences: Vec<(String, Vec<String>)>,
}

static INDEX: LazyLock<Vec<Indexed>> =
    LazyLock::new(|| Guide::ALL.into_iter().flat_map(index).collect());

fn index(guide: Guide) -> impl Iterator<Item = Indexed> {
    let chapters = guide.text().chapters.iter().enumerate();
    chapters.map(move |(number, chapter)| {
        let texts = chapter.parts.iter().flat_map(Part::spans).map(plain);
        let sentences = texts.flat_map(|text| sentences(&text));
        Indexed {
            guide,
            chapter: number,
            title: words(&chapter.title),
            sentences: sentences.map(|text| (text.clone(), words(&text))).collect(),
        }
    })
}

/// Cut after « . », « ? » and « ! », where a capital or a quote follows.
fn sentences(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for word in text.split(' ') {
        let starts = word.starts_with(|c: char| c.is_uppercase() || c == '«');
        let last = all.last_mut().expect("never empty");
        match last.ends_with(['.', '?', '!']) && starts {
            true => all.push(word.to_owned()),
            false => *last = format!("{last} {word}").trim_start().to_owned(),
        }
    }
    all
}

/// Chapters of these guides that say all of what is asked; where none does, those that say most of it.
pub(crate) fn find(guides: &[Guide], asked: &str) -> Vec<Found> {
    let asked: Vec<String> = words(asked)
        .into_iter()
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .map(|word| stem(&word).to_owned())
        .collect();
    let mut hits: Vec<_> = INDEX
        .iter()
        .filter(|one| guides.contains(&one.guide))
        .map(|one| (one.rank(&asked), one))
        .filter(|((said, ..), _)| *said > 0)
        .collect();
    let most = hits.iter().map(|((said, ..), _)| *said).max().unwrap_or_default();
    hits.retain(|((said, ..), _)| *said == most);
    hits.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    hits.into_iter().take(MOST).map(|(_, one)| one.shown(&asked)).collect()
}

/// « conventions » and « convention » are one word.
fn stem(word: &str) -> &str {
    match word.len() > 3 {
        true => word.trim_end_matches(['s', 'x']),
        false => word,
    }
}

fn says(words: &[String], asked: &str) -> bool {
    words.iter().any(|word| word.starts_with(asked))
}

fn count(words: &[String], asked: &[String]) -> usize {
    asked.iter().filter(|one| says(words, one)).count()
}

impl Indexed {
    /// Words said in the chapter, in its title, in its best sentence.
    fn rank(&self, asked: &[String]) -> (usize, usize, usize) {
        let anywhere = |one: &&String| {
            says(&self.title, one) || self.sentences.iter().any(|(_, words)| says(words, one))
        };
        let best = self.sentences.iter().map(|(_, words)| count(words, asked)).max();
        let said = asked.iter().filter(anywhere).count();
        (said, count(&self.title, asked), best.unwrap_or_default())
    }

    fn shown(&self, asked: &[String]) -> Found {
        let text = self.guide.text();
        let chapter = &text.chapters[self.chapter];
        // The first of those that say most.
        let best = self.sentences.iter().rev().max_by_key(|(_, words)| count(words, asked));
        Found {
            guide: &text.title,
            chapter: &chapter.title,
            href: urls::chapter(self.guide.word(), &chapter.id),
            sentence: best.map(|(text, _)| marked(text, asked)).unwrap_or_default(),
        }
    }
}

/// The sentence with what was asked for apart.
fn marked(text: &str, asked: &[String]) -> Vec<(bool, String)> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut word = String::new();
    let mut put = |hit: bool, text: &str| match pieces.last_mut() {
        Some((was, last)) if *was == hit => last.push_str(text),
        _ => pieces.push((hit, text.to_owned())),
    };
    for sign in text.chars().chain(['\0']) {
        if sign.is_alphanumeric() {
            word.push(sign);
            continue;
        }
        if !word.is_empty() {
            put(asked.iter().any(|one| says(&words(&word), one)), &word);
            word.clear();
        }
        if sign != '\0' {
            put(false, sign.encode_utf8(&mut [0; 4]));
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: [Guide; 3] = [Guide::College, Guide::Lycee, Guide::Teacher];

    #[test]
    fn accents_capitals_and_plurals_make_no_difference() {
        let first = |asked: &str| find(&PUBLIC, asked).remove(0);
        let plain = first("mot de passe oublié");
        for asked in ["MOT DE PASSE OUBLIE", "mots passe oubliés", "  oublié, mot passe "] {
            assert_eq!(first(asked).href, plain.href, "{asked}");
        }
        let hit: String =
            plain.sentence.iter().filter(|(hit, _)| *hit).map(|(_, text)| text.as_str()).collect();
        assert!(hit.to_lowercase().contains("passe"), "{plain:?}");
        let whole: String = plain.sentence.iter().map(|(_, text)| text.as_str()).collect();
        assert!(whole.starts_with(char::is_uppercase) || whole.starts_with('«'), "{whole}");
    }

    #[test]
    fn the_operators_guide_is_not_searched_elsewhere() {
        assert!(
            find(&PUBLIC, "double authentification")
                .iter()
                .all(|it| !it.href.contains("exploitant"))
        );
        assert!(find(&[Guide::Operator], "double authentification")[0].href.contains("exploitant"));
    }

    #[test]
    fn what_says_nothing_finds_nothing() {
        for asked in ["", "de la", "zzzz", "«\u{a0}»", "\u{0}"] {
            assert!(find(&PUBLIC, asked).is_empty(), "{asked}");
        }
    }

    #[test]
    fn sentences_are_cut_where_they_end() {
        let cut = sentences("Ouvrez « Options ». Le n° 3. et la suite ? Oui.");
        assert_eq!(cut, ["Ouvrez « Options ».", "Le n° 3. et la suite ?", "Oui."]);
    }
}
