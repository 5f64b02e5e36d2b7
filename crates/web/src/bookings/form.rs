//! « nom, prénom, classe »: the form of a pupil, whoever fills it in.

use chrono::{DateTime, Utc};
use domain::Portal;
use domain::bookings::{Booking, BookingRefused, Pupil};
use domain::ids::AccountId;
use domain::slots::Slot;
use domain::text::{Class, Name};
use uuid::Uuid;

use super::deadlines::rule;
use crate::form::Form;
use crate::slots::SlotView;
use crate::slots::pages::BookPage;
use crate::urls;
use crate::visit::Visit;

/// The pupil, if it can be written like this.
pub(super) fn pupil(form: &mut Form) -> Option<Pupil> {
    let last_name = form.read("nom", Name::parse, "Indiquez le nom de l’élève.");
    let first_name = form.read("prenom", Name::parse, "Indiquez le prénom de l’élève.");
    let class = form.read("classe", Class::parse, "Indiquez la classe, par exemple 3e\u{a0}B.");
    Some(Pupil { last_name: last_name?, first_name: first_name?, class: class? })
}

/// The form for the first time; a full stage says so at once.
pub(super) fn blank(slot: &Slot) -> Form {
    match slot.is_full() {
        true => Form::default().fail(sentence(&BookingRefused::Full)),
        false => Form::default(),
    }
}

/// The page around the form.
pub(super) fn page(visit: &Visit, portal: &Portal, slot: &Slot, form: Form) -> BookPage {
    BookPage {
        action: urls::bookings_of_slot(slot.id),
        slot: SlotView::of(slot, &portal.tenant().name, visit.now),
        school: None,
        rule: rule(portal.tenant()),
        once: match drawn_at(&form) {
            Some(_) => form.sent("once").to_owned(),
            None => visit.app.backstage.random().id(visit.now).to_string(),
        },
        form,
    }
}

/// Whether the booking that is in the way was made by this very form: by the same person, after
/// the form was drawn. A second click is not an error.
pub(super) fn sent_twice(form: &Form, twin: Option<Booking>, by: AccountId) -> bool {
    let Some((drawn, twin)) = drawn_at(form).zip(twin) else { return false };
    twin.booked_by == by && twin.created_at >= drawn
}

/// When the form was drawn: its hidden input `once` is a UUID of version 7, which tells the moment.
fn drawn_at(form: &Form) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = form.sent("once").parse::<Uuid>().ok()?.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

/// Why a stage takes nobody, in words.
pub(super) fn sentence(refused: &BookingRefused) -> &'static str {
    match refused {
        BookingRefused::Full => {
            "Ce stage est complet\u{a0}: il n’y a plus de place. Choisissez un autre stage."
        }
        BookingRefused::NotOpen => "Les inscriptions à ce stage sont closes.",
        BookingRefused::Past => {
            "Ce stage a déjà commencé\u{a0}: on ne peut plus y inscrire d’élève."
        }
        BookingRefused::AlreadyBooked(_) => "Cet élève est déjà inscrit à ce stage.",
        BookingRefused::NotFound | BookingRefused::UnknownSchool | BookingRefused::Fault(_) => {
            "La réservation n’a pas été enregistrée."
        }
    }
}

/// Why `slot` takes nobody at `now`, if it does not.
pub(super) fn closed(slot: &Slot, now: DateTime<Utc>) -> Option<&'static str> {
    match (slot.is_open(now), slot.is_past(now)) {
        (true, _) => None,
        (false, true) => Some(sentence(&BookingRefused::Past)),
        (false, false) => Some(sentence(&BookingRefused::NotOpen)),
    }
}
