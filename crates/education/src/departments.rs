//! Départements and overseas territories, by the Ministry's codes (three characters).
//!
//! Source: `data/departements.csv`. A UAI prefix is **not** the INSEE code: 620 is 02A, 720 is 02B,
//! 983 Nouvelle-Calédonie, 984 Polynésie, 987 Wallis-et-Futuna.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{names, table};

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

/// The département of a code or a name: "44", "loire atlantique".
pub fn named(typed: &str) -> Option<&'static Department> {
    let plain = |name: &str| names::fold(name).replace(['-', '\'', '’'], " ");
    let sought = plain(typed.trim());
    by_code(typed).or_else(|| all().iter().find(|one| plain(&one.name) == sought))
}

/// The département of a school: its prefix, told apart by the postal code where one prefix covers three islands.
pub fn locate(prefix: u16, postal_code: Option<&str>) -> Option<&'static Department> {
    match (prefix, postal_code) {
        (971, Some("97150")) => by_code("978"),
        (971, Some("97133")) => by_code("977"),
        _ => by_prefix(prefix),
    }
}
