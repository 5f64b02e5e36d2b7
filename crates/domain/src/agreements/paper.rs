//! What is printed on a convention, word by word: `tenants/_default/documents/README.md` has the
//! same table for those who write templates. All strings are ready for paper, in French typography.

use chrono::{DateTime, Utc};
use education::calendar::SchoolYear;
use education::french;
use serde::Serialize;
use serde_json::{Value, json};

use crate::bookings::Booking;
use crate::entity::{school_profiles, schools};
use crate::slots::Slot;
use crate::tenancy::{AgreementPolicy, DueBy, Tenant};

#[derive(Serialize)]
pub(super) struct Paper {
    theme: Theme,
    specimen: bool,
    reference: String,
    /// Which of the papers of this booking it is, from 1.
    version: i32,
    school_year: String,
    pub(super) issued_on: String,
    verification_url: String,
    host: School,
    origin: School,
    pupil: Pupil,
    visit: Visit,
    board_resolution: Option<Resolution>,
    policy_note: String,
    paragraphs: Vec<String>,
    signatories: Vec<Signatory>,
}

#[derive(Serialize)]
struct Theme {
    accent: String,
}

#[derive(Serialize)]
struct School {
    kind_and_name: String,
    uai: String,
    address_lines: Vec<String>,
    phone: Option<String>,
    mail: Option<String>,
    head_name: Option<String>,
    head_quality: Option<String>,
    insurance: Option<String>,
    agricultural: bool,
}

#[derive(Serialize)]
struct Pupil {
    last_name: String,
    first_name: String,
    class: String,
}

#[derive(Serialize)]
struct Visit {
    programme: String,
    track: String,
    kind: String,
    date: String,
    hours: String,
    room: String,
    meeting_point: String,
    teacher: String,
    note: String,
}

#[derive(Serialize)]
struct Resolution {
    date: String,
    number: String,
}

#[derive(Serialize)]
struct Signatory {
    title: &'static str,
    name: Option<String>,
    stamp: bool,
}

/// What the register says of a school, and what the school says of itself.
pub(super) struct Listed {
    pub(super) school: Option<schools::Model>,
    pub(super) profile: Option<school_profiles::Model>,
}

impl Listed {
    fn insurance(&self) -> Option<String> {
        self.profile.as_ref().and_then(|own| own.insurance.as_deref()).and_then(written)
    }
}

impl Paper {
    /// The convention of a booking, issued on `issued_on` at `url` as its `version`.
    pub(super) fn new(
        tenant: &Tenant,
        booking: &Booking,
        origin: Listed,
        issued_on: chrono::NaiveDate,
        url: String,
        version: i32,
    ) -> Self {
        // The lycée's own pupil has one establishment, which is called what the portal calls it.
        let own = booking.uai == tenant.uai;
        let insurance = origin.insurance().filter(|_| own);
        let origin = match own {
            true => School { insurance, agricultural: false, ..host(tenant) },
            false => sender(booking, origin),
        };
        let host = host(tenant);
        let signatory =
            |title, name: Option<&String>, stamp| Signatory { title, name: name.cloned(), stamp };
        let heads = match own {
            true => vec![signatory("Le chef d’établissement", host.head_name.as_ref(), true)],
            false => vec![
                signatory("Le chef d’établissement d’accueil", host.head_name.as_ref(), true),
                signatory("Le chef d’établissement d’origine", origin.head_name.as_ref(), true),
            ],
        };
        let family = signatory("Le responsable légal", None, false);
        let signatories = heads.into_iter().chain([family]).collect();
        Self {
            theme: Theme { accent: tenant.accent.clone() },
            specimen: false,
            reference: booking.reference.clone(),
            version,
            school_year: SchoolYear::containing(booking.slot.day).to_string(),
            issued_on: french::date_long(issued_on),
            verification_url: url,
            host,
            origin,
            pupil: pupil(booking),
            visit: visit(&booking.slot),
            board_resolution: resolution(tenant),
            policy_note: policy_note(tenant, booking),
            paragraphs: tenant.paragraphs(),
            signatories,
        }
    }
}

fn host(tenant: &Tenant) -> School {
    let details = &tenant.details;
    School {
        kind_and_name: tenant.name.clone(),
        uai: tenant.uai.to_string(),
        address_lines: if details.address.is_empty() {
            vec![tenant.city.clone()]
        } else {
            details.address.clone()
        },
        phone: written(&details.phone),
        mail: written(&details.mail),
        head_name: written(&details.head_name),
        head_quality: written(&details.head_quality),
        insurance: None,
        agricultural: details.agricultural,
    }
}

/// The school's own words about itself come first; the register's fill what it left empty.
fn sender(booking: &Booking, Listed { school, profile }: Listed) -> School {
    let own = |field: fn(&school_profiles::Model) -> &Option<String>| {
        profile.as_ref().and_then(|row| field(row).as_deref()).and_then(written)
    };
    let listed = |field: fn(&schools::Model) -> &Option<String>| {
        school.as_ref().and_then(|row| field(row).as_deref()).and_then(written)
    };
    let lines = own(|row| &row.address)
        .map(|address| address.lines().filter_map(written).take(4).collect());
    School {
        kind_and_name: booking.school_name.clone(),
        uai: booking.uai.to_string(),
        address_lines: lines
            .unwrap_or_else(|| school.as_ref().map(listed_address).unwrap_or_default()),
        phone: own(|row| &row.phone).or_else(|| listed(|row| &row.phone)),
        mail: own(|row| &row.mail).or_else(|| listed(|row| &row.mail)),
        head_name: own(|row| &row.head_name),
        head_quality: own(|row| &row.head_quality),
        insurance: own(|row| &row.insurance),
        agricultural: false,
    }
}

fn listed_address(school: &schools::Model) -> Vec<String> {
    let town = format!("{} {}", school.postal_code, school.city);
    [school.address.as_str(), &town].into_iter().filter_map(written).collect()
}

/// What a paper says of a stage, whoever comes.
pub(super) fn of_stage(slot: &Slot) -> Value {
    json!({ "visit": visit(slot) })
}

/// What a convocation says, as a paper would; and when the booking is released while it waits for one.
pub(super) fn of_booking(tenant: &Tenant, booking: &Booking) -> Value {
    let mut said = json!({
        "pupil": pupil(booking), "visit": visit(&booking.slot),
        "host": host(tenant), "paragraphs": tenant.paragraphs(),
    });
    if booking.waits_for_paper() {
        let release = booking.release_at.map(|at| moment(tenant, at));
        said["release"] = release.unwrap_or_else(|| "aucune".to_owned()).into();
    }
    said
}

fn pupil(booking: &Booking) -> Pupil {
    Pupil {
        last_name: booking.pupil.last_name.to_uppercase(),
        first_name: booking.pupil.marked_first_name(),
        class: booking.pupil.class.clone(),
    }
}

fn visit(slot: &Slot) -> Visit {
    let teachers: Vec<&str> = slot.teachers.iter().map(|teacher| teacher.name.as_str()).collect();
    Visit {
        programme: slot.programme_name.clone(),
        track: slot.track_name.clone(),
        kind: slot.kind.label().to_owned(),
        date: french::date_long(slot.day),
        hours: french::hours(slot.starts, slot.ends),
        room: slot.room.clone(),
        meeting_point: slot.meeting_point.clone(),
        teacher: teachers.join(", "),
        note: slot.note.clone(),
    }
}

fn resolution(tenant: &Tenant) -> Option<Resolution> {
    let (date, number) = tenant.details.board_date.zip(tenant.details.board_number.clone())?;
    Some(Resolution { date: french::date_plain(date), number })
}

/// A sentence that the paper keeps as data, in French as the template around it. It counts from the day on which
/// the school was asked, as every page does: the same paper on another day says the same.
fn policy_note(tenant: &Tenant, booking: &Booking) -> String {
    let day = booking.slot.day;
    let release = tenant.release(day, booking.asked_at).map(|release| release.at);
    let note = match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => match tenant.due_by(day, booking.asked_at, release) {
            DueBy::Day(due) => {
                format!("Convention à rendre signée au plus tard le {}.", french::date_long(due))
            }
            DueBy::Release(at) => format!(
                "Convention à rendre signée avant le {}. Passé ce délai, une réservation non validée peut être supprimée.",
                moment(tenant, at)
            ),
            DueBy::Stage => "Convention à rendre signée avant le stage.".to_owned(),
        },
        AgreementPolicy::OnTheDay => "Convention à apporter signée le jour du stage.".to_owned(),
        AgreementPolicy::YearlyFramework => {
            let year = SchoolYear::containing(day);
            format!("Stage couvert par la convention-cadre signée pour l’année scolaire {year}.")
        }
    };
    let how = match tenant.agreement_policy {
        AgreementPolicy::BeforeVisit => tenant.how_to_return(),
        AgreementPolicy::OnTheDay | AgreementPolicy::YearlyFramework => None,
    };
    [note].into_iter().chain(how).collect::<Vec<_>>().join(" ")
}

/// « mardi 1er décembre 2026 à 18 h », where the lycée is.
fn moment(tenant: &Tenant, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&tenant.time_zone);
    format!("{} à {}", french::date_long(local.date_naive()), french::hour(local.time()))
}

fn written(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
