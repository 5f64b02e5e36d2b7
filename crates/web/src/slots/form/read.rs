//! The form read: a draft for the business, or all mistakes at once.

use chrono::{Datelike, NaiveDate};
use domain::ids::{ProgrammeId, TeacherId};
use domain::slots::{MOST_PLACES, SlotDraft, VisitKind};

use super::typed::{read_line, read_text, read_time};
use super::{Mistakes, SlotForm};

/// Letters of « Salle », at most.
const LONGEST_ROOM: usize = 80;
/// Letters of « Point de rendez-vous », at most.
const LONGEST_MEETING: usize = 200;
/// Letters of « Consignes », at most.
const LONGEST_NOTE: usize = 2000;
/// Years ahead beyond which a date is a slip of the finger.
const YEARS_AHEAD: i32 = 3;

impl SlotForm {
    /// All fields, or all mistakes at once.
    pub(in crate::slots) fn read(&self, today: NaiveDate) -> Result<SlotDraft, Box<Mistakes>> {
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
        let room = note(&mut wrong.room, read_line(&self.salle, "La salle", LONGEST_ROOM));
        let meeting = note(
            &mut wrong.meeting,
            read_line(&self.rendez_vous, "Le point de rendez-vous", LONGEST_MEETING),
        );
        let text = note(&mut wrong.note, read_text(&self.consignes, "Les consignes", LONGEST_NOTE));
        // An unknown kind or teacher was not typed by a person: the first kind, and no teacher.
        let kind = self.kind.parse().unwrap_or(VisitKind::MiniStage);
        let teachers =
            self.enseignants.iter().filter_map(|id| id.parse::<TeacherId>().ok()).collect();
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
        let day = self.day().ok_or("Indiquez la date du stage, par exemple 2027-01-13.")?;
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
}

/// Puts a message where it belongs and lets the value go on.
fn note<T>(place: &mut Option<String>, read: Result<T, String>) -> Option<T> {
    read.map_err(|message| *place = Some(message)).ok()
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
        let wrong = SlotForm { places: "0".into(), salle: "a".repeat(81), ..SlotForm::default() }
            .read(today())
            .unwrap_err();
        for message in [
            &wrong.programme, &wrong.date, &wrong.starts, &wrong.ends, &wrong.capacity, &wrong.room,
        ] {
            assert!(message.is_some(), "{wrong:?}");
        }
        let backwards = SlotForm { fin: "08:00".into(), ..typed() }.read(today()).unwrap_err();
        assert_eq!(backwards.ends.as_deref(), Some("La fin doit être après le début."));
        for (date, places) in
            [("20270-01-13", "4"), ("2207-01-13", "4"), ("2027-02-30", "4"), ("2027-01-13", "501")]
        {
            assert!(
                SlotForm { date: date.into(), places: places.into(), ..typed() }
                    .read(today())
                    .is_err(),
                "{date} {places}"
            );
        }
    }
}
