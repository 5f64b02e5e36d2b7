//! `GET /reserver` of a common site and of the front door: « Type d’élève » is answered, « Créneau » is chosen over its lycées. « Identité »
//! follows on the lycée's own portal, where one signs in.
//!
//! The choice is in the address: `par`, `recherche`, `page`, `lycee`, `formation`, `creneau`, `apres`; and `de`, the
//! formation for which `apres` was written.

use domain::paging::Page;
use domain::search::{Answer, FoundSlot, Search as Wanted, Stock};
use domain::sites::Lycee;
use domain::wizard::Chosen;

use super::pages::{LyceeOption, SiteChoosePage};
use crate::query::Query;
use crate::search::{self, Asked};
use crate::urls;
use crate::visit::{AnyVisit, Result, Visit};
use crate::wizard::{
    FormationOption, Group, SENT, SlotOption, groups, site_steps, stock, ways_to_search,
};
use crate::words::{self, joined};

/// Lines of a list that are shown at once.
const SIZE: u64 = 20;
/// Letters of a search that count.
const LONGEST: usize = 80;

/// Steps 1 and 2.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    visit.count_search().await?;
    let query = Query::of(&visit.target);
    let sent = query.get(SENT).to_owned();
    let query = query.with(SENT, "");
    let by_formation = query.get("par") == "formation";
    let page = match by_formation {
        true => by_formations(&visit, &query).await?,
        false => by_lycee(&visit, &query).await?,
    };
    let way = |way: &str| Query::of(urls::RESERVE).with("par", way).url();
    visit.page(&SiteChoosePage {
        missing: missing(&sent, &page),
        steps: site_steps(),
        ways: ways_to_search(by_formation, [way(""), way("formation")]),
        by_formation,
        search: words_of(&query),
        ..page
    })
}

/// What was not chosen in the list whose button was pressed.
fn missing(sent: &str, page: &SiteChoosePage) -> &'static str {
    match sent {
        "lycee" if page.lycee.is_none() => "Choisissez un établissement.",
        "formation" if page.formation.is_none() => "Choisissez une formation.",
        "creneau" if page.go_on.is_none() => "Choisissez un créneau.",
        _ => "",
    }
}

/// A lycée first; then what the lycée's own guide shows.
async fn by_lycee(visit: &Visit, query: &Query) -> Result<SiteChoosePage> {
    let lycee = match query.get("lycee") {
        "" => None,
        slug => visit.doors().lycee(&visit.scope(), slug).await?,
    };
    match lycee {
        Some(lycee) => of_lycee(visit, query, lycee).await,
        None => lycees(visit, query).await,
    }
}

async fn lycees(visit: &Visit, query: &Query) -> Result<SiteChoosePage> {
    let words = words_of(query);
    let page = visit.doors().lycees(&visit.scope(), &words, query.page_of(SIZE)).await?;
    let pager = query.neighbours(&page);
    let option = |lycee: &Lycee| LyceeOption {
        value: lycee.slug.clone(),
        name: lycee.name.clone(),
        city: lycee.city.clone(),
    };
    Ok(SiteChoosePage {
        summary: match page.rows.is_empty() {
            true if words.is_empty() => "Aucun lycée pour le moment.".to_owned(),
            true => format!("Aucun lycée trouvé pour «\u{a0}{words}\u{a0}». Essayez la ville."),
            false => pager.summary.clone(),
        },
        lycees: page.rows.iter().map(option).collect(),
        previous: pager.previous,
        next: pager.next,
        ..SiteChoosePage::default()
    })
}

async fn of_lycee(visit: &Visit, query: &Query, lycee: Lycee) -> Result<SiteChoosePage> {
    let Some(portal) = visit.app.backstage.portal_at(&lycee.host).await? else {
        return lycees(visit, query).await;
    };
    let chosen = Chosen {
        formation: query.read("formation"),
        slot: query.read("creneau"),
        after: query.read("apres"),
    };
    let offered = portal.choice(&chosen, SIZE).await?;
    let is_picked = |id| offered.slot.as_ref().is_some_and(|slot| slot.id == id);
    let option = |slot| SlotOption::of(slot, is_picked(slot.id), visit.now);
    let picked = offered.slot.as_ref().map(option).filter(|slot| !slot.off);
    let last = offered.slots.last().filter(|_| offered.more);
    let formation = offered.formation.as_ref();
    let here = query.clone().with("creneau", "").with("apres", "");
    let offer = here.clone().with("formation", "");
    let mut hidden = vec![("lycee", lycee.slug.clone()), ("recherche", words_of(query))];
    if offered.continued {
        hidden.push(("apres", query.get("apres").to_owned()));
    }
    Ok(SiteChoosePage {
        hidden,
        summary: match offered.formations.is_empty() {
            true => "Ce lycée n’a pas encore publié de stage à venir.".to_owned(),
            false => String::new(),
        },
        groups: groups(&offered.formations, formation),
        formation: formation.map(|formation| formation.name.clone()),
        formations: offer.url(),
        others: offer.with("lycee", "").url(),
        slots: offered.slots.iter().map(option).collect(),
        following: last.map(|slot| here.clone().with("apres", &slot.id.to_string()).url()),
        first: offered.continued.then(|| here.url()),
        go_on: picked.as_ref().map(|slot| go_on(visit, &lycee.host, slot)),
        picked,
        lycee: Some(lycee.name),
        ..SiteChoosePage::default()
    })
}

/// A formation first; then the stages of all lycées.
async fn by_formations(visit: &Visit, query: &Query) -> Result<SiteChoosePage> {
    let (doors, scope, words) = (visit.doors(), visit.scope(), words_of(query));
    let (all, more) = doors.formations(&scope, &words).await?;
    let key = query.get("formation").to_owned();
    let after = Asked::read(&visit.target, visit.now).search.after;
    let after = after.filter(|_| query.get("de") == key);
    let wanted = Wanted { formation: Some(key.clone()), after, ..Wanted::default() };
    let answer = match key.as_str() {
        "" => Answer::default(),
        _ => doors.search(&scope, &wanted, SIZE).await?,
    };
    let known = all.iter().find(|one| one.key == key).map(|one| one.name.clone());
    let formation = known.or_else(|| answer.rows.first().map(|row| row.programme.clone()));
    let option = |slot| option(visit, slot, query.get("creneau"));
    let picked = answer.rows.iter().map(|slot| (slot, option(slot))).find(|(_, one)| one.chosen);
    let page = page_of(query, all);
    let pager = query.neighbours(&page);
    let here = query.clone().with("creneau", "").with("apres", "").with("de", "");
    let mut hidden = vec![("par", "formation".to_owned()), ("page", query.get("page").to_owned())];
    if let Some(after) = after {
        hidden.extend([("apres", search::key(after)), ("de", key.clone())]);
    }
    let continued = |after| here.clone().with("de", &key).with("apres", &search::key(after)).url();
    Ok(SiteChoosePage {
        hidden,
        summary: summary(&words, page.total, more),
        groups: group(&page.rows, &key),
        formations: here.clone().with("formation", "").url(),
        previous: pager.previous,
        next: pager.next,
        following: answer.next.map(continued),
        first: after.map(|_| here.url()),
        go_on: picked.as_ref().map(|(slot, one)| go_on(visit, &slot.host, one)),
        picked: picked.map(|(_, one)| one),
        slots: answer.rows.iter().map(option).collect(),
        formation,
        ..SiteChoosePage::default()
    })
}

/// The page of a list that is there whole; the first, where there are not so many.
fn page_of(query: &Query, all: Vec<Stock>) -> Page<Stock> {
    let total = all.len() as u64;
    let mut request = query.page_of(SIZE);
    if request.offset() >= total {
        request.number = 1;
    }
    let before = usize::try_from(request.offset()).unwrap_or(usize::MAX);
    let rows = all.into_iter().skip(before).take(SIZE as usize).collect();
    Page { rows, total, request }
}

fn group(page: &[Stock], chosen: &str) -> Vec<Group> {
    let option = |one: &Stock| FormationOption {
        value: one.key.clone(),
        name: one.name.clone(),
        detail: stock(one.slots, one.places),
        chosen: one.key == chosen,
    };
    match page {
        [] => Vec::new(),
        page => vec![Group {
            title: "Dans tous les lycées".to_owned(),
            options: page.iter().map(option).collect(),
        }],
    }
}

/// A stage with its lycée, because there are several.
fn option(visit: &Visit, slot: &FoundSlot, chosen: &str) -> SlotOption {
    let row = search::row(&visit.app, slot);
    let (value, off) = (slot.id.to_string(), slot.left == 0);
    SlotOption {
        chosen: !off && value == chosen,
        value,
        date: row.date,
        hours: row.hours,
        detail: joined(" · ", [row.lycee.as_str(), &row.town, &row.compact, &row.kind]),
        places: row.places,
        off,
    }
}

/// « Identité » on the lycée's portal, with the stage that was chosen.
fn go_on(visit: &Visit, host: &str, slot: &SlotOption) -> String {
    visit.app.url(host, &Query::of(urls::RESERVE_IDENTITY).with("creneau", &slot.value).url())
}

fn summary(words: &str, found: u64, more: bool) -> String {
    match (found, words) {
        (0, "") => "Aucun stage à réserver pour l’instant.".to_owned(),
        (0, _) => format!(
            "Aucune formation avec un stage à venir ne correspond à «\u{a0}{words}\u{a0}». Essayez un autre mot."
        ),
        _ if more => format!(
            "Formations des {} prochains stages. Cherchez un mot pour trouver les autres.",
            domain::search::MOST_COUNTED
        ),
        _ => words::counted(found, "formation", "formations"),
    }
}

fn words_of(query: &Query) -> String {
    query.get("recherche").chars().take(LONGEST).collect()
}
