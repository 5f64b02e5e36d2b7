//! « Est-ce le même élève ? »: asked once, where a name is known already.

use chrono::{DateTime, Utc};
use domain::bookings::{Alike, Doubles, Pupil, Wanted, Who};
use domain::ids::PupilId;
use serde::Serialize;
use uuid::Uuid;

use super::form::SEEN;
use crate::form::Form;
use crate::urls;
use crate::view::Choice;

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
    /// Of several, those who are on the stage already, with their bookings: an answer would change nothing.
    there: Vec<(String, String)>,
    /// « Non, un homonyme ».
    other: &'static str,
    /// Sent back as `montres`.
    shown: String,
}

impl Question {
    pub(crate) fn of(alike: &[Alike]) -> Self {
        let exchanged = alike.iter().all(|one| one.exchanged);
        let (there, free): (Vec<&Alike>, Vec<&Alike>) =
            alike.iter().partition(|one| one.booking.is_some() && alike.len() > 1);
        let answer = |one: &&Alike| match alike.len() {
            1 => Choice::new(id(one), "Oui, le même élève", false),
            _ => Choice::new(id(one), who(one), false),
        };
        Self {
            sentence: sentence(alike),
            answers: free.iter().map(answer).collect(),
            there: there.iter().filter_map(|one| booked(one)).collect(),
            other: match (exchanged, alike.len()) {
                (true, _) => "Non, un autre élève",
                (false, 1) => "Non, un homonyme",
                (false, _) => "Un autre homonyme",
            },
            shown: shown(alike),
        }
    }
}

fn sentence(alike: &[Alike]) -> String {
    match alike {
        [one] if one.exchanged => format!(
            "Nom et prénom sont peut-être inversés. Un élève est déjà connu\u{a0}: {}. Est-ce le même élève\u{a0}?",
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
    one.pupil.in_class()
}

/// « NGUYEN Lina (homonyme 2), 3e D », and the booking of the stage.
fn booked(one: &Alike) -> Option<(String, String)> {
    Some((who(one), urls::booking(one.booking?)))
}

fn id(one: &Alike) -> String {
    one.pupil.id.to_string()
}

fn shown<'a>(alike: impl IntoIterator<Item = &'a Alike>) -> String {
    alike.into_iter().map(id).collect::<Vec<_>>().join(" ")
}

/// « C’est en fait le même élève », and its opposite: who was told apart by mistake, or taken for another.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Mistaken {
    /// By whose id, the others of this name.
    same: Vec<Choice>,
    /// Those who are on the stage already, with their bookings.
    there: Vec<(String, String)>,
    /// Sent back as `montres`, where the pupil has other bookings: some may be a homonym’s.
    apart: Option<String>,
}

impl Mistaken {
    /// `None`: there is nobody to be mistaken for.
    pub(super) fn of(doubles: &Doubles) -> Option<Self> {
        let Doubles { others, shared } = doubles;
        let free = others.iter().filter(|one| one.booking.is_none());
        let mistaken = Self {
            same: free.map(|one| Choice::new(id(one), who(one), false)).collect(),
            there: others.iter().filter_map(booked).collect(),
            apart: shared.as_ref().map(|own| shown(others.iter().chain([own]))),
        };
        (!others.is_empty() || mistaken.apart.is_some()).then_some(mistaken)
    }
}

/// A pupil as the form has it.
pub(super) fn wanted(form: &Form, pupil: Pupil) -> Wanted {
    let read = form.sent(SEEN).parse().unwrap_or_default();
    Wanted { pupil, who: answered(form), drawn: drawn_at(form), read }
}

/// Who was answered to be meant.
fn answered(form: &Form) -> Option<Who> {
    match form.sent(ANSWER) {
        OTHER => {
            let shown = form.sent(SHOWN).split(' ').filter_map(|id| id.parse().ok());
            Some(Who::NoneOf(shown.collect()))
        }
        id => id.parse::<PupilId>().ok().map(Who::Known),
    }
}

/// « Oui, le même élève » was answered.
pub(super) fn answers_same(form: &Form) -> bool {
    matches!(answered(form), Some(Who::Known(_)))
}

/// When the form was drawn: its hidden input `once` is a UUID of version 7, which tells the moment.
pub(super) fn drawn_at(form: &Form) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = form.sent("once").parse::<Uuid>().ok()?.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}
