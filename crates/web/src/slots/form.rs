//! What is typed about a stage, read with a message beside each field.

use chrono::{Datelike, NaiveDate, NaiveTime};
use domain::ids::{ProgrammeId, TeacherId};
use domain::offer::Offer;
use domain::slots::{MOST_PLACES, Slot, SlotDraft, SlotRefused, VisitKind};
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::pages::SlotFormPage;
use crate::view::{Choice, Field};

/// Letters of « Salle », at most.
const LONGEST_ROOM: usize = 80;
/// Letters of « Point de rendez-vous », at most.
const LONGEST_MEETING: usize = 200;
/// Letters of « Consignes », at most.
const LONGEST_NOTE: usize = 2000;
/// Years ahead beyond which a date is a slip of the finger.
const YEARS_AHEAD: i32 = 3;

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SlotForm {
    programme: String,
    #[serde(rename = "type")]
    kind: String,
    date: String,
    debut: String,
    fin: String,
    places: String,
    salle: String,
    rendez_vous: String,
    enseignants: Vec<String>,
    consignes: String,
    version: String,
    etat: String,
}

/// What is wrong, by field; each a sentence that says what to do.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    general: Option<String>,
    programme: Option<String>,
    date: Option<String>,
    starts: Option<String>,
    ends: Option<String>,
    capacity: Option<String>,
    room: Option<String>,
    meeting: Option<String>,
    note: Option<String>,
}

impl SlotForm {
    /// An empty form, on a day that was clicked.
    pub(super) fn blank(date: &str) -> Self {
        Self {
            kind: VisitKind::MiniStage.as_str().to_owned(),
            date: date
                .parse::<NaiveDate>()
                .map_or_else(|_| String::new(), |date| date.to_string()),
            places: "4".to_owned(),
            ..Self::default()
        }
    }

    /// A stage as it would have been typed.
    pub(super) fn of(slot: &Slot) -> Self {
        Self {
            programme: slot.programme.to_string(),
            kind: slot.kind.as_str().to_owned(),
            date: slot.day.to_string(),
            debut: slot.starts.format("%H:%M").to_string(),
            fin: slot.ends.format("%H:%M").to_string(),
            places: slot.capacity.to_string(),
            salle: slot.room.clone(),
            rendez_vous: slot.meeting_point.clone(),
            enseignants: slot
                .teachers
                .iter()
                .map(|teacher| teacher.id.to_string())
                .collect(),
            consignes: slot.note.clone(),
            version: slot.version.to_string(),
            etat: String::new(),
        }
    }

    /// Whether the button « Publier » was pressed.
    pub(super) fn publishes(&self) -> bool {
        self.etat == "published"
    }

    /// The day, if it reads.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.date.trim().parse().ok()
    }

    /// The version that was read before typing.
    pub(super) fn version(&self) -> i32 {
        self.version.parse().unwrap_or_default()
    }

    /// The same over a newer version: sent again, it wins.
    pub(super) fn over(mut self, version: i32) -> Self {
        self.version = version.to_string();
        self
    }

    /// All fields, or all mistakes at once.
    pub(super) fn read(&self, today: NaiveDate) -> Result<SlotDraft, Box<Mistakes>> {
        let mut wrong = Mistakes::default();
        let programme = note(
            &mut wrong.programme,
            self.programme
                .parse::<ProgrammeId>()
                .map_err(|_| "Choisissez la filière du stage.".to_owned()),
        );
        let day = note(&mut wrong.date, self.read_day(today));
        let starts = note(&mut wrong.starts, read_time(&self.debut, "de début"));
        let ends = note(&mut wrong.ends, read_time(&self.fin, "de fin"));
        if let (Some(starts), Some(ends)) = (starts, ends)
            && ends <= starts
        {
            wrong.ends = Some("La fin doit être après le début.".to_owned());
        }
        let capacity = note(&mut wrong.capacity, self.read_capacity());
        let room = note(
            &mut wrong.room,
            read_line(&self.salle, "La salle", LONGEST_ROOM),
        );
        let meeting = note(
            &mut wrong.meeting,
            read_line(
                &self.rendez_vous,
                "Le point de rendez-vous",
                LONGEST_MEETING,
            ),
        );
        let text = note(&mut wrong.note, read_text(&self.consignes));
        // An unknown kind or teacher was not typed by a person: the first kind, and no teacher.
        let kind = self.kind.parse().unwrap_or(VisitKind::MiniStage);
        let teachers = self
            .enseignants
            .iter()
            .filter_map(|id| id.parse::<TeacherId>().ok())
            .collect();
        match (programme, day, starts, ends, capacity, room, meeting, text) {
            (
                Some(programme),
                Some(day),
                Some(starts),
                Some(ends),
                Some(capacity),
                Some(room),
                Some(meeting),
                Some(note),
            ) if wrong.is_empty() => Ok(SlotDraft {
                programme,
                kind,
                day,
                starts,
                ends,
                capacity,
                room,
                meeting_point: meeting,
                note,
                teachers,
            }),
            _ => Err(Box::new(wrong)),
        }
    }

    fn read_day(&self, today: NaiveDate) -> Result<NaiveDate, String> {
        let day = self
            .day()
            .ok_or("Indiquez la date du stage, par exemple 2027-01-13.")?;
        if (today.year() - YEARS_AHEAD..=today.year() + YEARS_AHEAD).contains(&day.year()) {
            return Ok(day);
        }
        Err("Vérifiez l’année de la date.".to_owned())
    }

    fn read_capacity(&self) -> Result<i32, String> {
        match self.places.trim().parse::<i32>() {
            Ok(places) if places < 1 => Err("Indiquez au moins une place.".to_owned()),
            Ok(places) if places > MOST_PLACES => {
                Err(format!("Un stage a {MOST_PLACES} places au plus."))
            }
            Ok(places) => Ok(places),
            Err(_) => Err("Indiquez le nombre de places, en chiffres.".to_owned()),
        }
    }

    /// The form again, as typed, over the offer of the lycée.
    pub(super) fn page(&self, offer: &Offer, wrong: Mistakes) -> SlotFormPage {
        let field = |value: &str, error| Field {
            value: value.to_owned(),
            error,
        };
        let mut programmes = vec![Choice::new(
            "",
            "Choisir une filière",
            self.programme.is_empty(),
        )];
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

impl Mistakes {
    fn is_empty(&self) -> bool {
        let all = [
            &self.general,
            &self.programme,
            &self.date,
            &self.starts,
            &self.ends,
            &self.capacity,
            &self.room,
            &self.meeting,
            &self.note,
        ];
        all.into_iter().all(Option::is_none)
    }

    /// What the business refused, beside the field that it is about. `None`: not a mistake of hers.
    pub(super) fn of(refused: &SlotRefused) -> Option<Self> {
        let mut wrong = Self::default();
        let (field, message) = match refused {
            SlotRefused::UnknownProgramme => (&mut wrong.programme, "Choisissez la filière du stage.".to_owned()),
            SlotRefused::UnknownTeacher => {
                (&mut wrong.general, "Un des enseignants n’est plus dans la liste\u{a0}: vérifiez les cases cochées.".to_owned())
            }
            SlotRefused::EndsBeforeStart => (&mut wrong.ends, "La fin doit être après le début.".to_owned()),
            SlotRefused::NoSuchHour => (
                &mut wrong.starts,
                "Cette heure n’existe pas, ou existe deux fois, cette nuit-là\u{a0}: on change d’heure. Choisissez-en une autre."
                    .to_owned(),
            ),
            SlotRefused::InThePast => {
                (&mut wrong.date, "Le stage doit commencer plus tard que maintenant.".to_owned())
            }
            SlotRefused::CapacityOutOfRange => {
                (&mut wrong.capacity, format!("Indiquez de 1 à {MOST_PLACES} places."))
            }
            SlotRefused::BelowBooked { booked } => (
                &mut wrong.capacity,
                format!("Il y a déjà {}\u{a0}: gardez au moins autant de places.", crate::words::counted(
                    u64::try_from(*booked).unwrap_or_default(),
                    "élève inscrit",
                    "élèves inscrits",
                )),
            ),
            _ => return None,
        };
        *field = Some(message);
        Some(wrong)
    }
}

/// Puts a message where it belongs and lets the value go on.
fn note<T>(place: &mut Option<String>, read: Result<T, String>) -> Option<T> {
    read.map_err(|message| *place = Some(message)).ok()
}

/// "09:15", and what people type where the browser has no clock: "9h15", "9 h 15", "9 h".
fn read_time(typed: &str, which: &str) -> Result<NaiveTime, String> {
    let tidy: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase()
        .replace('h', ":");
    let (hour, minute) = tidy.split_once(':').unwrap_or((&tidy, ""));
    let minute = minute.split(':').next().unwrap_or_default();
    let parsed = || {
        let minute = if minute.is_empty() {
            0
        } else {
            minute.parse().ok()?
        };
        NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
    };
    parsed().ok_or_else(|| format!("Indiquez l’heure {which}, par exemple 9\u{a0}h\u{a0}15."))
}

fn read_line(typed: &str, what: &str, longest: usize) -> Result<String, String> {
    let line: String = typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .filter(|c| !c.is_control())
        .collect();
    within(line, what, longest)
}

fn read_text(typed: &str) -> Result<String, String> {
    let text: String = typed
        .replace("\r\n", "\n")
        .nfc()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect();
    within(text.trim().to_owned(), "Les consignes", LONGEST_NOTE)
}

fn within(text: String, what: &str, longest: usize) -> Result<String, String> {
    match text.chars().count() {
        count if count > longest => {
            let over = what.starts_with("Les");
            let verb = if over { "ont" } else { "a" };
            Err(format!(
                "{what} {verb} {longest} caractères au plus\u{a0}; il y en a {count}."
            ))
        }
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> SlotForm {
        SlotForm {
            programme: "0199a9c0-0000-7000-8000-000000000000".into(),
            kind: "visit".into(),
            date: "2027-01-13".into(),
            debut: "9h15".into(),
            fin: "12 H".into(),
            places: " 4 ".into(),
            salle: "  Atelier\u{0} C ".into(),
            consignes: "Blouse.\r\nGants.".into(),
            enseignants: vec!["x".into()],
            ..SlotForm::default()
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, 11).unwrap()
    }

    #[test]
    fn what_people_type_is_understood() {
        let draft = typed().read(today()).unwrap();
        assert_eq!(
            (draft.starts.to_string(), draft.ends.to_string()),
            ("09:15:00".into(), "12:00:00".into())
        );
        assert_eq!(
            (draft.room.as_str(), draft.note.as_str(), draft.capacity),
            ("Atelier C", "Blouse.\nGants.", 4)
        );
        assert_eq!((draft.kind, draft.teachers.len()), (VisitKind::Visit, 0));
    }

    #[test]
    fn every_mistake_is_said_at_once() {
        let wrong = SlotForm {
            places: "0".into(),
            salle: "a".repeat(81),
            ..SlotForm::default()
        }
        .read(today())
        .unwrap_err();
        for message in [
            &wrong.programme,
            &wrong.date,
            &wrong.starts,
            &wrong.ends,
            &wrong.capacity,
            &wrong.room,
        ] {
            assert!(message.is_some(), "{wrong:?}");
        }
        let backwards = SlotForm {
            fin: "08:00".into(),
            ..typed()
        }
        .read(today())
        .unwrap_err();
        assert_eq!(
            backwards.ends.as_deref(),
            Some("La fin doit être après le début.")
        );
        for (date, places) in [
            ("20270-01-13", "4"),
            ("2207-01-13", "4"),
            ("2027-02-30", "4"),
            ("2027-01-13", "501"),
        ] {
            assert!(
                SlotForm {
                    date: date.into(),
                    places: places.into(),
                    ..typed()
                }
                .read(today())
                .is_err(),
                "{date} {places}"
            );
        }
    }
}
