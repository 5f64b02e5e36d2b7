//! What a convention says, line by line: what is called a change, and what follows from it.
//!
//! Two papers are compared by these lines and by nothing else. Each field of [`Paper`](super::paper::Paper)
//! stands in a line, or among those that say nothing to the people who sign; a test walks the fields.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a line is about, and so what follows when it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Who comes.
    Pupil,
    /// What the family signed for: a signed copy of something else is not worth anything.
    Stage,
    /// Where to go and whom to ask for: told in any case; a signed copy stays good.
    Practice,
    /// How to reach the lycée and what it asks of those who come: told in any case, too.
    Venue,
    /// What else the lycée says of itself: printed anew until the signed copy is back.
    Lycee,
    /// What the school says of itself: printed anew when the school asks for it, until the signed copy is back.
    School,
    /// When the booking is released: never printed, told while it waits.
    Release,
}

impl Part {
    /// What is told although the signed copy is back: those who come must know, whatever paper they hold.
    pub(super) fn is_spoken(self) -> bool {
        matches!(self, Self::Pupil | Self::Stage | Self::Practice | Self::Venue)
    }
}

/// A line of a convention that says something else than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// « Horaires ».
    pub label: &'static str,
    /// What it is about.
    pub part: Part,
    /// « 8 h 30 – 11 h 30 », or empty.
    pub before: String,
    /// « 9 h – 11 h 30 », or empty.
    pub after: String,
}

/// Label and part of each line, and its fields; what stands before the path is written between two of them. Mails
/// keep what they said in this order: a new line comes last.
pub(super) const LINES: [(&str, Part, &[&str]); 28] = [
    ("Élève", Part::Pupil, &["/pupil/last_name", " /pupil/first_name", ", /pupil/class"]),
    ("Formation", Part::Stage, &["/visit/programme"]),
    ("Filière", Part::Practice, &["/visit/track"]),
    ("Type de stage", Part::Stage, &["/visit/kind"]),
    ("Date", Part::Stage, &["/visit/date"]),
    ("Horaires", Part::Stage, &["/visit/hours"]),
    ("Lieu", Part::Practice, &["/visit/room"]),
    ("Rendez-vous", Part::Practice, &["/visit/meeting_point"]),
    ("Enseignant", Part::Practice, &["/visit/teacher"]),
    ("Consignes", Part::Practice, &["/visit/note"]),
    ("Délai", Part::Lycee, &["/policy_note"]),
    ("Lycée", Part::Venue, &["/host/kind_and_name"]),
    ("Code RNE du lycée", Part::Lycee, &["/host/uai"]),
    ("Adresse du lycée", Part::Venue, &["/host/address_lines"]),
    ("Téléphone du lycée", Part::Venue, &["/host/phone"]),
    ("Courriel du lycée", Part::Venue, &["/host/mail"]),
    ("Représentant du lycée", Part::Lycee, &["/host/head_name", ", /host/head_quality"]),
    ("Assurance du lycée", Part::Lycee, &["/host/insurance"]),
    (
        "Délibération du conseil d’administration",
        Part::Lycee,
        &["/board_resolution/number", " du /board_resolution/date"],
    ),
    ("Droit cité", Part::Lycee, &["/host/agricultural"]),
    ("Paragraphes du lycée", Part::Venue, &["/paragraphs"]),
    ("Établissement", Part::School, &["/origin/kind_and_name"]),
    ("Adresse de l’établissement", Part::School, &["/origin/address_lines"]),
    ("Téléphone de l’établissement", Part::School, &["/origin/phone"]),
    ("Courriel de l’établissement", Part::School, &["/origin/mail"]),
    (
        "Représentant de l’établissement",
        Part::School,
        &["/origin/head_name", ", /origin/head_quality"],
    ),
    ("Assurance de l’établissement", Part::School, &["/origin/insurance"]),
    ("Suppression prévue", Part::Release, &["/release"]),
];

/// What a convention says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said(Vec<Option<String>>);

impl Said {
    /// What a paper says. A line of which it has no field is not known: an older release printed the paper.
    pub(super) fn of(data: &Value) -> Self {
        Self(LINES.iter().map(|(.., fields)| line(data, fields)).collect())
    }

    /// What it says of one part, line by line.
    pub(super) fn of_part(&self, wanted: Part) -> String {
        let lines = LINES.iter().zip(&self.0).filter(|((_, part, _), _)| *part == wanted);
        lines.map(|(_, line)| line.as_deref().unwrap_or_default()).collect::<Vec<_>>().join("\n")
    }

    /// The same, with those lines of `now` that are never printed and, where the signed copy is `back`, those
    /// that are told whatever paper people hold.
    pub(super) fn spoken_over(self, now: Self, back: bool) -> Self {
        let lines = LINES.iter().zip(self.0).zip(now.0);
        Self(
            lines
                .map(|(((_, part, _), old), new)| {
                    match *part == Part::Release || (back && part.is_spoken()) {
                        true => new.or(old),
                        false => old,
                    }
                })
                .collect(),
        )
    }

    /// The same without the pupil, where it is another than `now`.
    pub(super) fn without_others(mut self, now: &Self) -> Option<Self> {
        let lines = LINES.iter().zip(self.0.iter_mut().zip(&now.0));
        let mut others = false;
        for ((_, part, _), (line, now)) in lines {
            if *part == Part::Pupil
                && line.as_ref().is_some_and(|line| !line.is_empty())
                && line != now
            {
                *line = Some(String::new());
                others = true;
            }
        }
        others.then_some(self)
    }

    /// What is said otherwise by `now`.
    pub(super) fn changes(&self, now: &Self) -> Vec<Change> {
        let lines = LINES.iter().zip(self.0.iter().zip(&now.0));
        let differing = lines.filter_map(|((label, part, _), (before, after))| {
            let (before, after) = (before.clone()?, after.clone()?);
            let change = Change { label, part: *part, before, after };
            (change.before != change.after).then_some(change)
        });
        differing.collect()
    }
}

fn line(data: &Value, fields: &[&str]) -> Option<String> {
    let mut said = String::new();
    for field in fields {
        let (between, path) = field.split_at(field.find('/').unwrap_or_default());
        let word = word(at(data, path)?);
        // What follows a comma says more of what stands before it.
        let alone = said.is_empty() && between.starts_with(',');
        if !word.is_empty() && !alone {
            if !said.is_empty() {
                said += between;
            }
            said += &word;
        }
    }
    Some(said)
}

/// A field; of a part that is empty, nothing. `None`: the paper knows no such field.
fn at<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    let mut here = data;
    for name in path.split('/').skip(1) {
        here = match here {
            Value::Object(fields) => fields.get(name)?,
            _ => return Some(&Value::Null),
        };
    }
    Some(here)
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().map(word).collect::<Vec<_>>().join(", "),
        Value::Bool(true) => "code rural et de la pêche maritime".to_owned(),
        Value::Bool(false) => "code de l’éducation".to_owned(),
        Value::Null | Value::Number(_) | Value::Object(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::agreements::paper::Paper;

    /// Fields that say nothing to the people who sign, or what another field says.
    const SILENT: [&str; 15] = [
        // A colour, a watermark, the day of printing, an address for machines.
        "/theme/accent", "/specimen", "/issued_on", "/verification_url",
        // Which paper it is follows from what changed.
        "/version", // They never change.
        "/reference", "/origin/uai", "/origin/agricultural",
        // It follows from the date.
        "/school_year", // The heads, who are named above.
        "/signatories/0/title", "/signatories/0/name", "/signatories/0/stamp",
        "/signatories/1/title", "/signatories/1/name", "/signatories/1/stamp",
    ];

    fn leaves(at: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                fields
                    .iter()
                    .for_each(|(name, value)| leaves(&format!("{at}/{name}"), value, found));
            }
            Value::Array(parts) if parts.iter().all(Value::is_object) && !parts.is_empty() => {
                let parts = parts.iter().take(2).enumerate();
                parts.for_each(|(number, value)| leaves(&format!("{at}/{number}"), value, found));
            }
            _ => found.push(at.to_owned()),
        }
    }

    /// A field that is new stands in no line and is not silent: this test is red until somebody decides.
    #[test]
    fn every_field_of_the_paper_is_told_or_silent() {
        let mut paper = serde_json::to_value(Paper::sample()).unwrap();
        // A quality is said of somebody.
        for side in ["host", "origin"] {
            paper[side]["head_name"] = json!("Mme Claire Morvan");
        }
        let mut found = Vec::new();
        leaves("", &paper, &mut found);
        assert!(found.len() > 35, "{found:?}");
        for leaf in &found {
            let mut other = paper.clone();
            let field = other.pointer_mut(leaf).unwrap();
            *field = match field {
                Value::Bool(old) => json!(!*old),
                Value::Array(_) => json!(["autre"]),
                _ => json!("autre"),
            };
            let changes = Said::of(&paper).changes(&Said::of(&other));
            assert_eq!(changes.len(), usize::from(!SILENT.contains(&leaf.as_str())), "{leaf}");
            assert!(
                changes
                    .iter()
                    .all(|change| change.after.contains("autre") || leaf.ends_with("agricultural")),
                "{changes:?}"
            );
        }
        for (_, part, fields) in LINES {
            for field in fields.iter().filter(|_| part != Part::Release) {
                let path = &field[field.find('/').unwrap()..];
                assert!(found.iter().any(|leaf| leaf == path), "{path} is no field of the paper");
            }
        }
        assert!(SILENT.iter().all(|silent| found.iter().any(|leaf| leaf == silent)));
    }

    #[test]
    fn a_change_is_told_with_both_values() {
        let paper = |hours: &str, room: &str| {
            Said::of(&json!({ "visit": { "hours": hours, "room": room, "kind": null } }))
        };
        let (old, new) = (paper("8 h 30 – 11 h 30", "A1"), paper("9 h – 11 h 30", "A1"));
        let change = |before: &str, after: &str| Change {
            label: "Horaires",
            part: Part::Stage,
            before: before.to_owned(),
            after: after.to_owned(),
        };
        assert_eq!(old.changes(&new), [change("8 h 30 – 11 h 30", "9 h – 11 h 30")]);
        assert!(old.changes(&old).is_empty());
    }

    #[test]
    fn what_a_paper_has_no_field_for_is_no_change() {
        let (old, new) = (
            json!({ "visit": { "room": "A1" } }),
            json!({ "visit": { "room": "A1", "note": "Blouse" } }),
        );
        assert!(Said::of(&old).changes(&Said::of(&new)).is_empty());
        let (none, some) = (
            json!({ "board_resolution": null }),
            json!({ "board_resolution": { "number": "12", "date": "4 juillet 2026" } }),
        );
        let [change] = Said::of(&none).changes(&Said::of(&some)).try_into().unwrap();
        assert_eq!((change.before.as_str(), change.after.as_str()), ("", "12 du 4 juillet 2026"));
    }

    #[test]
    fn the_school_is_silent_while_the_stage_speaks() {
        let paper = |room: &str, phone: &str, mail: &str, release: &str| {
            let (host, visit) = (json!({ "phone": phone }), json!({ "room": room }));
            let origin = json!({ "mail": mail });
            Said::of(&json!({ "visit": visit, "host": host, "origin": origin, "release": release }))
        };
        let (old, new) =
            (|| paper("A1", "01", "old", "3 mai"), || paper("A2", "02", "new", "4 mai"));
        assert_eq!(old().spoken_over(new(), true), paper("A2", "02", "old", "4 mai"));
        assert_eq!(old().spoken_over(new(), false), paper("A1", "01", "old", "4 mai"));
    }
}
