//! Diplomas and classes that lycées open to visitors: CAP, bac pro, 2de, 1re, technological series, options.
//!
//! Source: `data/formations.csv`. Each row names its licence (ONISEP: ODbL).
//!
//! | file | answers |
//! |---|---|
//! | here | what is on the list? |
//! | `starter` | what may a lycée of this kind teach? |
//! | `thesaurus` | what does a pupil mean by « infirmière », or by « cuisne »? |
//! | `tie` | which one does a lycée mean by its own name for it? |
//! | `words` | are these two words the same but for gender, plural, or a slip? |

mod starter;
mod thesaurus;
mod tie;
mod words;

pub use starter::{Branch, is_likely, taught};
pub use thesaurus::{Understood, is_named, neighbours, telling_words, understand};
pub use tie::tied;

use std::{fmt, sync::LazyLock};

use serde::Deserialize;

use crate::{names, table};

/// A formation of the national list.
#[derive(Clone, Debug, Deserialize)]
pub struct Formation {
    /// The diploma, in the file's word: "BAC PRO", "OPTION 2GT GENERALE".
    #[serde(rename = "type")]
    pub kind: String,
    /// Official label, without the diploma for CAP and bac pro: "Métiers de l’accueil".
    #[serde(rename = "libelle")]
    pub label: String,
    /// Technological series: "STMG".
    #[serde(rename = "serie")]
    pub series: Option<String>,
    /// Famille de métiers of the bac pro.
    #[serde(rename = "famille_metiers")]
    pub family: Option<String>,
    /// Branch of the trade, as the Ministry writes it: "Secteur Alimentation".
    #[serde(rename = "secteur")]
    pub sector: Option<String>,
    /// Code formation-diplôme (BCN), eight digits.
    #[serde(rename = "cfd")]
    pub code: Option<String>,
    /// Source of the row and the licence of its reuse.
    pub licence: String,
}

impl fmt::Display for Formation {
    /// The whole name: « Bac pro Métiers de l’accueil ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = names::display(&self.label);
        match self.kind.as_str() {
            "BAC PRO" => write!(f, "Bac pro {shown}"),
            "BAC PRO AGRICOLE" => write!(f, "Bac pro agricole {shown}"),
            "CAP" => write!(f, "CAP {shown}"),
            "CAP AGRICOLE" => write!(f, "CAP agricole {shown}"),
            kind if kind.starts_with("OPTION ") => write!(f, "Option de 2de\u{a0}: {shown}"),
            _ => f.write_str(&shown),
        }
    }
}

impl Formation {
    /// What it is stored under: its code; where the list has none, its folded name.
    pub fn key(&self) -> String {
        self.code.clone().unwrap_or_else(|| words::split(&self.to_string()).join("-"))
    }
}

/// The formation stored under a key.
pub fn by_key(key: &str) -> Option<&'static Formation> {
    static KEYS: LazyLock<std::collections::HashMap<String, &'static Formation>> =
        LazyLock::new(|| all().iter().map(|formation| (formation.key(), formation)).collect());
    KEYS.get(key).copied()
}

/// Every formation, in the file's order.
pub fn all() -> &'static [Formation] {
    static ALL: LazyLock<Vec<Formation>> =
        LazyLock::new(|| table::rows(include_str!("../../data/formations.csv")));
    &ALL
}

/// Finds formations whose name, series or code has, for each word sought, a word that starts with it.
/// Accents and case do not count. No words: nothing.
pub fn search(typed: &str) -> impl Iterator<Item = &'static Formation> {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| all().iter().map(search_text).collect());
    let sought: Vec<String> =
        words::split(typed).into_iter().map(|word| format!(" {word}")).collect();
    all().iter().zip(FOLDED.iter()).filter_map(move |(formation, text)| {
        (!sought.is_empty() && sought.iter().all(|word| text.contains(word))).then_some(formation)
    })
}

/// Folded words, each with a space before it, punctuation out of the way.
fn search_text(formation: &Formation) -> String {
    let parts = [&formation.series, &formation.code].into_iter().flatten().map(String::as_str);
    let whole = parts.fold(formation.to_string(), |text, part| format!("{text} {part}"));
    format!(" {}", words::split(&whole).join(" "))
}
