//! The national formation that a lycée's own name for what it teaches certainly means.

use std::collections::HashMap;
use std::sync::LazyLock;

use strsim::osa_distance;

use super::words::{split, stem};
use super::{Formation, all, thesaurus};

/// Little words that names have or have not.
const LITTLE: &[&str] =
    &["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les"];
/// Ways to write a diploma, the longest first, each put as the list's names put it.
const WRITTEN: &[(&str, &str)] = &[
    ("certificat d aptitude professionnelle", "cap"),
    ("baccalaureat professionnel", "bac pro"),
    ("bac professionnel", "bac pro"),
    ("bacpro", "bac pro"),
    ("baccalaureat technologique", "bac techno"),
    ("bac technologique", "bac techno"),
    ("seconde professionnelle", "2de professionnelle"),
    ("2nde", "2de"),
    ("capa", "cap agricole"),
];

/// The formation that `name` certainly means: its name but for case, accents, gender, the spelling of the diploma and
/// a slip of the hand; « Bac pro MELEC »; or the name with something after a comma. `None`: the lycée's own.
pub fn tied(name: &str) -> Option<&'static Formation> {
    static NAMES: LazyLock<HashMap<String, &'static Formation>> =
        LazyLock::new(|| all().iter().map(|one| (normal(&one.to_string()), one)).collect());
    let wanted = normal(name);
    let head = name.split([',', '(', '–', '—']).next().filter(|head| *head != name);
    NAMES
        .get(&wanted)
        .copied()
        .or_else(|| nearest(&wanted, &NAMES))
        .or_else(|| acronym(name))
        .or_else(|| NAMES.get(&normal(head?)).copied())
}

/// One mistake for each ten letters, two at most, and no second name that is as near. The diploma and the letter of an
/// option have no mistakes.
fn nearest(
    wanted: &str,
    names: &HashMap<String, &'static Formation>,
) -> Option<&'static Formation> {
    let allowed = (wanted.len() / 10).min(2);
    let mut near: Vec<(usize, &Formation)> = names
        .iter()
        .filter(|(name, _)| short_words(name) == short_words(wanted))
        .map(|(name, one)| (osa_distance(name, wanted), *one))
        .filter(|(mistakes, _)| *mistakes <= allowed)
        .collect();
    near.sort_by_key(|(mistakes, _)| *mistakes);
    match near.as_slice() {
        [(_, one)] => Some(*one),
        [(first, one), (second, _), ..] if first + 1 < *second => Some(*one),
        _ => None,
    }
}

/// « Bac pro MELEC »: a diploma and capitals that mean one formation of it.
fn acronym(name: &str) -> Option<&'static Formation> {
    let capitals = name.split_whitespace().last()?;
    let is_acronym = capitals.chars().filter(|c| c.is_uppercase()).count() >= 3
        && capitals.chars().all(char::is_alphanumeric);
    let known = is_acronym && thesaurus::is_form(capitals);
    let words = split(name).len();
    if !known || !(2..=3).contains(&words) {
        return None;
    }
    match thesaurus::understand(name)?.formations.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn normal(name: &str) -> String {
    let words = format!(" {} ", split(name).join(" "));
    let words = WRITTEN.iter().fold(words, |words, (written, put)| {
        words.replace(&format!(" {written} "), &format!(" {put} "))
    });
    let telling =
        words.split_whitespace().filter(|word| !LITTLE.contains(word) || is_option(&words, word));
    telling.map(stem).collect::<Vec<_>>().join(" ")
}

/// « option A »: here the letter is no little word.
fn is_option(words: &str, letter: &str) -> bool {
    words.contains(&format!(" option {letter} "))
}

/// The first word and all of three letters or fewer.
fn short_words(name: &str) -> Vec<&str> {
    name.split(' ')
        .enumerate()
        .filter(|(at, word)| *at == 0 || word.len() <= 3)
        .map(|(_, word)| word)
        .collect()
}
