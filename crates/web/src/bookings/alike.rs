//! « Est-ce le même élève ? »: asked once, where a name is known already.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::bookings::{Alike, Changer, Pupil, Wanted, Who};
use domain::ids::{PupilId, SlotId};
use serde::Serialize;
use uuid::Uuid;

use super::BookingView;
use super::pages::AlikePage;
use crate::form::Form;
use crate::slots::SlotView;
use crate::view::Choice;
use crate::visit::{Failure, Result, Signed};

/// The answer: a pupil, or [`OTHER`].
const ANSWER: &str = "identite";
const OTHER: &str = "autre";
/// The pupils that were shown with the question.
const SHOWN: &str = "montres";

/// The question, with an answer for each who may be meant.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Question {
    pub(crate) sentence: String,
    /// By whose id, « Oui, le même élève » or who it is.
    answers: Vec<Choice>,
    /// « Non, un homonyme ».
    other: &'static str,
    /// Sent back as `montres`.
    shown: String,
}

impl Question {
    pub(crate) fn of(alike: &[Alike]) -> Self {
        let exchanged = alike.iter().all(|one| one.exchanged);
        let shown: Vec<String> = alike.iter().map(|one| one.pupil.id.to_string()).collect();
        Self {
            sentence: sentence(alike),
            answers: alike
                .iter()
                .map(|one| Choice::new(one.pupil.id.to_string(), answer(one, alike.len()), false))
                .collect(),
            other: match (exchanged, alike.len()) {
                (true, _) => "Non, un autre élève",
                (false, 1) => "Non, un homonyme",
                (false, _) => "Un autre homonyme",
            },
            shown: shown.join(" "),
        }
    }
}

fn sentence(alike: &[Alike]) -> String {
    match alike {
        [one] if one.exchanged => format!(
            "Nom et prénom sont peut-être inversés\u{a0}: {} est déjà connu. Est-ce le même élève\u{a0}?",
            who(one)
        ),
        [one] if one.booking.is_some() => format!(
            "Un élève de ce nom est déjà inscrit à ce stage\u{a0}: {}. Est-ce le même élève\u{a0}?",
            who(one)
        ),
        [one] => format!(
            "Un élève de ce nom est déjà connu\u{a0}: {}. Est-ce le même élève\u{a0}?",
            who(one)
        ),
        many if many.iter().all(|one| one.exchanged) => {
            "Nom et prénom sont peut-être inversés. Est-ce l’un de ces élèves\u{a0}?".to_owned()
        }
        _ => "Plusieurs élèves portent ce nom. Lequel est-ce\u{a0}?".to_owned(),
    }
}

/// « NGUYEN Lina (homonyme 2), 3e D ».
fn who(one: &Alike) -> String {
    format!("{}, {}", one.pupil.display_name(), one.pupil.class)
}

fn answer(one: &Alike, of: usize) -> String {
    match (of, one.booking) {
        (1, _) => "Oui, le même élève".to_owned(),
        (_, Some(_)) => format!("{}, déjà inscrit à ce stage", who(one)),
        (_, None) => who(one),
    }
}

/// Asks before a booking comes to a stage where one of its pupil's name is.
pub(super) async fn ask(
    me: &Signed<Changer>,
    booking: BookingView,
    action: String,
    alike: &[Alike],
    to: SlotId,
) -> Result {
    let portal = me.role.portal();
    let slot = portal.published_slot(to).await?.ok_or(Failure::NotFound)?;
    let slot = SlotView::of(&slot, &portal.tenant().name, me.now);
    let page = AlikePage { booking, slot, action, alike: Question::of(alike), to: to.to_string() };
    me.page_with(StatusCode::CONFLICT, &page)
}

/// A pupil as the form has it.
pub(super) fn wanted(form: &Form, pupil: Pupil) -> Wanted {
    Wanted { pupil, who: answered(form), drawn: drawn_at(form) }
}

/// Who was answered to be meant.
pub(super) fn answered(form: &Form) -> Option<Who> {
    match form.sent(ANSWER) {
        OTHER => {
            let shown = form.sent(SHOWN).split(' ').filter_map(|id| id.parse().ok());
            Some(Who::NoneOf(shown.collect()))
        }
        id => id.parse::<PupilId>().ok().map(Who::Known),
    }
}

/// When the form was drawn: its hidden input `once` is a UUID of version 7, which tells the moment.
pub(super) fn drawn_at(form: &Form) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = form.sent("once").parse::<Uuid>().ok()?.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}
