//! What was found, in words; and what to try where nothing was.

use domain::search::{Answer, FEW_LYCEES, FoundSlot, Place, RADII, Search};
use domain::slots::VisitKind;
use education::formations::Understood;
use education::names::{at_town, of_town};
use education::{formations, french};

use super::asked::Asked;
use super::pages::{FoundRow, NothingFound};
use crate::app::App;
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::Fill;
use crate::visit::{Result, Visit};
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

/// A typing mistake that was taken for one.
pub(crate) fn corrected(typed: &str, understood: Option<&Understood>) -> Option<String> {
    let understood = understood.filter(|understood| understood.corrected)?;
    Some(format!(
        "Vous avez écrit «\u{a0}{typed}\u{a0}»\u{a0}: nous avons compris «\u{a0}{}\u{a0}».",
        understood.words
    ))
}

/// What was corrected, and what is not known.
pub(super) fn notes(asked: &Asked, answer: &Answer) -> Vec<String> {
    let mut notes = asked.mistakes.clone();
    notes.extend(corrected(asked.search.words.trim(), answer.understood.as_ref()));
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

/// Where to look instead: further, at any date, everywhere, for what is near. Only where there are stages.
pub(super) async fn nothing(visit: &Visit, asked: &Asked, answer: &Answer) -> Result<NothingFound> {
    let search = &asked.search;
    let mut instead = Vec::new();
    for (label, url) in others(asked, answer) {
        let other = Asked::read(&url, visit.now).search;
        if !visit.doors().search(&visit.scope(), &other, 1).await?.rows.is_empty() {
            instead.push((label, url));
        }
    }
    instead.push(("Tous les stages à venir".to_owned(), Query::of(urls::SEARCH).url()));
    let unknown = answer.understood.is_none() && !search.words.trim().is_empty();
    Ok(NothingFound {
        title: "Aucun stage ne correspond".to_owned(),
        hint: match (&answer.place, unknown) {
            (Place::Unknown, _) => "Nous ne connaissons ni ville ni lycée de ce nom. Vérifiez l’orthographe, ou donnez un code postal.".to_owned(),
            (_, true) => "Aucune formation ne porte ce nom. Essayez un autre mot\u{a0}: un métier, une matière, un diplôme.".to_owned(),
            _ => "Les lycées publient leurs stages au fil de l’année\u{a0}: revenez plus tard, ou élargissez la recherche.".to_owned(),
        },
        instead,
    })
}

/// Label and address of searches that are near, whether they find something or not.
fn others(asked: &Asked, answer: &Answer) -> Vec<(String, String)> {
    let search = &asked.search;
    let mut others = Vec::new();
    // Further is no use where a distance does not count.
    if let Place::Town { name, radius, .. } = &answer.place
        && *radius == search.radius
    {
        let wider =
            RADII.into_iter().filter(|radius| search.radius.is_none_or(|now| now < *radius));
        others.extend(wider.map(|wider| {
            let label = format!("À moins de {wider}\u{a0}km {}", of_town(name));
            (label, asked.with("rayon", &wider.to_string()))
        }));
    }
    let without = |names: &[&str]| {
        let query = asked.query.clone().with("apres", "");
        names.iter().fold(query, |query, name| query.with(name, "")).url()
    };
    if asked.query.has_any(&DATES) {
        others.push(("À toute date, complets compris".to_owned(), without(&DATES)));
    }
    if asked.query.has_any(&PLACES) {
        others.push(("Partout".to_owned(), without(&PLACES)));
        if asked.query.has_any(&DATES) {
            let all = [&PLACES[..], &DATES[..]].concat();
            others.push(("Partout, à toute date".to_owned(), without(&all)));
        }
    }
    if !search.words.trim().is_empty() {
        let meant =
            answer.understood.as_ref().map_or(&search.words, |understood| &understood.words);
        let near = formations::neighbours(meant).into_iter();
        others.extend(near.map(|word| (word.to_owned(), asked.with("formation", word))));
    }
    others
}

/// What narrows a search to some places, and to some dates.
const PLACES: [&str; 4] = ["lieu", "rayon", "departement", "academie"];
const DATES: [&str; 4] = ["du", "au", "moment", "places"];
