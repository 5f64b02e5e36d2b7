//! Académies and vice-rectorats: who administers the schools of a place.
//!
//! Source: `data/academies.csv`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Uai, calendar::HolidayZone, departments, mailboxes::MailboxForm, names, table};

/// An académie (or a vice-rectorat overseas).
#[derive(Clone, Debug)]
pub struct Academy {
    /// Two digits, as in the Ministry's files: "17".
    pub code: String,
    /// "Nantes".
    pub name: String,
    /// Domain of the school mailboxes: "ac-nantes.fr".
    pub mail_domain: String,
    /// Zone of the school holidays.
    pub holiday_zone: HolidayZone,
    /// The form of most of its public schools' mailboxes.
    pub mailbox_form: MailboxForm,
    /// Every regular form seen on its public schools, the dominant one first.
    pub seen_forms: Vec<MailboxForm>,
}

/// Every académie, by code.
pub fn all() -> &'static [Academy] {
    static ALL: LazyLock<Vec<Academy>> = LazyLock::new(|| {
        table::rows::<Row>(include_str!("../data/academies.csv"))
            .into_iter()
            .map(Academy::from)
            .collect()
    });
    &ALL
}

/// The académie of a code: "17", or "1" where a spreadsheet ate the zero.
pub fn by_code(code: &str) -> Option<&'static Academy> {
    let code = format!("{:0>2}", code.trim());
    all().iter().find(|academy| academy.code == code)
}

/// The académie of a code or a name: "17", "nantes", « Académie de Nantes ».
pub fn named(typed: &str) -> Option<&'static Academy> {
    let plain = |name: &str| names::fold(name).replace(['-', '\'', '’'], " ");
    let sought = plain(typed.trim());
    let name = sought.trim_start_matches("academie ").trim_start_matches("de ");
    by_code(typed)
        .or_else(|| all().iter().find(|one| [name, &sought].contains(&plain(&one.name).as_str())))
}

/// The académie of a school, by the prefix of its UAI.
pub fn by_uai(uai: Uai) -> Option<&'static Academy> {
    by_code(&departments::by_prefix(uai.prefix())?.academy_code)
}

#[derive(Deserialize)]
struct Row {
    code_academie: String,
    nom: String,
    domaine_mail: String,
    zone_vacances: HolidayZone,
    local_part_dominant: MailboxForm,
    n_ce_uai: u32,
    n_uai_seul: u32,
    n_ce_uai_sans_lettre: u32,
}

impl From<Row> for Academy {
    fn from(row: Row) -> Self {
        let mut seen = [
            (row.n_ce_uai, MailboxForm::CeUai),
            (row.n_uai_seul, MailboxForm::Uai),
            (row.n_ce_uai_sans_lettre, MailboxForm::CeUaiWithoutLetter),
        ];
        seen.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        Self {
            code: row.code_academie,
            name: row.nom,
            mail_domain: row.domaine_mail,
            holiday_zone: row.zone_vacances,
            mailbox_form: row.local_part_dominant,
            seen_forms: seen
                .into_iter()
                .filter(|&(count, _)| count > 0)
                .map(|(_, form)| form)
                .collect(),
        }
    }
}
