//! Two people edit one stage: the second keeps what she wrote, and what she did not touch follows the first.

use domain::slots::Slot;
use education::french;
use url::form_urlencoded;

use super::form;
use crate::form::Form;

/// The inputs of a stage, and their labels.
const INPUTS: [(&str, &str); 10] = [
    ("programme", "Formation"),
    ("type", "Type de stage"),
    ("date", "Date"),
    ("debut", "Début"),
    ("fin", "Fin"),
    ("places", "Places"),
    ("salle", "Salle"),
    ("rendez_vous", "Point de rendez-vous"),
    ("enseignants", "Enseignants"),
    ("consignes", "Consignes"),
];

/// The stage as a form showed it first, for its hidden input `avant`.
pub(super) fn before(form: &Form, slot: &Slot) -> String {
    match form.sent("avant") {
        "" => written(&form::of(slot)),
        sent => sent.to_owned(),
    }
}

/// What she wrote over the stage as it is `now`, and what a colleague changed in it, a line each.
pub(super) fn merged(typed: &Form, now: &Slot) -> (Form, Vec<String>) {
    let before = form_urlencoded::parse(typed.sent("avant").as_bytes()).into_owned().collect();
    let (before, stored) = (Form::returned(before), form::of(now));
    let mut lines = Vec::new();
    let mut merged =
        Form::default().with("version", now.version.to_string()).with("avant", written(&stored));
    for (name, label) in INPUTS {
        let [was, hers, theirs] = [&before, typed, &stored].map(|form| values(form, name));
        let touched = hers != was;
        if theirs != was && theirs != hers {
            let value = match shown(now, name) {
                value if value.is_empty() => "rien".to_owned(),
                value => value,
            };
            let kept = if touched { ", vous avez écrit autre chose" } else { "" };
            lines.push(format!("{label}\u{a0}: {value}{kept}"));
        }
        let kept = if touched { hers } else { theirs };
        merged = kept.into_iter().fold(merged, |form, value| form.with(name, value));
    }
    if lines.is_empty() {
        lines.push("Rien de ce que vous voyez ici\u{a0}: vos réponses sont les mêmes.".to_owned());
    }
    (merged, lines)
}

fn written(form: &Form) -> String {
    let pairs = form.to_return().into_iter().flatten();
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn values(form: &Form, name: &str) -> Vec<String> {
    // A text area ends its lines in its own way.
    let values = form.all(name).map(|value| value.trim().replace("\r\n", "\n"));
    let mut values: Vec<String> = values.collect();
    values.sort_unstable();
    values
}

/// What an input holds now, in words.
fn shown(now: &Slot, name: &str) -> String {
    match name {
        "programme" => now.programme_name.clone(),
        "type" => now.kind.label().to_owned(),
        "date" => french::date_long(now.day),
        "debut" => french::hour(now.starts),
        "fin" => french::hour(now.ends),
        "places" => now.capacity.to_string(),
        "salle" => now.room.clone(),
        "rendez_vous" => now.meeting_point.clone(),
        "consignes" => now.note.clone(),
        _ => {
            let names: Vec<&str> =
                now.teachers.iter().map(|teacher| teacher.name.as_str()).collect();
            names.join(", ")
        }
    }
}
