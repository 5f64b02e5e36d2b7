//! Diplomas and classes that lycées open to visitors: CAP, bac pro, 2de, 1re, technological series, options.
//!
//! What belongs here: one row of `data/formations.csv` and how to find it. The licence is kept by row (ONISEP: ODbL).

use std::{fmt, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{names, table};

/// What the formation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FormationKind {
    /// Seconde générale et technologique.
    #[serde(rename = "2DE GT")]
    Seconde,
    /// Seconde with its own programme (STHR, BT musique).
    #[serde(rename = "2DE SPECIFIQUE")]
    SecondeSpecific,
    /// Seconde professionnelle, by family of trades.
    #[serde(rename = "2DE PRO")]
    SecondePro,
    /// Première générale.
    #[serde(rename = "1RE GENERALE")]
    PremiereGeneral,
    /// Première technologique.
    #[serde(rename = "1RE TECHNO")]
    PremiereTechno,
    /// Baccalauréat général.
    #[serde(rename = "BAC GENERAL")]
    BacGeneral,
    /// Baccalauréat technologique.
    #[serde(rename = "BAC TECHNO")]
    BacTechno,
    /// Baccalauréat professionnel.
    #[serde(rename = "BAC PRO")]
    BacPro,
    /// Baccalauréat professionnel of the Ministry of Agriculture.
    #[serde(rename = "BAC PRO AGRICOLE")]
    BacProAgricultural,
    /// Certificat d’aptitude professionnelle.
    #[serde(rename = "CAP")]
    Cap,
    /// CAP of the Ministry of Agriculture.
    #[serde(rename = "CAP AGRICOLE")]
    CapAgricultural,
    /// General option of seconde.
    #[serde(rename = "OPTION 2GT GENERALE")]
    OptionGeneral,
    /// Technological option of seconde.
    #[serde(rename = "OPTION 2GT TECHNOLOGIQUE")]
    OptionTechno,
}

impl FormationKind {
    /// The words before the label: « Bac pro », « CAP »; empty where the label says it all.
    pub const fn label(self) -> &'static str {
        match self {
            Self::BacPro => "Bac pro",
            Self::BacProAgricultural => "Bac pro agricole",
            Self::Cap => "CAP",
            Self::CapAgricultural => "CAP agricole",
            Self::OptionGeneral | Self::OptionTechno => "Option de 2de",
            _ => "",
        }
    }
}

/// A formation of the national list.
#[derive(Clone, Debug, Deserialize)]
pub struct Formation {
    /// What it leads to.
    #[serde(rename = "type")]
    pub kind: FormationKind,
    /// Official label, without the diploma for CAP and bac pro: "Métiers de l’accueil".
    #[serde(rename = "libelle")]
    pub label: String,
    /// Technological series: "STMG".
    #[serde(rename = "serie")]
    pub series: Option<String>,
    /// Famille de métiers of the bac pro.
    #[serde(rename = "famille_metiers")]
    pub family: Option<String>,
    /// Code formation-diplôme (BCN), eight digits.
    #[serde(rename = "cfd")]
    pub code: Option<String>,
    /// Where the row comes from and under which licence it may be reused.
    #[serde(rename = "licence")]
    pub licence: String,
}

impl fmt::Display for Formation {
    /// The whole name: « Bac pro Métiers de l’accueil ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = names::display(&self.label);
        match self.kind.label() {
            "" => f.write_str(&shown),
            "Option de 2de" => write!(f, "Option de 2de\u{a0}: {shown}"),
            kind => write!(f, "{kind} {shown}"),
        }
    }
}

/// Every formation, in the file's order.
pub fn all() -> &'static [Formation] {
    static ALL: LazyLock<Vec<Formation>> =
        LazyLock::new(|| table::rows(include_str!("../data/formations.csv")));
    &ALL
}

/// The formations in whose name, series or family every word occurs at the head of a word, accents and case aside.
/// No words: nothing.
pub fn search(words: &str) -> impl Iterator<Item = &'static Formation> {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| all().iter().map(search_text).collect());
    let sought: Vec<String> =
        names::fold(words).split_whitespace().map(|word| format!(" {word}")).collect();
    all().iter().zip(FOLDED.iter()).filter_map(move |(formation, text)| {
        (!sought.is_empty() && sought.iter().all(|word| text.contains(word))).then_some(formation)
    })
}

/// Folded words, each with a space before it, punctuation out of the way.
fn search_text(formation: &Formation) -> String {
    let parts = [&formation.series, &formation.family, &formation.code]
        .into_iter()
        .flatten()
        .map(String::as_str);
    let whole = parts.fold(formation.to_string(), |text, part| format!("{text} {part}"));
    let spaced = names::fold(&whole).replace(|c: char| !c.is_alphanumeric(), " ");
    format!(" {}", spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_read() {
        assert_eq!(all().len(), 363);
        assert!(
            all()
                .iter()
                .all(|formation| !formation.label.is_empty() && !formation.licence.is_empty())
        );
        assert!(
            all()
                .iter()
                .filter_map(|formation| formation.code.as_ref())
                .all(|code| code.len() == 8)
        );
    }

    #[test]
    fn found_without_accents() {
        let found: Vec<String> = search("bac pro ELECTRICITE").map(ToString::to_string).collect();
        assert_eq!(found, ["Bac pro Métiers de l’électricité et de ses environnements connectés"]);
        assert!(search("stmg").count() >= 5);
        assert!(search("cap cuisine").any(|formation| formation.kind == FormationKind::Cap));
        assert_eq!(search("  ").count(), 0);
        assert_eq!(search("zzz").count(), 0);
    }
}
