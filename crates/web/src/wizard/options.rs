//! Formations and stages as they are chosen from. Nothing here asks whose portal it is, so that a list over
//! several lycées is drawn by the same components (`templates/wizard/components.html`).

use chrono::{DateTime, Utc};
use domain::slots::{Slot, VisitKind};
use domain::wizard::Formation;
use education::french;
use serde::Serialize;

use crate::view::Badge;
use crate::words;

/// Formations of one « filière », or of one lycée.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) options: Vec<FormationOption>,
}

/// « Formation disponible ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FormationOption {
    /// Sent as `formation`.
    pub(crate) value: String,
    pub(crate) name: String,
    /// « 4 créneaux · 9 places ».
    pub(crate) detail: String,
    pub(crate) chosen: bool,
}

/// « Créneau disponible ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SlotOption {
    /// Sent as `creneau`.
    pub(crate) value: String,
    /// « mercredi 13 janvier 2027 ».
    pub(crate) date: String,
    /// « 9 h 15 – 12 h ».
    pub(crate) hours: String,
    /// « 13-01-2027 09:15-12:00 · Atelier C, Mme Kerjean »: as the guide prints it.
    pub(crate) detail: String,
    /// « 2 places restantes sur 4 », « complet ».
    pub(crate) places: Badge,
    /// It can be seen and not chosen.
    pub(crate) off: bool,
    pub(crate) chosen: bool,
}

/// Formations by « filière », in their order.
pub(crate) fn groups<'a>(
    formations: impl IntoIterator<Item = &'a Formation>,
    chosen: Option<&Formation>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for formation in formations {
        let option = FormationOption {
            value: formation.programme.to_string(),
            name: formation.name.clone(),
            detail: stock(formation.slots, formation.places),
            chosen: chosen.is_some_and(|chosen| chosen.programme == formation.programme),
        };
        match groups.last_mut() {
            Some(group) if group.title == formation.track => group.options.push(option),
            _ => groups.push(Group { title: formation.track.clone(), options: vec![option] }),
        }
    }
    groups
}

/// « 4 créneaux · 9 places », « 2 créneaux, complets ».
pub(crate) fn stock(slots: u64, places: u64) -> String {
    let slots = words::counted(slots, "créneau", "créneaux");
    match places {
        0 => format!("{slots} · aucune place"),
        places => format!("{slots} · {}", words::counted(places, "place", "places")),
    }
}

impl SlotOption {
    /// A stage as it stands at `now`.
    pub(crate) fn of(slot: &Slot, chosen: bool, now: DateTime<Utc>) -> Self {
        let places = match slot.is_open(now) {
            true => words::fill_badge(words::fill(slot, now)),
            false => words::slot_badge(slot, now),
        };
        let off = !slot.is_open(now) || slot.is_full();
        Self {
            value: slot.id.to_string(),
            date: french::date_long(slot.day),
            hours: words::hours(slot),
            detail: detail(slot),
            places,
            off,
            chosen: chosen && !off,
        }
    }
}

fn detail(slot: &Slot) -> String {
    let compact = words::compact(slot.day, slot.starts, slot.ends);
    let kind = match slot.kind {
        VisitKind::MiniStage => "",
        other => other.label(),
    };
    words::joined(" · ", [compact.as_str(), kind, &words::place(slot)])
}
