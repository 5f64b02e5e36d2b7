//! Départements and overseas territories, by the Ministry's codes (three characters).
//!
//! What belongs here: one row of `data/departements.csv` and how to find it. A UAI prefix is **not** the INSEE code:
//! 620 is 02A, 720 is 02B, 983 Nouvelle-Calédonie, 984 Polynésie, 987 Wallis-et-Futuna.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Academy, academies, table};

/// A département or an overseas territory.
#[derive(Clone, Debug, Deserialize)]
pub struct Department {
    /// The first three digits of its UAIs.
    #[serde(rename = "uai_prefix")]
    pub prefix: u16,
    /// The Ministry's code: "044", "02A", "974".
    #[serde(rename = "code_departement")]
    pub code: String,
    /// INSEE code: "44", "2A", "974".
    #[serde(rename = "code_insee")]
    pub insee: String,
    /// "Loire-Atlantique".
    #[serde(rename = "nom")]
    pub name: String,
    /// Code of its académie: "17".
    #[serde(rename = "code_academie")]
    pub academy_code: String,
    /// "Pays de la Loire".
    pub region: String,
}

impl Department {
    /// Its académie.
    pub fn academy(&self) -> Option<&'static Academy> {
        academies::by_code(&self.academy_code)
    }
}

/// Every département, in the order of the UAI prefixes.
pub fn all() -> &'static [Department] {
    static ALL: LazyLock<Vec<Department>> =
        LazyLock::new(|| table::rows(include_str!("../data/departements.csv")));
    &ALL
}

/// The département of a UAI prefix. 971 answers Guadeloupe; see [`locate`] for Saint-Martin and Saint-Barthélemy.
pub fn by_prefix(prefix: u16) -> Option<&'static Department> {
    all().iter().find(|department| department.prefix == prefix)
}

/// The département of a code in any of its spellings: "070", "70", "2A", "02a", "974".
pub fn by_code(code: &str) -> Option<&'static Department> {
    let code = format!("{:0>3}", code.trim().to_uppercase());
    all().iter().find(|department| department.code == code)
}

/// The département of a school: its prefix, told apart by the postal code where one prefix covers three islands.
pub fn locate(prefix: u16, postal_code: Option<&str>) -> Option<&'static Department> {
    match (prefix, postal_code) {
        (971, Some("97150")) => by_code("978"),
        (971, Some("97133")) => by_code("977"),
        _ => by_prefix(prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_read_and_belong_to_an_academy() {
        assert_eq!(all().len(), 107);
        assert!(all().iter().all(|department| department.academy().is_some()));
    }

    #[test]
    fn found_by_every_spelling() {
        for (code, name) in [
            ("70", "Haute-Saône"),
            ("1", "Ain"),
            ("2A", "Corse-du-Sud"),
            ("02b", "Haute-Corse"),
            ("974", "La Réunion"),
        ] {
            assert_eq!(by_code(code).unwrap().name, name);
        }
        assert_eq!(by_prefix(983).unwrap().name, "Nouvelle Calédonie");
        assert_eq!(by_prefix(971).unwrap().name, "Guadeloupe");
        assert_eq!(locate(971, Some("97150")).unwrap().name, "Saint-Martin");
        assert!(by_prefix(130).is_none());
    }
}
