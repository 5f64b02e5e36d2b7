//! Accents that a wrong encoding has garbled or lost.

use super::SchoolRecord;
use crate::names;

/// Signs of a text that was read in the wrong encoding; no school, street or town has one.
const SIGNS: &str = "\u{fffd}ÃÅÞÐ‚„†‡ˆ‰ŠŽƒ¿¡¬¤¢£¥¦¨©ª±¶¸¹¼½¾®¯÷×€™";

/// Words of most names, with their accents.
const WORDS: [&str; 7] = ["collège", "lycée", "général", "générale", "privé", "privée", "métiers"];

impl SchoolRecord {
    /// Whether its texts hold signs of a wrong encoding: « CollÃ¨ge », « Coll�ge », « Coll├¿ge ».
    pub fn is_garbled(&self) -> bool {
        self.texts().any(is_garbled)
    }

    /// Whether its texts lost accents on the way: « College », « Collge », « Coll?ge ». Some honest
    /// rows do; capitals without accents have lost none.
    pub fn has_lost_accents(&self) -> bool {
        self.texts().any(|text| text.split([' ', '-', '\'', '’', '(', ')', ',']).any(is_worn))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        [Some(&self.name), self.city.as_ref()]
            .into_iter()
            .flatten()
            .chain(&self.address)
            .map(String::as_str)
    }
}

fn is_garbled(text: &str) -> bool {
    let drawn = |c: char| matches!(c, '\u{2500}'..='\u{259f}');
    let broken = |(_, rest): (&str, &str)| !rest.starts_with(char::is_alphabetic);
    text.contains(|c| SIGNS.contains(c) || drawn(c)) || text.split_once('Â').is_some_and(broken)
}

/// Whether a word has a question mark inside, or is one of [`WORDS`] but for its accents.
fn is_worn(word: &str) -> bool {
    let asked = word.trim_end_matches('?').contains('?') && !word.starts_with('?');
    let lower = word.to_lowercase();
    let capitals = !word.contains(char::is_lowercase);
    asked || !capitals && WORDS.iter().any(|right| lower != *right && is_worn_form(&lower, right))
}

fn is_worn_form(word: &str, right: &str) -> bool {
    let bare = |text: &str| text.replace(|c: char| !c.is_ascii_alphabetic(), "");
    word == names::fold(right) || bare(word) == bare(right)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("CollÃ¨ge Cacault")]
    #[case("Coll\u{fffd}ge Cacault")]
    #[case("Coll├¿ge Cacault")]
    #[case("Coll‚ge Cacault")]
    #[case("LYCÃ‰E")]
    #[case("Lycée dâ€™Orvault")]
    #[case("Rez Â° Nord")]
    fn garbled(#[case] text: &str) {
        assert!(is_garbled(text), "{text}");
    }

    #[rstest]
    #[case("Collège Cacault")]
    #[case("LYCÉE DE CHÂTEAUBRIANT")]
    #[case("Lycée n° 2 d’Œuvre, L’Haÿ-les-Roses")]
    #[case("Skolaj Diwan Plañvour")]
    fn honest(#[case] text: &str) {
        assert!(!is_garbled(text), "{text}");
    }

    #[rstest]
    #[case("College", true)]
    #[case("Collge", true)]
    #[case("Coll?ge", true)]
    #[case("d?Infanterie", true)]
    #[case("metiers", true)]
    #[case("Lyce", true)]
    #[case("Lycée", false)]
    #[case("LYCEE", false)]
    #[case("Cacault", false)]
    fn worn(#[case] word: &str, #[case] expected: bool) {
        assert_eq!(is_worn(word), expected);
    }
}
