//! From a record of the file to a row of `schools`, and back to a [`School`].

use chrono::{DateTime, Utc};
use education::directory::{SchoolRecord, Sector, State};
use education::names;

use super::{Listed, OwnWords, School};
use crate::Fault;
use crate::entity::{school_profiles, schools};
use crate::ids::SchoolId;
use crate::text::{AddressLine, HeadName, HeadQuality, Insurance, OwnName, TextRefused};

/// Where a row comes from.
pub(super) const FROM_DIRECTORY: &str = "directory";

/// The row of a record, whole. What the record does not say follows from its UAI, or is empty.
pub(super) fn row(record: &SchoolRecord, now: DateTime<Utc>) -> schools::Model {
    let located = record.located();
    let department = record.department.clone().or_else(|| located.map(|one| one.code.clone()));
    let academy = record.academy.clone().or_else(|| located.map(|one| one.academy_code.clone()));
    let mut row = schools::Model {
        uai: SchoolId(record.uai),
        search_key: String::new(),
        name: names::display(&record.name),
        kind: record.kind.as_str().to_owned(),
        nature_code: record.nature_code.map(|code| code.to_string()),
        sector: sector_word(record.sector).to_owned(),
        agricultural: record.agricultural,
        address: record.address.join("\n"),
        postal_code: record.postal_code.clone().unwrap_or_default(),
        town: String::new(),
        city: record.city.as_deref().map(names::display).unwrap_or_default(),
        latitude: record.latitude,
        longitude: record.longitude,
        department: department.unwrap_or_default(),
        academy: academy.unwrap_or_default(),
        phone: record.phone.clone(),
        mail: record.mail.clone(),
        mother_uai: record.mother.map(SchoolId),
        state: state_word(record.state.unwrap_or(State::Open)).to_owned(),
        source: FROM_DIRECTORY.to_owned(),
        // Read by the version before this one only, which compares it.
        listed_hash: String::new(),
        updated_at: now,
    };
    row.index();
    row
}

impl schools::Model {
    /// Brings up to date what searches compare.
    pub(super) fn index(&mut self) {
        self.search_key = names::fold(&format!("{} {} {}", self.name, self.city, self.uai));
        self.town = names::town(&self.city);
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
            name: kept(row.name, OwnName::stored),
            address: kept(row.address, AddressLine::stored_lines),
            phone: row.phone,
            mail: row.mail,
            head_name: kept(row.head_name, HeadName::stored),
            head_quality: kept(row.head_quality, HeadQuality::stored),
            insurance: kept(row.insurance, Insurance::stored),
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
