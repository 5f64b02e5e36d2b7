//! `/creneaux`: « Liste des stages », for the staff.

use chrono::{Days, NaiveDate};
use domain::StaffMember;
use domain::offer::Offer;
use domain::slots::{SlotFilter, SlotStatus};

use super::SlotView;
use super::pages::SlotListPage;
use crate::query::Query;
use crate::view::{Choice, Empty, Listed, Search};
use crate::visit::{Result, Signed};

/// Days of the list before and after today: all there is.
const FAR: Days = Days::new(100 * 365);

/// A choice of « État » that is no status.
const WITHOUT_TEACHER: &str = "sans_enseignant";

/// Letters of a search, at most.
const LONGEST_SEARCH: usize = 100;

/// Search (`recherche`), « Période », « Filière », « État », pages.
pub(crate) async fn show(me: Signed<StaffMember>) -> Result {
    let query = Query::of(&me.target);
    let today = me.role.portal().tenant().local_day(me.now);
    let filter = filter(&query, today);
    let (page, offer) = me.role.slot_page(&filter, query.page()).await?;
    let host = &me.role.portal().tenant().name;
    me.page(&SlotListPage {
        search: Search::new("/creneaux", "Rechercher un stage", &filter.search),
        periods: periods(filter.newest_first),
        tracks: tracks(&offer, &filter),
        states: states(&filter),
        list: Listed::new(
            page.rows.iter().map(|slot| SlotView::of(slot, host, me.now)).collect(),
            query.pager(&page),
            || nothing(&query),
        ),
        may_create: me.role.role().may_edit(),
    })
}

fn filter(query: &Query, today: NaiveDate) -> SlotFilter {
    let past = query.get("periode") == "passes";
    let (from, to) = match past {
        true => (today - FAR, today - Days::new(1)),
        false => (today, today + FAR),
    };
    SlotFilter {
        track: query.read("filiere"),
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

fn periods(past: bool) -> Vec<Choice> {
    vec![Choice::new("", "À venir", !past), Choice::new("passes", "Passés", past)]
}

fn tracks(offer: &Offer, filter: &SlotFilter) -> Vec<Choice> {
    let all = std::iter::once(Choice::new("", "Toutes", filter.track.is_none()));
    let known = offer.tracks.iter();
    all.chain(
        known.map(|row| Choice::new(row.id.to_string(), &row.name, filter.track == Some(row.id))),
    )
    .collect()
}

fn states(filter: &SlotFilter) -> Vec<Choice> {
    let all = Choice::new("", "Tous", filter.status.is_none() && !filter.without_teacher);
    let unassigned = Choice::new(WITHOUT_TEACHER, "Sans enseignant", filter.without_teacher);
    let labels = SlotStatus::ALL.iter().map(|&status| {
        let label = match status {
            SlotStatus::Draft => "Brouillons",
            SlotStatus::Published => "Publiés",
            SlotStatus::Closed => "Inscriptions closes",
            SlotStatus::Cancelled => "Annulés",
        };
        Choice::new(status.as_str(), label, filter.status == Some(status))
    });
    std::iter::once(all).chain(labels).chain([unassigned]).collect()
}

fn nothing(query: &Query) -> Empty {
    match query.has_any(&["recherche", "filiere", "etat", "page"]) {
        true => Empty::new("Aucun stage ne correspond", "Changez la recherche ou les filtres.")
            .leading("Tous les stages", "/creneaux"),
        false => Empty::new(
            "Aucun stage",
            "Pour créer un stage, cliquez sur le jour souhaité dans le calendrier.",
        )
        .leading("Ouvrir le calendrier", "/calendrier"),
    }
}
