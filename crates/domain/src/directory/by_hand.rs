//! A school that the directory does not list, described by whoever asks for its account.

use chrono::{DateTime, Utc};
use education::directory::State;
use education::natures::Kind;
use education::{Academy, Uai, academies, departments, names};
use sea_orm::Set;

use super::record::{sector_word, state_word};
use crate::entity::schools;
use crate::ids::SchoolId;
use crate::text::{City, SchoolName, Street};

/// Where a row comes from that an operator accepted.
const BY_HAND: &str = "by_hand";

/// A school as its applicant describes it: what the form of Nantes asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescribedSchool {
    /// « Académie »: its code, "17".
    pub academy: String,
    /// « Type d'établissement ».
    pub kind: Kind,
    /// « Nom établissement ».
    pub name: SchoolName,
    /// « Adresse ».
    pub address: Street,
    /// « Code Postal ».
    pub postal_code: String,
    /// « Ville ».
    pub city: City,
}

impl DescribedSchool {
    /// Its académie.
    pub fn academy(&self) -> Option<&'static Academy> {
        academies::by_code(&self.academy)
    }
}

/// The row of a school that the directory does not list, as its applicant described it. It has no
/// fingerprint, so the first import that lists the school takes over; and no mailbox, because the
/// one that its applicant proved is hers.
pub(crate) fn added_by_hand(
    uai: Uai,
    school: &DescribedSchool,
    now: DateTime<Utc>,
) -> schools::ActiveModel {
    let department = departments::locate(uai.prefix(), Some(&school.postal_code));
    schools::ActiveModel {
        uai: Set(SchoolId(uai)),
        search_key: Set(names::fold(&format!("{} {} {uai}", school.name, school.city))),
        name: Set(school.name.to_string()),
        kind: Set(school.kind.as_str().to_owned()),
        nature_code: Set(None),
        sector: Set(sector_word(None).to_owned()),
        agricultural: Set(false),
        address: Set(school.address.to_string()),
        postal_code: Set(school.postal_code.clone()),
        city: Set(school.city.to_string()),
        town: Set(names::town(&school.city)),
        latitude: Set(None),
        longitude: Set(None),
        department: Set(department.map(|one| one.code.clone()).unwrap_or_default()),
        academy: Set(school.academy.clone()),
        phone: Set(None),
        mail: Set(None),
        mother_uai: Set(None),
        state: Set(state_word(State::Open).to_owned()),
        source: Set(BY_HAND.to_owned()),
        listed_hash: Set(String::new()),
        updated_at: Set(now),
    }
}
