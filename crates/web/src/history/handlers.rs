//! The two histories: of a school, on `compte.<base>`; of a lycée, on its portal.

use domain::StaffMember;
use domain::history::{EventKind, HistoryEntry, HistoryPage, HistoryQuery};

use super::pages::{HistoryListPage, HistoryRow};
use super::sentences::{label, subject, told};
use crate::app::App;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{Choice, Empty};
use crate::visit::{Failure, Ids, Result, Signed, SignedPerson};

/// `/etablissements/{uai}/historique`: for all members of the school.
pub(crate) async fn of_school(visit: SignedPerson, Ids(uai): Ids<String>) -> Result {
    let membership = visit.membership(&uai).await?;
    let uai = membership.uai();
    let school = membership.school().await?;
    let query = Query::of(&visit.target);
    let page = membership.history(wanted(&query)).await?;
    let of = school.map_or_else(|| uai.to_string(), |school| school.name().to_owned());
    let path = urls::school_history(uai);
    let clock = Clock::of_school(uai);
    let row = |entry: &HistoryEntry| HistoryRow {
        portal: entry.portal.as_ref().map_or_else(String::new, |(name, _)| name.clone()),
        ..row(&visit.app, entry, clock)
    };
    let rows = page.lines.iter().map(row).collect();
    visit.page(&HistoryListPage { portals: true, ..shown(&query, of, path, rows, &page) })
}

/// `/historique`, on a portal: for its administrators.
pub(crate) async fn of_portal(me: Signed<StaffMember>) -> Result {
    let query = Query::of(&me.target);
    let page = me.role.portal_history(wanted(&query)).await?;
    let page = page.ok_or(Failure::NotFound)?;
    let tenant = me.role.portal().tenant();
    let clock = Clock::of(tenant);
    let rows = page.lines.iter().map(|entry| row(&me.app, entry, clock)).collect();
    me.page(&shown(&query, tenant.name.clone(), "/historique".into(), rows, &page))
}

/// What does not read is not asked.
fn wanted(query: &Query) -> HistoryQuery {
    HistoryQuery { kind: query.read("sorte"), before: query.read("avant") }
}

fn shown(
    query: &Query,
    of: String,
    path: String,
    rows: Vec<HistoryRow>,
    page: &HistoryPage,
) -> HistoryListPage {
    let HistoryQuery { kind, before } = wanted(query);
    let from = |line: &str| query.clone().with("avant", line).url();
    HistoryListPage {
        of,
        kinds: kinds(kind),
        portals: false,
        older: page.next.map(|next| from(&next.to_string())),
        newest: before.map(|_| from("")),
        empty: rows.is_empty().then(|| {
            Empty::new("Rien à montrer", "Ce qui est fait ici sera écrit dans cette liste.")
        }),
        rows,
        action: path,
    }
}

fn kinds(chosen: Option<EventKind>) -> Vec<Choice> {
    let kinds = EventKind::ALL.iter().map(|&kind| (kind.as_str(), label(kind)));
    Choice::list_below("Tout", chosen.map_or("", EventKind::as_str), kinds)
}

fn row(app: &App, entry: &HistoryEntry, clock: Clock) -> HistoryRow {
    let told = told(entry);
    let host = entry.portal.as_ref().map(|(_, host)| host);
    HistoryRow {
        when: moment(entry.at, clock),
        who: subject(&entry.who),
        what: told.what,
        portal: String::new(),
        link: told
            .link
            .zip(host)
            .map(|((words, path), host)| (words.to_owned(), app.url(host, &path))),
    }
}
