//! The form of a stage: its fields, its mistakes, its page.

use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::ids::{ProgrammeId, TeacherId};
use domain::offer::{Offer, Track};
use domain::slots::{MOST_PLACES, Slot, SlotDraft, SlotRefused, VisitKind};
use domain::text::{Meeting, Note, Room};

use super::pages::SlotFormPage;
use crate::form::{self, Form};
use crate::view::Choice;
use crate::words::counted;

/// A date further away than these years is a slip of the finger.
const YEARS_AHEAD: i32 = 3;

const NO_PROGRAMME: &str = "Choisissez la formation du stage.";
/// What may still change of a stage that took place.
pub(super) const TOOK_PLACE: &str = "Ce stage a commencé avec des élèves\u{a0}: ce que disent leurs conventions (formation, type, date, horaires, salle, rendez-vous, enseignants, consignes) ne change plus. Seul le nombre de places peut encore être corrigé.";
const BACKWARDS: &str = "La fin doit être après le début.";

/// An empty form, on a day that was clicked.
pub(super) fn blank(date: &str) -> Form {
    let date = date.parse::<NaiveDate>().map_or_else(|_| String::new(), |date| date.to_string());
    Form::default()
        .with("type", VisitKind::MiniStage.as_str())
        .with("date", date)
        .with("places", "4")
}

/// A stage as it would have been typed.
pub(super) fn of(slot: &Slot) -> Form {
    let form = Form::default()
        .with("programme", slot.programme.to_string())
        .with("type", slot.kind.as_str())
        .with("date", slot.day.to_string())
        .with("debut", slot.starts.format("%H:%M").to_string())
        .with("fin", slot.ends.format("%H:%M").to_string())
        .with("places", slot.capacity.to_string())
        .with("salle", &slot.room)
        .with("rendez_vous", &slot.meeting_point)
        .with("consignes", &slot.note)
        .with("version", slot.version.to_string());
    slot.teachers.iter().fold(form, |form, one| form.with("enseignants", one.id.to_string()))
}

/// Reads the stage, or notes all mistakes at once.
pub(super) fn draft(form: &mut Form, today: NaiveDate) -> Option<SlotDraft> {
    let programme =
        form.read("programme", |id| id.parse::<ProgrammeId>().or(Err(())), NO_PROGRAMME);
    let day = form.check("date", |typed| read_day(typed, today));
    let starts = form.check("debut", |typed| read_time(typed, "de début"));
    let ends = form.check("fin", |typed| match read_time(typed, "de fin")? {
        ends if starts.is_some_and(|starts| ends <= starts) => Err(BACKWARDS.to_owned()),
        ends => Ok(ends),
    });
    let capacity = form.check("places", read_capacity);
    let room = form.read("salle", Room::parse, "");
    let meeting_point = form.read("rendez_vous", Meeting::parse, "");
    let note = form.read("consignes", Note::parse, "");
    Some(SlotDraft {
        programme: programme?,
        // An unknown kind or teacher was not typed by a person: the first kind, and no teacher.
        kind: form.sent("type").parse().unwrap_or(VisitKind::MiniStage),
        day: day?,
        starts: starts?,
        ends: ends?,
        capacity: capacity?,
        room: room?,
        meeting_point: meeting_point?,
        note: note?,
        teachers: form.all("enseignants").filter_map(|id| id.parse::<TeacherId>().ok()).collect(),
    })
}

/// Whether the button « Publier » was pressed.
pub(super) fn publishes(form: &Form) -> bool {
    form.sent("etat") == "published"
}

/// The day, if it reads.
pub(super) fn day(form: &Form) -> Option<NaiveDate> {
    form::day(form.sent("date"))
}

/// Puts a refusal beside the field that it is about. It comes back if no field is wrong.
pub(super) fn mistaken(form: Form, refused: SlotRefused) -> Result<Form, SlotRefused> {
    Ok(match refused {
        SlotRefused::UnknownProgramme => form.wrong("programme", NO_PROGRAMME),
        SlotRefused::UnknownTeacher => form.fail(
            "Un des enseignants n’est plus dans la liste\u{a0}: vérifiez les cases cochées.",
        ),
        SlotRefused::EndsBeforeStart => form.wrong("fin", BACKWARDS),
        SlotRefused::NoSuchHour => form.wrong(
            "debut",
            "Cette heure n’existe pas, ou existe deux fois, cette nuit-là\u{a0}: on change d’heure. Choisissez-en une autre.",
        ),
        SlotRefused::InThePast => {
            form.wrong("date", "Le stage doit commencer plus tard que maintenant.")
        }
        SlotRefused::Begun => form.fail(format!("Rien n’est enregistré. {TOOK_PLACE}")),
        SlotRefused::CapacityOutOfRange => {
            form.wrong("places", format!("Indiquez de 1 à {MOST_PLACES} places."))
        }
        SlotRefused::BelowBooked { booked } => {
            let booked = u64::try_from(booked).unwrap_or_default();
            let pupils = counted(booked, "élève inscrit", "élèves inscrits");
            let sentence = format!("Il y a déjà {pupils}\u{a0}: gardez au moins autant de places.");
            form.wrong("places", sentence)
        }
        other => return Err(other),
    })
}

/// The form as a page, over the offer of the lycée.
pub(super) fn page(form: Form, offer: &Offer) -> SlotFormPage {
    let choice = |name: &str, value: String, label: &str| {
        let chosen = form.all(name).any(|sent| sent == value);
        Choice::new(value, label, chosen)
    };
    let of_track = |track: &Track| {
        let rows = track.programmes.iter();
        let rows = rows.map(|row| choice("programme", row.id.to_string(), &row.name));
        (track.name.clone(), rows.collect::<Vec<_>>())
    };
    let programmes = offer.tracks.iter().map(of_track);
    let teachers = offer.teachers.iter();
    let teachers = teachers.map(|row| choice("enseignants", row.id.to_string(), &row.name));
    let kinds = VisitKind::ALL.iter();
    let kinds = kinds.map(|kind| choice("type", kind.as_str().to_owned(), kind.label()));
    SlotFormPage {
        version: form.sent("version").to_owned(),
        programmes: programmes.collect(),
        kinds: kinds.collect(),
        teachers: teachers.collect(),
        form,
        ..SlotFormPage::default()
    }
}

fn read_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    match form::day(typed) {
        Some(day) if (day.year() - today.year()).abs() <= YEARS_AHEAD => Ok(day),
        Some(_) => Err("Vérifiez l’année de la date.".to_owned()),
        None => Err("Indiquez la date du stage, par exemple 13/01/2027.".to_owned()),
    }
}

fn read_capacity(typed: &str) -> Result<i32, String> {
    match typed.trim().parse::<i32>() {
        Ok(places) if places < 1 => Err("Indiquez au moins une place.".to_owned()),
        Ok(places) if places > MOST_PLACES => {
            Err(format!("Un stage a {MOST_PLACES} places au plus."))
        }
        Ok(places) => Ok(places),
        Err(_) => Err("Indiquez le nombre de places, en chiffres.".to_owned()),
    }
}

/// "09:15", and what people type where the browser has no clock: "9h15", "9 h 15", "9 h".
fn read_time(typed: &str, which: &str) -> Result<NaiveTime, String> {
    let tidy: String = typed.to_lowercase().split_whitespace().collect();
    let mut parts = tidy.split(['h', ':']);
    let hour = parts.next().and_then(|hour| hour.parse().ok());
    let minute = match parts.next().unwrap_or_default() {
        "" => Some(0),
        minute => minute.parse().ok(),
    };
    hour.zip(minute)
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(|| format!("Indiquez l’heure {which}, par exemple 9\u{a0}h\u{a0}15."))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, to_value};

    use super::*;

    const TYPED: [(&str, &str); 9] = [
        ("programme", "0199a9c0-0000-7000-8000-000000000000"),
        ("type", "visit"),
        ("date", "2027-01-13"),
        ("debut", "9h15"),
        ("fin", "12 H"),
        ("places", " 4 "),
        ("salle", "  Atelier\u{0} C "),
        ("consignes", "Blouse.\r\nGants."),
        ("enseignants", "x"),
    ];

    /// What is read of these values after [`TYPED`], and the sentences beside them.
    fn read(
        typed: &[(&'static str, &str)],
        then: &[(&'static str, &str)],
    ) -> (Option<SlotDraft>, Value) {
        let all = typed.iter().chain(then);
        let mut form = all.fold(Form::default(), |form, (name, value)| form.with(name, *value));
        let draft = draft(&mut form, NaiveDate::from_ymd_opt(2027, 1, 11).unwrap());
        (draft, to_value(&form).unwrap()["errors"].take())
    }

    #[test]
    fn what_people_type_is_understood() {
        let draft = read(&TYPED, &[]).0.unwrap();
        assert_eq!(
            (draft.starts.to_string(), draft.ends.to_string()),
            ("09:15:00".into(), "12:00:00".into())
        );
        assert_eq!(
            (&*draft.room, &*draft.note, draft.capacity),
            ("Atelier C", "Blouse.\nGants.", 4)
        );
        assert_eq!((draft.kind, draft.teachers.len()), (VisitKind::Visit, 0));
    }

    #[test]
    fn every_mistake_is_said_at_once() {
        let (draft, wrong) = read(&[], &[("places", "0"), ("salle", &"a".repeat(81))]);
        assert!(draft.is_none());
        for name in ["programme", "date", "debut", "fin", "places", "salle"] {
            assert!(wrong[name].is_string(), "{name}: {wrong}");
        }
        assert_eq!(read(&TYPED, &[("fin", "08:00")]).1["fin"], "La fin doit être après le début.");
        for (name, value) in [
            ("date", "20270-01-13"),
            ("date", "2207-01-13"),
            ("date", "2027-02-30"),
            ("places", "501"),
        ] {
            assert!(read(&TYPED, &[(name, value)]).0.is_none(), "{value}");
        }
    }
}
