//! What was found, in words; and what to try where nothing was.

use domain::search::{Answer, FEW_LYCEES, FoundSlot, Place, RADII, Search};
use domain::slots::VisitKind;
use education::names::{at_town, of_town};
use education::{formations, french};

use super::asked::Asked;
use super::pages::{FoundRow, NothingFound};
use crate::app::App;
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::Fill;
use crate::words::{compact, fill_badge, joined};

/// A stage as a line of the results.
pub(crate) fn row(app: &App, slot: &FoundSlot) -> FoundRow {
    let number = |count: i32| u32::try_from(count).unwrap_or_default();
    let fill = Fill::new(number(slot.capacity - slot.left), number(slot.capacity));
    let distance = slot.distance.map(|far| match far {
        0 => "à moins d’un kilomètre".to_owned(),
        far => format!("à {far}\u{a0}km"),
    });
    FoundRow {
        title: slot.programme.clone(),
        href: app.url(&slot.host, &urls::slot(slot.id)),
        kind: match slot.kind {
            VisitKind::MiniStage => String::new(),
            other => other.label().to_owned(),
        },
        lycee: slot.lycee.clone(),
        town: joined(" · ", [slot.city.as_str(), distance.as_deref().unwrap_or_default()]),
        date: french::date_long(slot.day),
        hours: french::hours(slot.starts, slot.ends),
        compact: compact(slot.day, slot.starts, slot.ends),
        places: fill_badge(fill),
    }
}

/// « Résultats pour cuisine, à moins de 20 km de Nantes ».
pub(super) fn heading(search: &Search, answer: &Answer) -> String {
    let words = match &answer.understood {
        Some(understood) => understood.words.clone(),
        None => search.words.trim().to_owned(),
    };
    let place = match &answer.place {
        Place::Town { name, radius: Some(radius), .. } => {
            format!("à moins de {radius}\u{a0}km {}", of_town(name))
        }
        Place::Town { name, .. } => at_town(name),
        Place::Lycees { .. } | Place::Unknown => format!("«\u{a0}{}\u{a0}»", search.place.trim()),
        Place::Anywhere => String::new(),
    };
    match (words.as_str(), &answer.place) {
        ("", Place::Anywhere) => "Stages à venir".to_owned(),
        ("", Place::Town { .. }) => format!("Stages {place}"),
        _ => format!("Résultats pour {}", joined(", ", [words.as_str(), &place])),
    }
}

/// What was corrected, and what is not known.
pub(super) fn notes(asked: &Asked, answer: &Answer) -> Vec<String> {
    let mut notes = asked.mistakes.clone();
    if let Some(understood) = answer.understood.as_ref().filter(|understood| understood.corrected) {
        notes.push(format!(
            "Vous avez écrit «\u{a0}{}\u{a0}»\u{a0}: nous avons compris «\u{a0}{}\u{a0}».",
            asked.search.words.trim(),
            understood.words
        ));
    }
    if let Place::Lycees { more: true } = answer.place {
        notes.push(format!(
            "Plus de {FEW_LYCEES}\u{a0}lycées portent ces mots\u{a0}: les {FEW_LYCEES} premiers par ordre alphabétique sont pris en compte. Précisez le nom, ou donnez la ville."
        ));
    }
    if matches!(answer.place, Place::Lycees { .. }) && asked.search.radius.is_some() {
        notes.push("La distance compte autour d’une ville ou d’un code postal\u{a0}; elle n’est pas prise en compte pour un nom de lycée.".to_owned());
    }
    if let (Place::Town { name, radius: None, .. }, Some(_)) = (&answer.place, asked.search.radius)
    {
        notes.push(format!("La distance n’est pas prise en compte\u{a0}: nous ne savons pas où se trouve {name}. Voici les stages de cette ville."));
    }
    if let Some(until) = answer.looked_until {
        let day = french::date_long(Clock::FRANCE.day(until));
        let found = match answer.rows.is_empty() {
            true => "Aucun stage ne correspond jusqu’au",
            false => "Voici les stages qui correspondent jusqu’au",
        };
        notes.push(format!(
            "{found} {day}. «\u{a0}Chercher plus loin\u{a0}» continue à partir de là."
        ));
    }
    notes
}

/// Where to look instead: further, at any date, for what is near.
pub(super) fn nothing(asked: &Asked, answer: &Answer) -> NothingFound {
    let search = &asked.search;
    let mut instead = Vec::new();
    // Further is no use where a distance does not count.
    if let Place::Town { name, radius, .. } = &answer.place
        && *radius == search.radius
        && let Some(wider) =
            RADII.into_iter().find(|radius| search.radius.is_none_or(|now| now < *radius))
    {
        instead.push((
            format!("À moins de {wider}\u{a0}km {}", of_town(name)),
            asked.with("rayon", &wider.to_string()),
        ));
    }
    if asked.query.has_any(&["du", "au", "moment", "places"]) {
        let freed = ["du", "au", "moment", "places", "apres"];
        let all = freed.iter().fold(asked.query.clone(), |query, name| query.with(name, ""));
        instead.push(("À toute date, complets compris".to_owned(), all.url()));
    }
    if !search.words.trim().is_empty() {
        let meant =
            answer.understood.as_ref().map_or(&search.words, |understood| &understood.words);
        let near = formations::neighbours(meant).into_iter();
        instead.extend(near.map(|word| (word.to_owned(), asked.with("formation", word))));
    }
    instead.push(("Tous les stages à venir".to_owned(), Query::of(urls::SEARCH).url()));
    let unknown = answer.understood.is_none() && !search.words.trim().is_empty();
    NothingFound {
        title: "Aucun stage ne correspond".to_owned(),
        hint: match (&answer.place, unknown) {
            (Place::Unknown, _) => "Nous ne connaissons ni ville ni lycée de ce nom. Vérifiez l’orthographe, ou donnez un code postal.".to_owned(),
            (_, true) => "Aucune formation ne porte ce nom. Essayez un autre mot\u{a0}: un métier, une matière, un diplôme.".to_owned(),
            _ => "Les lycées publient leurs stages au fil de l’année\u{a0}: revenez plus tard, ou élargissez la recherche.".to_owned(),
        },
        instead,
    }
}
