//! A stage as every page shows it.

use chrono::{DateTime, Utc};
use domain::slots::Slot;
use education::french;
use serde::Serialize;

use crate::query::Query;
use crate::view::{Badge, Fill};
use crate::{urls, words};

/// A stage as every page shows it: each takes what it needs.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SlotView {
    pub(crate) href: String,
    /// The stages of the same formation.
    pub(crate) dates: String,
    /// « Mini-stage ».
    pub(crate) kind: String,
    pub(crate) title: String,
    /// « Lycée des métiers de l'Atelier ».
    pub(crate) host: String,
    /// « mercredi 13 janvier 2027 ».
    pub(crate) date: String,
    /// « mer. 13 janv. », with the year where it is not this school year.
    pub(crate) short_date: String,
    /// « mer. 13 janv. ».
    pub(crate) day: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    /// « 9 h 15 ».
    pub(crate) starts: String,
    /// « Atelier C, bâtiment des métiers », or empty.
    pub(crate) room: String,
    /// « Rendez-vous à l'accueil dix minutes avant », or empty.
    pub(crate) meeting: String,
    /// « Mme Kerjean, professeure de plasturgie ».
    pub(crate) teachers: Vec<String>,
    /// « Atelier C · Mme Kerjean, M. Le Bras »: room and teachers on one line.
    pub(crate) place: String,
    /// « Chaussures fermées. », or empty.
    pub(crate) note: String,
    pub(crate) fill: Fill,
    /// « Publié », « Brouillon »…
    pub(crate) status: Badge,
    /// The status where it hinders booking; none when the stage is simply open.
    pub(crate) state: Option<Badge>,
}

impl SlotView {
    /// A stage of `host`, as it stands at `now`.
    pub(crate) fn of(slot: &Slot, host: &str, now: DateTime<Utc>) -> Self {
        let status = words::slot_badge(slot, now);
        Self {
            href: urls::slot(slot.id),
            dates: Query::of(urls::RESERVE).with("formation", &slot.programme.to_string()).url(),
            kind: slot.kind.label().to_owned(),
            title: slot.programme_name.clone(),
            host: host.to_owned(),
            date: french::date_long(slot.day),
            short_date: words::date_in_table(slot.day, now.date_naive()),
            day: french::date_short(slot.day),
            hours: words::hours(slot),
            starts: french::hour(slot.starts),
            room: slot.room.clone(),
            meeting: slot.meeting_point.clone(),
            teachers: slot.teachers.iter().map(words::teacher).collect(),
            place: words::place(slot),
            note: slot.note.clone(),
            fill: words::fill(slot, now),
            state: (!slot.is_open(now)).then(|| status.clone()),
            status,
        }
    }
}
