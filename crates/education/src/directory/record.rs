//! One school of the directory, cleaned.

use chrono::NaiveDate;
use csv::ByteRecord;
use serde::{Deserialize, Serialize};

use super::{
    RefusalReason, clean,
    columns::{Column, Columns},
};
use crate::{
    Department, Uai, departments,
    mailboxes::{self, Mailbox},
    names,
    natures::Kind,
};

/// Public or private.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Public.
    Public,
    /// Privé, under contract or not.
    Private,
}

/// Whether a school is open (column `etat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// « A OUVRIR ».
    Opening,
    /// « OUVERT ».
    Open,
    /// « A FERMER »: still open, not for long.
    Closing,
    /// « FERME ».
    Closed,
}

impl State {
    /// Whether pupils go there today.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Closing)
    }

    fn read(value: &str) -> Option<Self> {
        match names::fold(value).as_str() {
            "ouvert" => Some(Self::Open),
            "a ouvrir" => Some(Self::Opening),
            "a fermer" => Some(Self::Closing),
            "ferme" => Some(Self::Closed),
            _ => None,
        }
    }
}

/// A school as the directory lists it. `None` means that the file says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolRecord {
    /// Its number.
    pub uai: Uai,
    /// Its name, as listed; [`names::display`] puts it in shape for the screen.
    pub name: String,
    /// From its nature, else from its type.
    pub kind: Kind,
    /// The Ministry's `code_nature`: 320.
    pub nature_code: Option<u16>,
    /// Public or private.
    pub sector: Option<Sector>,
    /// Up to three lines, without postal code and city.
    pub address: Vec<String>,
    /// Five digits: "01505".
    pub postal_code: Option<String>,
    /// "Ambérieu-en-Bugey".
    pub city: Option<String>,
    /// The Ministry's code, three characters: "001", "02A".
    pub department: Option<String>,
    /// Two digits: "10".
    pub academy: Option<String>,
    /// « 04 74 38 01 99 ».
    pub phone: Option<String>,
    /// As listed, in lower case; may be broken. Use [`SchoolRecord::mailbox`] to write to the school.
    pub mail: Option<String>,
    /// Open or not.
    pub state: Option<State>,
    /// The school that it is a section or an annex of.
    pub mother: Option<Uai>,
    /// A school of the Ministry of Agriculture.
    pub agricultural: bool,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    /// When the Ministry changed this row.
    pub updated_on: Option<NaiveDate>,
}

impl SchoolRecord {
    pub(super) fn read(columns: &Columns, row: &ByteRecord) -> Result<Self, RefusalReason> {
        let get = |column| columns.get(row, column);
        let uai: Uai = get(Column::Uai).unwrap_or_default().parse().map_err(RefusalReason::Uai)?;
        let name = get(Column::Name).ok_or(RefusalReason::MissingName)?;
        let mother = get(Column::Mother).and_then(|mother| mother.parse().ok());
        if mother == Some(uai) {
            return Err(RefusalReason::OwnMother(uai));
        }
        let nature_code =
            get(Column::Nature).and_then(|code| code.trim_end_matches(".0").parse().ok());
        let postal_code = get(Column::PostalCode).map(|code| clean::code(&code, 5));
        Ok(Self {
            uai,
            name,
            kind: nature_code
                .map(Kind::of_nature)
                .or_else(|| get(Column::Type).as_deref().map(Kind::of_type))
                .unwrap_or(Kind::Other),
            nature_code,
            sector: get(Column::Sector).as_deref().and_then(sector),
            address: [Column::Address1, Column::Address2, Column::Address3]
                .into_iter()
                .filter_map(get)
                .collect(),
            city: get(Column::City),
            department: get(Column::Department).map(|code| clean::code(&code, 3)),
            academy: get(Column::Academy).map(|code| clean::code(&code, 2)),
            phone: get(Column::Phone).map(|phone| clean::phone(&phone)),
            mail: get(Column::Mail).map(|mail| mail.to_lowercase()),
            state: get(Column::State).as_deref().and_then(State::read),
            mother,
            agricultural: is_agricultural(
                get(Column::Agricultural).as_deref(),
                get(Column::Ministry).as_deref(),
            ),
            latitude: get(Column::Latitude).and_then(|degrees| clean::degrees(&degrees, 90.0)),
            longitude: get(Column::Longitude).and_then(|degrees| clean::degrees(&degrees, 180.0)),
            updated_on: get(Column::Updated).and_then(|day| day.get(..10)?.parse().ok()),
            postal_code,
        })
    }

    /// Takes a later row of the same school: each field keeps the last value that is not empty.
    pub fn merge(&mut self, later: Self) {
        self.name = later.name;
        if later.nature_code.is_some() || (self.nature_code.is_none() && later.kind != Kind::Other)
        {
            self.kind = later.kind;
        }
        if !later.address.is_empty() {
            self.address = later.address;
        }
        self.agricultural |= later.agricultural;
        self.updated_on = self.updated_on.max(later.updated_on);
        take(&mut self.nature_code, later.nature_code);
        take(&mut self.sector, later.sector);
        take(&mut self.postal_code, later.postal_code);
        take(&mut self.city, later.city);
        take(&mut self.department, later.department);
        take(&mut self.academy, later.academy);
        take(&mut self.phone, later.phone);
        take(&mut self.mail, later.mail);
        take(&mut self.state, later.state);
        take(&mut self.mother, later.mother);
        take(&mut self.latitude, later.latitude);
        take(&mut self.longitude, later.longitude);
    }

    /// Its département, as its UAI and postal code tell.
    pub fn located(&self) -> Option<&'static Department> {
        departments::locate(self.uai.prefix(), self.postal_code.as_deref())
    }

    /// Whether pupils go there today; a school that is listed without a state is open.
    pub fn is_open(&self) -> bool {
        self.state.is_none_or(State::is_open)
    }

    /// The address that speaks for the school.
    pub fn mailbox(&self) -> Mailbox {
        mailboxes::official_mailbox(
            self.uai,
            self.mail.as_deref(),
            self.sector == Some(Sector::Public),
            self.agricultural,
        )
    }
}

fn take<T>(field: &mut Option<T>, later: Option<T>) {
    if later.is_some() {
        *field = later;
    }
}

fn sector(value: &str) -> Option<Sector> {
    match names::fold(value).as_str() {
        "public" => Some(Sector::Public),
        "prive" => Some(Sector::Private),
        _ => None,
    }
}

fn is_agricultural(flag: Option<&str>, ministry: Option<&str>) -> bool {
    flag.is_some_and(|flag| flag.starts_with('1'))
        || ministry.is_some_and(|ministry| names::fold(ministry).contains("agriculture"))
}
