//! From a record of the file to a row of `schools`, and back to a [`School`].

use chrono::{DateTime, Utc};
use education::directory::{SchoolRecord, Sector, State};
use education::names;
use sea_orm::Set;
use sha2::{Digest, Sha256};

use super::{Listed, OwnWords, School};
use crate::Fault;
use crate::entity::{school_profiles, schools};
use crate::ids::SchoolId;
use crate::text::{AddressLine, HeadName, HeadQuality, Insurance, OwnName, TextRefused};

/// Part of every fingerprint: raise it when [`row`] writes the same record differently, so that the
/// next import rewrites every school.
const FORM: &str = "2";

/// Where a row comes from.
pub(super) const FROM_DIRECTORY: &str = "directory";

/// A fingerprint of all that is kept of a record: the same, and nothing has changed.
pub(super) fn fingerprint(record: &SchoolRecord) -> String {
    let mut hash = Sha256::new();
    hash.update(FORM);
    // Debug of plain values: any difference shows, and nothing else reads it.
    hash.update(format!(
        "{:?}",
        (
            (
                &record.name, record.kind, record.nature_code, record.sector, record.agricultural,
                &record.address
            ),
            (
                &record.postal_code, &record.city, &record.department, &record.academy,
                &record.phone, &record.mail
            ),
            (record.mother, record.state),
            (record.latitude, record.longitude),
        )
    ));
    hex::encode(hash.finalize())
}

/// The row of a record, whole.
pub(super) fn row(
    record: &SchoolRecord,
    listed_hash: String,
    now: DateTime<Utc>,
) -> schools::ActiveModel {
    let name = names::display(&record.name);
    let city = record.city.as_deref().map(names::display).unwrap_or_default();
    schools::ActiveModel {
        uai: Set(SchoolId(record.uai)),
        search_key: Set(names::fold(&format!("{name} {city} {}", record.uai))),
        name: Set(name),
        kind: Set(record.kind.as_str().to_owned()),
        nature_code: Set(record.nature_code.map(|code| code.to_string())),
        sector: Set(sector_word(record.sector).to_owned()),
        agricultural: Set(record.agricultural),
        address: Set(record.address.join("\n")),
        postal_code: Set(record.postal_code.clone().unwrap_or_default()),
        town: Set(names::town(&city)),
        city: Set(city),
        latitude: Set(record.latitude),
        longitude: Set(record.longitude),
        department: Set(record.department.clone().unwrap_or_default()),
        academy: Set(record.academy.clone().unwrap_or_default()),
        phone: Set(record.phone.clone()),
        mail: Set(record.mail.clone()),
        mother_uai: Set(record.mother.map(SchoolId)),
        state: Set(state_word(record.state.unwrap_or(State::Open)).to_owned()),
        source: Set(FROM_DIRECTORY.to_owned()),
        listed_hash: Set(listed_hash),
        updated_at: Set(now),
    }
}

impl School {
    pub(crate) fn read(
        row: schools::Model,
        own: Option<school_profiles::Model>,
    ) -> Result<Self, Fault> {
        let damaged = |what: &str| Fault::Damaged(format!("{what} of school {}", row.uai));
        Ok(Self {
            uai: row.uai.0,
            kind: row.kind.parse().map_err(|_| damaged("kind"))?,
            sector: match row.sector.as_str() {
                "public" => Some(Sector::Public),
                "private" => Some(Sector::Private),
                _ => None,
            },
            agricultural: row.agricultural,
            mother: row.mother_uai.map(|uai| uai.0),
            state: state_of(&row.state).ok_or_else(|| damaged("state"))?,
            department: row.department,
            academy: row.academy,
            listed: Listed {
                name: row.name,
                street: lines(&row.address),
                postal_code: row.postal_code,
                city: row.city,
                phone: row.phone,
                mail: row.mail,
            },
            own: own.map(OwnWords::from).unwrap_or_default(),
        })
    }
}

impl From<school_profiles::Model> for OwnWords {
    fn from(row: school_profiles::Model) -> Self {
        Self {
            name: kept(row.name, OwnName::parse),
            address: kept(row.address, AddressLine::lines),
            phone: row.phone,
            mail: row.mail,
            head_name: kept(row.head_name, HeadName::parse),
            head_quality: kept(row.head_quality, HeadQuality::parse),
            insurance: kept(row.insurance, Insurance::parse),
            version: row.version,
        }
    }
}

/// A correction that was checked when it was written. One that would not be kept today is none.
fn kept<T>(stored: Option<String>, parse: fn(&str) -> Result<T, TextRefused>) -> Option<T> {
    stored.and_then(|text| parse(&text).ok())
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

pub(super) fn sector_word(sector: Option<Sector>) -> &'static str {
    match sector {
        Some(Sector::Public) => "public",
        Some(Sector::Private) => "private",
        None => "",
    }
}

pub(super) fn state_word(state: State) -> &'static str {
    match state {
        State::Opening => "opening",
        State::Open => "open",
        State::Closing => "closing",
        State::Closed => "closed",
    }
}

fn state_of(word: &str) -> Option<State> {
    [State::Opening, State::Open, State::Closing, State::Closed]
        .into_iter()
        .find(|state| state_word(*state) == word)
}
