//! The workbook of an archive: one sheet a noun. Every word is written as text, so that none is a formula.

use std::collections::BTreeMap;

use domain::archives::Contents;
use domain::bookings::{AgreementStatus, Booking};
use domain::slots::{Slot, SlotStatus};
use domain::tenancy::Tenant;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::dossier::attendance;
use crate::history::pages::HistoryRow;
use crate::moments::{Clock, moment};
use crate::words;

/// Characters of a cell, at most.
const LONGEST: usize = 32_000;

/// Rows of a sheet, at most, its head apart.
const MOST_ROWS: usize = 1_000_000;

/// One sheet: its name, its head, its rows.
pub(super) struct Sheet {
    name: &'static str,
    head: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
enum Cell {
    Text(String),
    Number(i64),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// The sheets of a portal.
pub(super) fn of(contents: &Contents, history: &[HistoryRow], tenant: &Tenant) -> Vec<Sheet> {
    let clock = Clock::of(tenant);
    let mut pupils = BTreeMap::new();
    let mut schools = BTreeMap::new();
    for booking in &contents.bookings {
        pupils.entry(booking.pupil.id).or_insert_with(|| (booking, 0)).1 += 1;
        schools.entry(booking.uai).or_insert_with(|| (booking, 0)).1 += 1;
    }
    vec![
        Sheet {
            name: "Stages",
            head: vec![
                "Date", "Horaires", "Formation", "Filière", "Type", "État", "Places",
                "Places prises", "Salle", "Rendez-vous", "Enseignants", "Consignes",
                "Motif d’annulation",
            ],
            rows: contents.stages.iter().map(stage).collect(),
        },
        Sheet {
            name: "Réservations",
            head: vec![
                "Référence", "Date", "Horaires", "Formation", "Nom", "Prénom", "Classe",
                "Établissement", "Ville", "Code RNE", "État", "Convention", "Présence", "Motif",
                "Réservée le",
            ],
            rows: contents.bookings.iter().map(|one| booking(one, clock)).collect(),
        },
        Sheet {
            name: "Élèves",
            head: vec!["Nom", "Prénom", "Classe", "Établissement", "Code RNE", "Réservations"],
            rows: pupils.into_values().map(|(booking, count)| pupil(booking, count)).collect(),
        },
        Sheet {
            name: "Établissements",
            head: vec!["Code RNE", "Établissement", "Ville", "Réservations"],
            rows: schools.into_values().map(|(booking, count)| school(booking, count)).collect(),
        },
        Sheet {
            name: "Équipe",
            head: vec!["Nom", "Adresse", "Rôle"],
            rows: contents
                .team
                .iter()
                .map(|(name, login, role)| {
                    vec![name.into(), login.into(), words::staff_role(*role).into()]
                })
                .collect(),
        },
        Sheet {
            name: "Historique",
            head: vec!["Quand", "Qui", "Quoi", "À propos de"],
            rows: history.iter().map(line).collect(),
        },
    ]
}

fn stage(slot: &Slot) -> Vec<Cell> {
    let teachers: Vec<String> = slot.teachers.iter().map(words::teacher).collect();
    vec![
        slot.day.to_string().into(),
        words::hours(slot).into(),
        (&slot.programme_name).into(),
        (&slot.track_name).into(),
        slot.kind.label().into(),
        slot_state(slot.status).into(),
        Cell::Number(slot.capacity.into()),
        Cell::Number(slot.booked.into()),
        (&slot.room).into(),
        (&slot.meeting_point).into(),
        teachers.join(", ").into(),
        (&slot.note).into(),
        slot.cancel_reason.clone().unwrap_or_default().into(),
    ]
}

fn booking(booking: &Booking, clock: Clock) -> Vec<Cell> {
    let (slot, pupil) = (&booking.slot, &booking.pupil);
    vec![
        (&booking.reference).into(),
        slot.day.to_string().into(),
        words::hours(slot).into(),
        (&slot.programme_name).into(),
        (&pupil.last_name).into(),
        (&pupil.first_name).into(),
        (&pupil.class).into(),
        (&booking.school_name).into(),
        (&booking.school_city).into(),
        booking.uai.to_string().into(),
        words::status(booking.status).into(),
        paper(booking.agreement).into(),
        attendance(booking.attendance).into(),
        booking.reason.clone().unwrap_or_default().into(),
        moment(booking.created_at, clock).into(),
    ]
}

fn pupil(booking: &Booking, count: i64) -> Vec<Cell> {
    let pupil = &booking.pupil;
    vec![
        (&pupil.last_name).into(),
        (&pupil.first_name).into(),
        (&pupil.class).into(),
        (&booking.school_name).into(),
        booking.uai.to_string().into(),
        Cell::Number(count),
    ]
}

fn school(booking: &Booking, count: i64) -> Vec<Cell> {
    vec![
        booking.uai.to_string().into(),
        (&booking.school_name).into(),
        (&booking.school_city).into(),
        Cell::Number(count),
    ]
}

fn line(row: &HistoryRow) -> Vec<Cell> {
    let about = row.link.as_ref().map(|(object, _)| object.clone()).unwrap_or_default();
    vec![
        (&row.when).into(),
        (&row.who).into(),
        format!("{}{}", row.what, row.then).into(),
        about.into(),
    ]
}

fn slot_state(status: SlotStatus) -> &'static str {
    match status {
        SlotStatus::Draft => "brouillon",
        SlotStatus::Published => "publié",
        SlotStatus::Closed => "fermé",
        SlotStatus::Cancelled => "annulé",
    }
}

fn paper(status: AgreementStatus) -> &'static str {
    match status {
        AgreementStatus::Issued => "attendue",
        AgreementStatus::Returned => "reçue",
        AgreementStatus::Validated => "validée",
        AgreementStatus::Rejected => "à refaire",
        AgreementStatus::NotRequired => "pas nécessaire",
    }
}

/// The workbook as a file.
pub(super) fn book(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same content is the same file, whenever it is written.
    let made = DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?);
    book.set_properties(&made);
    let bold = Format::new().set_bold();
    for sheet in sheets {
        let page = book.add_worksheet().set_name(sheet.name)?;
        page.set_freeze_panes(1, 0)?;
        for (column, title) in (0u16..).zip(&sheet.head) {
            page.write_string_with_format(0, column, *title, &bold)?;
        }
        for (row, cells) in (1u32..).zip(sheet.rows.iter().take(MOST_ROWS)) {
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Text(text) if text.is_empty() => {}
                    Cell::Text(text) => {
                        let text: String = text.chars().take(LONGEST).collect();
                        page.write_string(row, column, text)?;
                    }
                    #[expect(clippy::cast_precision_loss, reason = "counts of a portal")]
                    Cell::Number(number) => {
                        page.write_number(row, column, *number as f64)?;
                    }
                }
            }
        }
        page.autofit();
    }
    book.save_to_buffer()
}
