//! « nom, prénom, classe »: the form of a pupil, whoever fills it in, wherever it stands.

use chrono::{DateTime, Utc};
use domain::bookings::{AsRead, BookingRefused, Changer, Pupil};
use domain::slots::{Slot, SlotStatus};
use domain::text::{Class, Name};
use education::french;
use education::names::definite;
use serde::Serialize;

use super::alike::{Question, answers_same, drawn_at};
use super::deadlines::rule;
use super::inscription::{Inscribed, Inscriber, in_doubt};
use crate::form::Form;
use crate::query::Query;
use crate::slots::SlotView;
use crate::slots::pages::BookPage;
use crate::view::Choice;
use crate::visit::Visit;
use crate::{urls, words};

/// The hidden input that says for which school the form was opened.
pub(crate) const SCHOOL: &str = "pour";

/// The hidden input that says what the stage was when the form showed it.
pub(super) const SEEN: &str = "vu";

/// « Valider aussitôt », where the lycée inscribes.
pub(super) const AT_ONCE: &str = "valider";

/// The form of a pupil.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PupilForm {
    pub(crate) action: String,
    pub(crate) form: Form,
    /// Makes a double submit harmless; sent back as `once`.
    once: String,
    /// The pupil's school; sent back as `pour`.
    uai: String,
    /// The stage as it is shown; sent back as `vu`.
    read: String,
    /// « Pour le Collège … », said to whoever serves several schools.
    pub(crate) school: Option<String>,
    /// Asked back: for which of these schools? Sent as `reponse`.
    answers: Vec<Choice>,
    /// Asked back: is it somebody whom the school has already?
    alike: Option<Question>,
    /// The booking that is in the way.
    twin: Option<String>,
    /// « Corriger sa classe : 4e C », and where: it is the same pupil, in another class than was typed.
    mend: Option<(String, String)>,
    /// What the lycée asks of who books, or none.
    rule: Option<String>,
    /// « Valider aussitôt » is ticked.
    at_once: bool,
}

/// The pupil, if it can be written like this.
pub(super) fn pupil(form: &mut Form) -> Option<Pupil> {
    let last_name = form.read("nom", Name::parse, "Indiquez le nom de l’élève.");
    let first_name = form.read("prenom", Name::parse, "Indiquez le prénom de l’élève.");
    let class = form.read("classe", Class::parse, "Indiquez la classe, par exemple 3e\u{a0}B.");
    Some(Pupil { last_name: last_name?, first_name: first_name?, class: class? })
}

impl PupilForm {
    /// A form that was sent, or that starts from something.
    pub(crate) fn of(
        visit: &Visit,
        who: &Inscriber,
        action: impl Into<String>,
        form: Form,
        read: impl ToString,
    ) -> Self {
        let (uai, school) = opened_for(who, &form);
        Self {
            action: action.into(),
            once: match drawn_at(&form) {
                Some(_) => form.sent("once").to_owned(),
                None => visit.app.backstage.random().id(visit.now).to_string(),
            },
            uai,
            read: read.to_string(),
            school,
            answers: Vec::new(),
            alike: None,
            twin: None,
            mend: None,
            rule: rule(who.portal().tenant()),
            at_once: form.sent(AT_ONCE) == "oui",
            form,
        }
    }

    /// The form for the first time, with what was typed before the session ended; a full stage says so at
    /// once, and another school than the one that it was typed for is asked about.
    pub(crate) async fn blank(
        visit: &Visit,
        who: &Inscriber,
        action: impl Into<String>,
        slot: &Slot,
    ) -> Self {
        let typed = visit.typed_if(|form| may_read(who, form.sent(SCHOOL))).await;
        let answers = match (&who.by, &typed) {
            (Changer::School(booker), Some(form)) => in_doubt(booker, form.sent(SCHOOL)),
            _ => Vec::new(),
        };
        let form = typed.unwrap_or_else(|| {
            let school = Query::of(&visit.target).get(SCHOOL).to_owned();
            let form = Form::default().with(AT_ONCE, "oui");
            if may_read(who, &school) { form.with(SCHOOL, school) } else { form }
        });
        // Typed for another stage that was chosen before, it says nothing of this one.
        let before = form.sent(SEEN).parse().ok().filter(|seen: &AsRead| seen.is_of(slot.id));
        let read = before.unwrap_or_else(|| slot.as_read());
        let form = match (closed(slot, visit.now), answers.is_empty()) {
            (Some(why), _) => form.fail(why),
            (None, false) => form.fail(question(&answers)),
            (None, true) => form,
        };
        Self { answers, ..Self::of(visit, who, action, form, read) }
    }

    /// The form that `came` back, with what is in the way.
    pub(crate) fn again(
        visit: &Visit,
        who: &Inscriber,
        action: impl Into<String>,
        came: Inscribed,
        slot: &Slot,
    ) -> Self {
        let form = |form: Form| {
            let seen = form.sent(SEEN).to_owned();
            Self::of(visit, who, action, form, seen)
        };
        match came {
            Inscribed::Booked(_) => form(Form::default()),
            Inscribed::Mistyped(typed) => form(typed),
            Inscribed::Closed(refused, typed) => form(typed.fail(sentence(&refused))),
            Inscribed::Changed(typed) => {
                let form = form(typed.fail(format!(
                    "Ce stage a changé depuis que vous l’avez ouvert. C’est maintenant {}. Confirmez si ce créneau convient.",
                    whole(slot)
                )));
                Self { read: slot.as_read().to_string(), ..form }
            }
            Inscribed::Twin(twin, typed) => {
                let said = sentence(&BookingRefused::AlreadyBooked(twin));
                let mend = answers_same(&typed).then(|| {
                    let class = typed.sent("classe").trim().to_owned();
                    let at = Query::of(&urls::change_pupil(twin)).with("classe", &class).url();
                    (format!("Corriger sa classe\u{a0}: {class}"), at)
                });
                Self { twin: Some(urls::booking(twin)), mend, ..form(typed.fail(said)) }
            }
            Inscribed::Alike(typed, alike) => {
                let asked = Question::of(&alike);
                let twin = alike.iter().find_map(|one| one.booking).filter(|_| alike.len() == 1);
                Self {
                    twin: twin.map(urls::booking),
                    alike: Some(asked.clone()),
                    ..form(typed.fail(asked.sentence))
                }
            }
            Inscribed::Question(typed, answers) => {
                Self { answers: answers.clone(), ..form(typed.fail(question(&answers))) }
            }
        }
    }

    /// The page of the window around the form.
    pub(super) fn page(self, who: &Inscriber, slot: &Slot, now: DateTime<Utc>) -> BookPage {
        BookPage { slot: SlotView::of(slot, &who.portal().tenant().name, now), pupil: self }
    }
}

/// All of a stage that is compared with what was read: « CAP Cuisine, mini-stage, mercredi 13 janvier 2027, 9 h – 12 h, salle : Labo ».
fn whole(slot: &Slot) -> String {
    let said = |label: &str, what: &str| match what {
        "" => String::new(),
        what => format!("{label}\u{a0}: {what}"),
    };
    let (kind, room) = (slot.kind.label().to_lowercase(), said("salle", &slot.room));
    let meeting = said("rendez-vous", &slot.meeting_point);
    let (date, hours) = (french::date_long(slot.day), words::hours(slot));
    words::joined(
        ", ",
        [&slot.programme_name, &kind, &date, &hours, &room, &meeting].map(String::as_str),
    )
}

/// The school that a form was opened for, with « Pour le Collège … » where there are several.
fn opened_for(who: &Inscriber, form: &Form) -> (String, Option<String>) {
    let Changer::School(booker) = &who.by else { return (who.uai.to_string(), None) };
    let sent = form.sent(SCHOOL);
    let other = booker.other_schools().iter().find(|other| other.uai.to_string() == sent);
    let name = other.map_or(booker.school_name(), |other| &other.name);
    let uai = other.map_or(booker.uai(), |other| other.uai);
    let several = !booker.other_schools().is_empty();
    (uai.to_string(), several.then(|| format!("Pour {}", definite(name))))
}

/// What was typed for a school is read by those who book for it.
fn may_read(who: &Inscriber, typed_for: &str) -> bool {
    let others = match &who.by {
        Changer::School(booker) => booker.other_schools(),
        Changer::Lycee(_) => &[],
    };
    let others = others.iter().map(|other| other.uai);
    others.chain([who.uai]).any(|uai| uai.to_string() == typed_for)
}

/// « Vous agissez maintenant pour le Collège Pont Rousseau. Inscrire cet élève pour lui ? »
fn question(schools: &[Choice]) -> String {
    let names: Vec<String> = schools.iter().map(|school| school.label.clone()).collect();
    match names.as_slice() {
        [now, before] => format!(
            "Vous agissez maintenant pour {now}. Inscrire cet élève pour cet établissement, ou pour {before}\u{a0}?"
        ),
        [now, ..] => format!(
            "Vous agissez maintenant pour {now}. Inscrire cet élève pour cet établissement\u{a0}?"
        ),
        [] => String::new(),
    }
}

/// Why a stage takes nobody, in words.
pub(crate) fn sentence(refused: &BookingRefused) -> &'static str {
    match refused {
        BookingRefused::Full => {
            "Ce stage est complet\u{a0}: il n’y a plus de place. Choisissez un autre créneau."
        }
        BookingRefused::NotOpen => "Les inscriptions à ce stage sont closes.",
        BookingRefused::Cancelled => "Ce stage est annulé. Choisissez un autre créneau.",
        BookingRefused::Past => {
            "Ce stage a déjà commencé\u{a0}: on ne peut plus y inscrire d’élève."
        }
        BookingRefused::AlreadyBooked(_) => "Cet élève est déjà inscrit à ce stage.",
        BookingRefused::NotFound
        | BookingRefused::Changed
        | BookingRefused::UnknownSchool
        | BookingRefused::Alike(_)
        | BookingRefused::Fault(_) => "La réservation n’a pas été enregistrée.",
    }
}

/// Why `slot` takes nobody at `now`, if it does not.
pub(crate) fn closed(slot: &Slot, now: DateTime<Utc>) -> Option<&'static str> {
    match (slot.is_open(now), slot.is_past(now)) {
        (true, _) => slot.is_full().then(|| sentence(&BookingRefused::Full)),
        (false, true) => Some(sentence(&BookingRefused::Past)),
        (false, false) if slot.status == SlotStatus::Cancelled => {
            Some(sentence(&BookingRefused::Cancelled))
        }
        (false, false) => Some(sentence(&BookingRefused::NotOpen)),
    }
}
