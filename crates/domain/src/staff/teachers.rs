//! Which entry of the lycée's list of teachers a person is.
//!
//! An editor says it. Until then a name only proposes it: people type their names themselves, and a name opens
//! nothing. Signs and titles do not count: « M. KERVELLA » is Yann Kervella.

use std::collections::HashMap;

use education::names::words;
use sea_orm::{ColumnTrait, QueryFilter};

use super::StaffRole;
use crate::Fault;
use crate::entity::{accounts, staff, teachers};
use crate::ids::{StaffId, TeacherId, TenantId};
use crate::store::Tx;

/// Words before a teacher's name that are no name.
const TITLES: [&str; 14] = [
    "m", "mr", "mme", "mlle", "melle", "mrs", "ms", "dr", "pr", "prof", "monsieur", "madame",
    "mademoiselle", "professeur",
];

impl Tx<'_, TenantId> {
    /// The teachers on the staff, with their accounts.
    pub(super) async fn teachers_of_staff(
        &self,
    ) -> Result<Vec<(staff::Model, accounts::Model)>, Fault> {
        let query = self.find::<staff::Entity>().filter(staff::Column::Role.eq(StaffRole::Teacher));
        let rows = self.all(query).await?;
        let mut people =
            self.by_id::<accounts::Entity>(rows.iter().map(|row| row.account_id)).await?;
        let with = |row: staff::Model| people.remove(&row.account_id).map(|person| (row, person));
        Ok(rows.into_iter().filter_map(with).collect())
    }
}

/// Which entry each untied person seems to be: the only one that her name fits, when it is nobody's yet and
/// fits nobody else. Two of one name stay apart: an editor says who is who.
pub(super) fn proposals(
    people: &[(staff::Model, accounts::Model)],
    list: &[teachers::Model],
) -> HashMap<StaffId, TeacherId> {
    let fitting = |person: &accounts::Model| {
        let fit: Vec<TeacherId> = list
            .iter()
            .filter(|entry| fits((&person.first_name, &person.last_name), &entry.name))
            .map(|entry| entry.id)
            .collect();
        fit
    };
    let all: Vec<(&staff::Model, Vec<TeacherId>)> =
        people.iter().map(|(row, person)| (row, fitting(person))).collect();
    let is_free = |teacher: &TeacherId, me: StaffId| {
        all.iter().all(|(row, fit)| {
            row.id == me
                || match row.teacher_id {
                    Some(other) => other != *teacher,
                    None => !fit.contains(teacher),
                }
        })
    };
    let proposal = |(row, fit): &(&staff::Model, Vec<TeacherId>)| match fit.as_slice() {
        [one] if row.teacher_id.is_none() && is_free(one, row.id) => Some((row.id, *one)),
        _ => None,
    };
    all.iter().filter_map(proposal).collect()
}

/// Whether an entry's words, but titles, are all in the person's name, her family name's among them. A
/// single letter is the first of her first name.
fn fits((first, last): (&str, &str), entry: &str) -> bool {
    let (first, last) = (words(first), words(last));
    let entry = words(entry);
    let entry: Vec<&String> =
        entry.iter().filter(|word| !TITLES.contains(&word.as_str())).collect();
    let is_first = |word: &str| {
        first.iter().any(|name| name == word || word.len() == 1 && name.starts_with(word))
    };
    entry.iter().any(|word| last.contains(word))
        && entry.iter().all(|word| last.contains(word) || is_first(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_titles_do_not_count() {
        let yann = ("Yann", "Kervella");
        for entry in [
            "M. Kervella", "M.Kervella", "M\u{a0}KERVELLA", "Kervella", "Mr Kervella",
            "Y. Kervella", "Prof. Kervella", "KERVELLA Yann", "Monsieur Kervella,",
        ] {
            assert!(fits(yann, entry), "{entry}");
        }
        for entry in ["M. Yann", "M.", "", "Mme Kerjean", "M. P. Kervella", "M. Kervella-Morvan"] {
            assert!(!fits(yann, entry), "{entry}");
        }
        let maud = ("Maud-Hélène", "L’Hénaff Le Goff");
        for entry in ["Mme L'Henaff", "Mlle Le Goff", "M.-H. LE GOFF", "Mme Hélène L´Hénaff"] {
            assert!(fits(maud, entry), "{entry}");
        }
    }
}
