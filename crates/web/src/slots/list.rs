//! `/creneaux`: « Liste des stages », for the staff.

use chrono::{Days, NaiveDate};
use domain::StaffMember;
use domain::offer::{Offer, Track};
use domain::slots::{SlotFilter, SlotStatus};

use super::SlotView;
use super::pages::SlotListPage;
use crate::query::Query;
use crate::staff::untied;
use crate::view::{Choice, Empty, Listed, Search};
use crate::visit::{Result, Signed};

/// Days of the list before and after today: all there is.
const FAR: Days = Days::new(100 * 365);

/// A choice of « Période »; the other is what comes.
const PAST: &str = "passes";

/// A choice of « État » that is no status.
const WITHOUT_TEACHER: &str = "sans_enseignant";

/// Letters of a search, at most.
const LONGEST_SEARCH: usize = 100;

/// Search (`recherche`), « Période », « Formation », « État », pages.
pub(crate) async fn show(me: Signed<StaffMember>) -> Result {
    let query = Query::of(&me.target);
    let today = me.role.portal().tenant().local_day(me.now);
    let filter = filter(&query, today);
    let (page, offer) = me.role.slot_page(&filter, query.page()).await?;
    let untied = if page.rows.is_empty() { untied(&me.role).await? } else { None };
    let host = &me.role.portal().tenant().name;
    me.page(&SlotListPage {
        search: Search::new("/creneaux", "Rechercher un stage", &filter.search),
        periods: Choice::list_below(
            "À venir",
            if filter.newest_first { PAST } else { "" },
            [(PAST, "Passés")],
        ),
        formations: formations(&offer, &filter),
        states: states(&filter),
        list: Listed::new(
            page.rows.iter().map(|slot| SlotView::of(slot, host, me.now)).collect(),
            query.pager(&page),
            || match untied {
                Some(why) => Empty::new("Vos stages ne sont pas encore connus", why),
                None => nothing(&query),
            },
        ),
        may_create: me.role.role().may_edit(),
    })
}

fn filter(query: &Query, today: NaiveDate) -> SlotFilter {
    let past = query.get("periode") == PAST;
    let (from, to) = match past {
        true => (today - FAR, today - Days::new(1)),
        false => (today, today + FAR),
    };
    SlotFilter {
        // A formation, or all of a family: both have ids of one kind.
        track: query.read("formation"),
        programme: query.read("formation"),
        status: query.read("etat"),
        without_teacher: query.get("etat") == WITHOUT_TEACHER,
        search: query
            .get("recherche")
            .chars()
            .take(LONGEST_SEARCH)
            .filter(|c| !c.is_control())
            .collect(),
        newest_first: past,
        ..SlotFilter::between(from, to)
    }
}

/// The families, each with all of itself before its formations.
fn formations(offer: &Offer, filter: &SlotFilter) -> Vec<(String, Vec<Choice>)> {
    let sent = filter.track.map(|id| id.to_string()).unwrap_or_default();
    let of_track = |track: &Track| {
        let all = (track.id.to_string(), format!("{}\u{a0}: toutes", track.name));
        let rows = track.programmes.iter().map(|row| (row.id.to_string(), row.name.clone()));
        (track.name.clone(), Choice::list(&sent, [all].into_iter().chain(rows)))
    };
    offer.tracks.iter().map(of_track).collect()
}

fn states(filter: &SlotFilter) -> Vec<Choice> {
    let states = SlotStatus::ALL.iter().map(|&status| {
        let label = match status {
            SlotStatus::Draft => "Brouillons",
            SlotStatus::Published => "Publiés",
            SlotStatus::Closed => "Inscriptions closes",
            SlotStatus::Cancelled => "Annulés",
        };
        (status.as_str(), label)
    });
    let sent = match filter.without_teacher {
        true => WITHOUT_TEACHER,
        false => filter.status.map_or("", SlotStatus::as_str),
    };
    let unassigned = [(WITHOUT_TEACHER, "Sans enseignant")];
    Choice::list_below("Tous", sent, states.chain(unassigned))
}

fn nothing(query: &Query) -> Empty {
    match query.has_any(&["recherche", "formation", "etat", "page"]) {
        true => Empty::new("Aucun stage ne correspond", "Changez la recherche ou les filtres.")
            .leading("Tous les stages", "/creneaux"),
        false => Empty::new(
            "Aucun stage",
            "Pour créer un stage, cliquez sur le jour souhaité dans le calendrier.",
        )
        .leading("Ouvrir le calendrier", "/calendrier"),
    }
}
