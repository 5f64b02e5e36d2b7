//! The form as a page: what was typed, with its mistakes beside it.

use domain::offer::Offer;
use domain::slots::VisitKind;

use super::{Mistakes, SlotForm};
use crate::slots::pages::SlotFormPage;
use crate::view::{Choice, Field};

impl SlotForm {
    /// The form again, as typed, over the offer of the lycée.
    pub(in crate::slots) fn page(&self, offer: &Offer, wrong: Mistakes) -> SlotFormPage {
        let field = |value: &str, error| Field { value: value.to_owned(), error };
        let mut programmes =
            vec![Choice::new("", "Choisir une filière", self.programme.is_empty())];
        for track in &offer.tracks {
            programmes.extend(track.programmes.iter().map(|row| {
                let label = if row.name == track.name {
                    row.name.clone()
                } else {
                    format!("{} · {}", track.name, row.name)
                };
                let id = row.id.to_string();
                let selected = id == self.programme;
                Choice::new(id, label, selected)
            }));
        }
        let teachers = offer.teachers.iter().map(|row| {
            let id = row.id.to_string();
            let selected = self.enseignants.contains(&id);
            Choice::new(id, &row.name, selected)
        });
        let kinds = VisitKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.as_str(), kind.label(), kind.as_str() == self.kind));
        SlotFormPage {
            error: wrong.general,
            version: self.version.clone(),
            programmes,
            programme_error: wrong.programme,
            kinds: kinds.collect(),
            date: field(&self.date, wrong.date),
            starts: field(&self.debut, wrong.starts),
            ends: field(&self.fin, wrong.ends),
            capacity: field(&self.places, wrong.capacity),
            room: field(&self.salle, wrong.room),
            meeting: field(&self.rendez_vous, wrong.meeting),
            teachers: teachers.collect(),
            note: field(&self.consignes, wrong.note),
            ..SlotFormPage::default()
        }
    }
}
