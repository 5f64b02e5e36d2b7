//! Words as they are compared: without accents, gender and plural; and by ear, for typing mistakes.

use strsim::{jaro_winkler, osa_distance};

use crate::names;

/// Words that say nothing of what is taught.
const SILENT: &[&str] = &[
    "a", "au", "aux", "avec", "c", "chez", "comme", "d", "dans", "de", "des", "devenir", "du",
    "en", "est", "et", "etre", "faire", "formation", "formations", "j", "je", "l", "la", "le",
    "les", "lycee", "metier", "metiers", "mini", "ministage", "ministages", "ou", "par", "pour",
    "que", "s", "stage", "stages", "sur", "travail", "travailler", "un", "une", "veux", "voudrais",
];

/// Endings that tell a woman from a man; the stem is the man's.
const FEMININE: &[(&str, &str)] = &[
    ("iere", "ier"),
    ("euse", "eur"),
    ("trice", "teur"),
    ("ienne", "ien"),
    ("onne", "on"),
    ("ante", "ant"),
    ("ere", "er"),
    ("ive", "if"),
    ("ee", "e"),
];

/// Letters that are heard alike, in the order in which they are replaced.
const HEARD: &[(&str, &str)] = &[
    ("eau", "o"),
    ("au", "o"),
    ("ph", "f"),
    ("qu", "k"),
    ("ch", "$"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("ai", "e"),
    ("ei", "e"),
    ("y", "i"),
    ("z", "s"),
    ("h", ""),
];

/// A likeness below this is chance.
const ALIKE: f64 = 0.8;

/// The folded words of a text, punctuation out of the way.
pub(super) fn split(text: &str) -> Vec<String> {
    let spaced = names::fold(text).replace(|c: char| !c.is_alphanumeric(), " ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Those that say something.
pub(super) fn telling(text: &str) -> Vec<String> {
    split(text).into_iter().filter(|word| !SILENT.contains(&word.as_str())).collect()
}

/// A folded word without gender and plural: « coiffeuses » is "coiffeur".
pub(super) fn stem(word: &str) -> String {
    let plural = word.len() > 3 && word.ends_with(['s', 'x']) && !word.ends_with("ss");
    let single = if plural { &word[..word.len() - 1] } else { word };
    FEMININE
        .iter()
        .find_map(|(hers, his)| Some(format!("{}{his}", single.strip_suffix(hers)?)))
        .unwrap_or_else(|| single.to_owned())
}

/// How far apart two stems are, by ear, if it can be a typing mistake (nobody mistakes the first letter): the number of mistakes, and how unlike they are
/// otherwise (in thousandths).
pub(super) fn mistake(typed: &str, meant: &str) -> Option<(usize, u16)> {
    let (typed, meant) = (heard(typed), heard(meant));
    if typed.chars().next() != meant.chars().next() {
        return None;
    }
    let mistakes = osa_distance(&typed, &meant);
    let allowed = match typed.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    let likeness = jaro_winkler(&typed, &meant);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1000"
    )]
    let unlike = ((1.0 - likeness) * 1000.0) as u16;
    (mistakes <= allowed && likeness >= ALIKE).then_some((mistakes, unlike))
}

fn heard(stem: &str) -> String {
    let replaced =
        HEARD.iter().fold(stem.to_owned(), |word, (seen, heard)| word.replace(seen, heard));
    let mut sound = String::with_capacity(replaced.len());
    for letter in replaced.chars() {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    if sound.len() > 2 && sound.ends_with('e') {
        sound.pop();
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gender_and_plural_are_one_stem() {
        for (his, hers) in [
            ("coiffeur", "coiffeuses"),
            ("infirmier", "infirmiere"),
            ("boulanger", "boulangeres"),
            ("electricien", "electricienne"),
            ("macon", "maconne"),
            ("animateur", "animatrice"),
            ("soignant", "soignantes"),
        ] {
            assert_eq!(stem(his), stem(hers));
        }
    }

    #[test]
    fn what_sounds_alike_is_no_mistake() {
        assert_eq!(mistake("informatik", "informatique").map(|far| far.0), Some(0));
        assert_eq!(mistake("cuisne", "cuisine").map(|far| far.0), Some(1));
        assert_eq!(mistake("bois", "moto"), None);
        assert_eq!(mistake("chat", "char"), None);
    }
}
