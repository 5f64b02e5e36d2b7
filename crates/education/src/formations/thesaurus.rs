//! Words that pupils use, typing mistakes included, and the formations that they mean.
//!
//! Source: `data/thesaurus.csv`. A word is looked for in the labels first, then among the words of pupils; only a word
//! found in neither is taken for a mistake, and then the nearest word counts.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::{mistake, split, stem, telling};
use super::{Formation, all, search};
use crate::table;

/// Words of a text that count; the others are passed over.
const MOST_WORDS: usize = 8;
/// Words that a pupil's word has, at most: « préparateur de commandes ».
const LONGEST: usize = 4;
/// From so many letters on, the beginning of a word is enough.
const BEGINNING: usize = 4;
/// Neighbours that are offered.
const MOST_NEIGHBOURS: usize = 6;
/// Words that name a diploma and no subject.
const DIPLOMAS: &[&str] = &[
    "2de", "2nde", "bac", "bacpro", "baccalaureat", "cap", "pro", "professionnel",
    "professionnelle", "seconde", "techno", "technologique",
];

/// What was understood of the words typed.
#[derive(Clone, Debug)]
pub struct Understood {
    /// The words that count, as they are written: « cuisine », also where « cuisne » was typed.
    pub words: String,
    /// Whether a typing mistake was corrected.
    pub corrected: bool,
    /// The formations, best first: names that begin so, names that have the words, what pupils mean by them.
    pub formations: Vec<&'static Formation>,
}

#[derive(Deserialize)]
struct Row {
    mots: String,
    formations: String,
}

struct Line {
    head: String,
    formations: Vec<usize>,
}

struct Thesaurus {
    lines: Vec<Line>,
    /// Stems of a pupil's word or words → how it is written, and its lines.
    forms: BTreeMap<String, (String, Vec<usize>)>,
    /// Stems of each label, after the diploma.
    labels: Vec<Vec<String>>,
    /// Stems that a mistake may have meant, and how they are written.
    vocabulary: HashMap<String, String>,
}

/// Where a formation stands for a word: names that begin so, names that have it, what pupils mean.
type Ranks = HashMap<usize, usize>;

/// The formations that are meant by `text`, if a word of it is understood. Words that mean nothing are passed over;
/// two words that have a formation in common mean that one, else each its own.
pub fn understand(text: &str) -> Option<Understood> {
    let known = thesaurus();
    let words: Vec<String> = telling(text).into_iter().take(MOST_WORDS).collect();
    let (diplomas, subjects): (Vec<_>, Vec<_>) =
        words.into_iter().partition(|word| DIPLOMAS.contains(&word.as_str()));
    let (mut shown, mut corrected, mut found) = (Vec::new(), false, Vec::<Ranks>::new());
    let mut rest = subjects.as_slice();
    while !rest.is_empty() {
        let (taken, said, ranks, mistaken) = known.next(rest);
        rest = &rest[taken..];
        if !ranks.is_empty() {
            shown.push(said);
            corrected |= mistaken;
            found.push(ranks);
        }
    }
    let of_diploma = |index: &usize| has_words(&all()[*index].to_string(), &diplomas);
    if subjects.is_empty() && !diplomas.is_empty() {
        found.push((0..all().len()).filter(of_diploma).map(|index| (index, 1)).collect());
    }
    let mut ranked = in_common(found);
    if !diplomas.is_empty() && ranked.keys().any(of_diploma) {
        ranked.retain(|index, _| of_diploma(index));
        shown.insert(0, diplomas.join(" "));
    }
    let mut ranked: Vec<(usize, usize)> =
        ranked.into_iter().map(|(index, rank)| (rank, index)).collect();
    ranked.sort_unstable();
    let formations: Vec<_> = ranked.into_iter().map(|(_, index)| &all()[index]).collect();
    (!formations.is_empty()).then(|| Understood { words: shown.join(" "), corrected, formations })
}

/// Words of pupils that are near to `text`: those that share a formation with what is understood of it, else those
/// that look like it. For a search that found nothing.
pub fn neighbours(text: &str) -> Vec<&'static str> {
    let known = thesaurus();
    let meant: Vec<&Formation> = understand(text).map(|found| found.formations).unwrap_or_default();
    let said = telling(text).iter().map(|word| stem(word)).collect::<Vec<_>>().join(" ");
    let mut near: Vec<(usize, &str)> = Vec::new();
    for line in &known.lines {
        let shared = line
            .formations
            .iter()
            .filter(|index| meant.iter().any(|one| std::ptr::eq(*one, &raw const all()[**index])));
        let shared = shared.count();
        let alike = (strsim::jaro_winkler(&said, &key(&line.head)) * 100.0).round();
        let score = if meant.is_empty() && alike >= 75.0 { alike as usize } else { shared };
        if score > 0 && key(&line.head) != said && line.head.chars().any(char::is_lowercase) {
            near.push((score, &line.head));
        }
    }
    near.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    near.into_iter().take(MOST_NEIGHBOURS).map(|(_, head)| head).collect()
}

/// The words of `text` that say something, without accents, gender and plural: what names of portals' own formations
/// are looked up by.
pub fn telling_words(text: &str) -> Vec<String> {
    let subjects = telling(text).into_iter().filter(|word| !DIPLOMAS.contains(&word.as_str()));
    subjects.map(|word| stem(&word)).collect()
}

/// Whether `name` has every word of `typed` that says something, or a word that begins so; with `slips`, also one that
/// is a typing mistake away.
pub fn is_named(name: &str, typed: &str, slips: bool) -> bool {
    let names: Vec<String> = split(name).iter().map(|word| stem(word)).collect();
    let (diplomas, subjects): (Vec<_>, Vec<_>) =
        telling(typed).into_iter().partition(|word| DIPLOMAS.contains(&word.as_str()));
    let is_there = |word: &String| {
        let word = stem(word);
        names.iter().any(|one| one.starts_with(&word) || (slips && mistake(&word, one).is_some()))
    };
    has_words(name, &diplomas) && subjects.iter().all(is_there)
}

/// Whether this is one of the words of pupils.
pub(super) fn is_form(word: &str) -> bool {
    thesaurus().forms.contains_key(&key(word))
}

impl Thesaurus {
    /// What the first words of `rest` mean: how many they are, how they are written, which formations, whether they
    /// were mistaken.
    fn next(&self, rest: &[String]) -> (usize, String, Ranks, bool) {
        let stems: Vec<String> = rest.iter().map(|word| stem(word)).collect();
        for length in (2..=LONGEST.min(rest.len())).rev() {
            if let Some((said, lines)) = self.forms.get(&stems[..length].join(" ")) {
                return (length, said.clone(), self.of_lines(lines, 2), false);
            }
        }
        let (word, stem) = (&rest[0], &stems[0]);
        let ranks = self.meant(stem);
        if !ranks.is_empty() {
            let said = self.vocabulary.get(stem).filter(|said| split(said).first() == Some(word));
            return (1, said.unwrap_or(word).clone(), ranks, false);
        }
        let nearest = self
            .vocabulary
            .iter()
            .filter_map(|(meant, said)| Some((mistake(stem, meant)?, meant, said)))
            .min();
        match nearest {
            Some((_, meant, said)) => (1, said.clone(), self.meant(meant), true),
            None => (1, word.clone(), Ranks::new(), false),
        }
    }

    /// The formations that a stem means, with their ranks.
    fn meant(&self, stem: &str) -> Ranks {
        let mut ranks = Ranks::new();
        for (index, label) in self.labels.iter().enumerate() {
            let begins =
                |word: &String| word == stem || (stem.len() >= BEGINNING && word.starts_with(stem));
            if let Some(position) = label.iter().position(begins) {
                ranks.insert(index, position.min(1));
            }
        }
        let lines = match self.forms.get(stem) {
            Some((_, lines)) => lines.clone(),
            None if stem.len() < BEGINNING => Vec::new(),
            None => self
                .forms
                .range(stem.to_owned()..)
                .take_while(|(form, _)| form.starts_with(stem))
                .filter(|(form, _)| !form.contains(' '))
                .flat_map(|(_, (_, lines))| lines.clone())
                .collect(),
        };
        for (index, rank) in self.of_lines(&lines, 2) {
            ranks.entry(index).or_insert(rank);
        }
        ranks
    }

    fn of_lines(&self, lines: &[usize], rank: usize) -> Ranks {
        let formations = lines.iter().flat_map(|line| &self.lines[*line].formations);
        let mut ranks = Ranks::new();
        for (place, index) in formations.enumerate() {
            ranks.entry(*index).or_insert(rank + place);
        }
        ranks
    }
}

/// The formations that all words mean; where there are none, those of each.
fn in_common(found: Vec<Ranks>) -> Ranks {
    let every = found.len();
    let mut sums: HashMap<usize, (usize, usize)> = HashMap::new();
    for (index, rank) in found.into_iter().flatten() {
        let (words, sum) = sums.entry(index).or_default();
        *words += 1;
        *sum += rank;
    }
    if sums.values().any(|(words, _)| *words == every) {
        sums.retain(|_, (words, _)| *words == every);
    }
    sums.into_iter().map(|(index, (_, sum))| (index, sum)).collect()
}

/// Whether a name has, for each diploma word, a word that begins so.
fn has_words(name: &str, diplomas: &[String]) -> bool {
    let name = split(name);
    diplomas.iter().all(|word| {
        let word = match word.as_str() {
            "2nde" | "seconde" => "2de",
            "baccalaureat" => "bac",
            "professionnel" => "pro",
            "technologique" => "techno",
            word => word,
        };
        name.iter().any(|one| one == word || (word == "2de" && one == "seconde"))
            || (word == "bacpro" && name.starts_with(&["bac".to_owned(), "pro".to_owned()]))
            || (word == "pro" && name.iter().any(|one| one == "professionnelle"))
    })
}

fn key(text: &str) -> String {
    telling(text).iter().map(|word| stem(word)).collect::<Vec<_>>().join(" ")
}

fn thesaurus() -> &'static Thesaurus {
    static THESAURUS: LazyLock<Thesaurus> = LazyLock::new(read);
    &THESAURUS
}

fn read() -> Thesaurus {
    let rows = table::rows::<Row>(include_str!("../../data/thesaurus.csv"));
    let (mut lines, mut forms, mut vocabulary) = (Vec::new(), BTreeMap::new(), HashMap::new());
    for row in rows {
        let formations = row.formations.split(',').flat_map(named).collect();
        let mut written = row.mots.split(',').map(str::trim).peekable();
        let head = written.peek().copied().unwrap_or_default().to_owned();
        for form in written {
            let entry = forms.entry(key(form)).or_insert_with(|| (form.to_owned(), Vec::new()));
            entry.1.push(lines.len());
            if !key(form).contains(' ') {
                vocabulary.entry(key(form)).or_insert_with(|| form.to_owned());
            }
        }
        lines.push(Line { head, formations });
    }
    let mut labels = Vec::new();
    for formation in all() {
        let words = telling(&format!(
            "{} {}",
            formation.label,
            formation.series.as_deref().unwrap_or_default()
        ));
        for word in words.iter().filter(|word| word.len() > BEGINNING) {
            vocabulary
                .entry(stem(word))
                .or_insert_with(|| written_in(&formation.to_string(), word));
        }
        labels.push(words.iter().map(|word| stem(word)).collect());
    }
    Thesaurus { lines, forms, labels, vocabulary }
}

/// The places of the formations that a selector of the file names.
fn named(selector: &str) -> Vec<usize> {
    search(selector)
        .filter_map(|one| all().iter().position(|other| std::ptr::eq(one, other)))
        .collect()
}

/// A folded word as the label writes it, in small letters.
fn written_in(label: &str, folded: &str) -> String {
    label
        .split(|c: char| !c.is_alphanumeric())
        .find(|word| split(word).first().is_some_and(|word| word == folded))
        .map_or_else(|| folded.to_owned(), str::to_lowercase)
}
