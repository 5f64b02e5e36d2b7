//! `GET /reserver`: « Type d’élève », then « Créneau ».

use domain::Editor;
use domain::bookings::BookingRefused;
use domain::slots::Slot;
use domain::tenancy::Standing;
use domain::wizard::{Choice as Offered, Formation};
use education::french;
use education::names::definite;

use super::found::Found;
use super::meant::Meant;
use super::options::{SlotOption, groups};
use super::pages::{ChoosePage, PupilTypePage, Tile};
use super::pupils::{OUTSIDE, OWN, Pupils};
use super::steps::steps;
use super::trail::Trail;
use crate::bookings::{closed, sentence};
use crate::query::Query;
use crate::view::{Choice, Empty, Search};
use crate::visit::{Result, Visit, Visitor};
use crate::{urls, words};

/// Sent by the buttons under the lists, where there is no JavaScript: the list from which one was to be chosen.
pub(crate) const SENT: &str = "choisir";

/// Stages that are shown at once.
const MOST_SLOTS: u64 = 20;

/// Steps 1 and 2.
pub(crate) async fn show(visitor: Visitor) -> Result {
    let trail = Trail::of(&visitor.target);
    let pupils = Pupils::of(&visitor, &trail).await?;
    if pupils.is_open() || trail.asks_school {
        return visitor.page(&pupil_type(&visitor, &trail, &pupils).await?);
    }
    let offered = visitor.portal.choice(&trail.chosen, MOST_SLOTS).await?;
    visitor.page(&choose(&visitor, &trail.found(&offered), &pupils, &offered))
}

async fn pupil_type(visitor: &Visitor, trail: &Trail, pupils: &Pupils) -> Result<PupilTypePage> {
    let tenant = visitor.portal.tenant();
    let tile = |title, icon, href, detail: &str, chosen| Tile {
        href,
        icon,
        title,
        detail: detail.to_owned(),
        chosen,
    };
    let own = match pupils.by_staff {
        true => trail.next_for(tenant.uai),
        false => trail.choose(),
    };
    let mut page = PupilTypePage {
        lead: pupils.lead(),
        steps: steps(1, pupils, trail),
        stage: String::new(),
        tiles: vec![tile(
            OWN,
            "school",
            own.url(),
            "Chercher par lycée ou formation",
            !pupils.by_staff,
        )],
        schools: Vec::new(),
        back: trail.choose().url(),
        search: None,
        hidden: Vec::new(),
        summary: String::new(),
        found: Vec::new(),
    };
    match visitor.standing() {
        Some(Standing::Host(host)) => {
            let outside = trail.ask_school().with("eleve", "exterieur").url();
            page.tiles.push(tile(
                OUTSIDE,
                "building-2",
                outside,
                "D’un autre établissement",
                trail.outside,
            ));
            if let Some(slot) = trail.chosen.slot {
                page.stage = host.slot(slot).await?.as_ref().map(stage).unwrap_or_default();
            }
            if let Some(editor) = host.editor().filter(|_| trail.outside) {
                search_school(&mut page, &editor, trail).await?;
            }
        }
        Some(Standing::Origin(booker)) => {
            let others = booker.other_schools();
            let here = Choice::new(booker.uai().to_string(), definite(booker.school_name()), true);
            let there = others
                .iter()
                .map(|other| Choice::new(other.uai.to_string(), definite(&other.name), false));
            if !others.is_empty() {
                page.schools = std::iter::once(here).chain(there).collect();
            }
        }
        Some(Standing::Nobody(_)) | None => {}
    }
    Ok(page)
}

/// « CAP Cuisine, mercredi 13 janvier 2027, 9 h 15 – 12 h ».
fn stage(slot: &Slot) -> String {
    let day = french::date_long(slot.day);
    words::joined(", ", [slot.programme_name.as_str(), &day, &words::hours(slot)])
}

/// « Élève extérieur »: of which school?
async fn search_school(page: &mut PupilTypePage, editor: &Editor, trail: &Trail) -> Result<()> {
    let found = Found::of(editor, &trail.school_search).await?;
    page.found = found.links(|school| trail.next_for(school.uai).url());
    page.summary = found.summary(&trail.school_search);
    let chosen = [
        ("etape", "eleve".to_owned()),
        ("eleve", "exterieur".to_owned()),
        ("creneau", trail.chosen.slot.map(|id| id.to_string()).unwrap_or_default()),
        ("formation", trail.chosen.formation.map(|id| id.to_string()).unwrap_or_default()),
    ];
    page.hidden = chosen.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    page.search =
        Some(Search::new(urls::RESERVE, "Nom, ville ou code RNE", trail.school_search.clone()));
    Ok(())
}

fn choose(visit: &Visitor, trail: &Trail, pupils: &Pupils, offered: &Offered) -> ChoosePage {
    let chosen = offered.formation.as_ref();
    let meant = Meant::of(visit, trail, offered);
    let is_chosen =
        |one: &&Formation| chosen.is_some_and(|chosen| chosen.programme == one.programme);
    let found: Vec<&Formation> = match chosen.filter(|_| !meant.found.iter().any(is_chosen)) {
        Some(chosen) => std::iter::once(chosen).chain(meant.found).collect(),
        None => meant.found,
    };
    let is_picked = |id| offered.slot.as_ref().is_some_and(|slot| slot.id == id);
    let option = |slot| SlotOption::of(slot, is_picked(slot.id), visit.now);
    let picked = offered.slot.as_ref().map(option);
    let gone = picked.as_ref().is_some_and(|slot| slot.off);
    let last = offered.slots.last().filter(|_| offered.more);
    let unchosen = chosen.is_none() && Query::of(&visit.target).get(SENT) == "formation";
    ChoosePage {
        missing: if unchosen { "Choisissez une formation." } else { "" },
        lead: pupils.lead(),
        steps: steps(2, pupils, trail),
        ways: ways(trail),
        hidden: trail.hidden(),
        lycee: (!trail.by_formation).then(|| visit.portal.tenant().name.clone()),
        search: trail.by_formation.then(|| trail.search.clone()),
        summary: meant.summary,
        instead: meant.instead,
        groups: groups(found, chosen),
        formation: chosen.map(|formation| formation.name.clone()),
        formations: trail.with_formation(None).choose().url(),
        slots: offered.slots.iter().map(option).collect(),
        following: last.map(|slot| trail.after(Some(slot.id)).choose().url()),
        first: offered.continued.then(|| trail.after(None).choose().url()),
        gone: match (&offered.slot, gone) {
            (Some(slot), true) => {
                closed(slot, visit.now).unwrap_or_else(|| sentence(&BookingRefused::Full))
            }
            _ => "",
        },
        picked: picked.filter(|slot| !slot.off),
        note: note(visit, pupils),
        only_looks: visit.person().is_some() && pupils.inscriber.is_none(),
        empty: offered.formations.is_empty().then(nothing),
    }
}

fn ways(trail: &Trail) -> Vec<Tile> {
    let way = |by_formation| {
        Trail { by_formation, search: String::new(), ..trail.clone() }.choose().url()
    };
    ways_to_search(trail.by_formation, [way(false), way(true)])
}

/// « Par établissement », « Par formation », with their addresses.
pub(crate) fn ways_to_search(by_formation: bool, [lycee, formation]: [String; 2]) -> Vec<Tile> {
    let way = |href, icon, title, detail: &str, chosen| Tile {
        href,
        icon,
        title,
        detail: detail.to_owned(),
        chosen,
    };
    let (known, wish) = ("Je sais dans quel lycée", "Je sais ce que l’élève veut découvrir");
    vec![
        way(lycee, "building-2", "Par établissement", known, !by_formation),
        way(formation, "graduation-cap", "Par formation", wish, by_formation),
    ]
}

/// What is said beside the button that goes on.
fn note(visit: &Visit, pupils: &Pupils) -> String {
    match (visit.person(), pupils.school.as_str()) {
        (None, _) => {
            "Vous vous connecterez à l’étape suivante\u{a0}: votre choix est gardé.".to_owned()
        }
        (Some(_), "") => {
            "Votre compte n’est rattaché à aucun établissement\u{a0}: inscrivez d’abord le vôtre."
                .to_owned()
        }
        (Some(_), school) => format!("{school}. La place sera retenue à la confirmation."),
    }
}

fn nothing() -> Empty {
    Empty::new(
        "Aucun stage à réserver pour l’instant",
        "Le lycée n’a pas encore publié de stage à venir. Revenez bientôt, ou écrivez-lui.",
    )
    .leading("Contacts", "/contacts")
}
