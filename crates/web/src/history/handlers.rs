//! The histories: of a school and of one's own account, on `compte.<base>`; of a lycée, on its portal.

use std::collections::HashSet;

use domain::StaffMember;
use domain::history::{Event, EventKind, HistoryEntry, HistoryPage, HistoryQuery, PaperIssue};

use domain::ids::BookingId;

use super::pages::{HistoryListPage, HistoryRow};
use super::sentences::{label, subject, told};
use crate::app::App;
use crate::moments::{Clock, moment};
use crate::query::Query;
use crate::urls;
use crate::view::{Choice, Empty};
use crate::visit::{Failure, Ids, Read, Result, Signed, SignedPerson};

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
    visit.reads(Read::List);
    let rows = rows(&visit.app, &page.lines, clock);
    visit.page(&HistoryListPage { portals: true, ..shown(&query, of, path, rows, &page) })
}

/// `/historique`, on a portal: for its administrators.
pub(crate) async fn of_portal(me: Signed<StaffMember>) -> Result {
    let query = Query::of(&me.target);
    let page = me.role.portal_history(wanted(&query)).await?;
    let page = page.ok_or(Failure::NotFound)?;
    let tenant = me.role.portal().tenant();
    let clock = Clock::of(tenant);
    me.reads(Read::List);
    let rows = rows(&me.app, &page.lines, clock);
    me.page(&shown(&query, tenant.name.clone(), "/historique".into(), rows, &page))
}

/// `/historique`, at the account's home: what was done to one's own account, and by whom.
pub(crate) async fn of_account(visit: SignedPerson) -> Result {
    let query = Query::of(&visit.target);
    let page = visit.role.own_history(query.read("avant")).await?;
    let rows = rows(&visit.app, &page.lines, visit.clock());
    let shown = shown(&query, "Votre compte".to_owned(), "/historique".into(), rows, &page);
    visit.page(&HistoryListPage { kinds: Vec::new(), portals: true, ..shown })
}

/// What the platform did to a lycée, or to somebody's account, for operators.
pub(crate) fn acts(app: &App, page: &HistoryPage, clock: Clock) -> Vec<HistoryRow> {
    page.lines.iter().map(|line| row(app, line, clock)).collect()
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

/// One row a line; but the convention that a booking brings with it is said beside the booking.
fn rows(app: &App, lines: &[HistoryEntry], clock: Clock) -> Vec<HistoryRow> {
    let events = || lines.iter().filter_map(|line| line.event.as_ref());
    let made: HashSet<BookingId> = events().filter_map(made_of).collect();
    let issued: HashSet<BookingId> =
        events().filter_map(issued_of).filter(|booking| made.contains(booking)).collect();
    let is_among = |of: fn(&Event) -> Option<BookingId>, line: &HistoryEntry| {
        line.event.as_ref().and_then(of).is_some_and(|booking| issued.contains(&booking))
    };
    let rows = lines.iter().filter(|line| !is_among(issued_of, line)).map(|line| {
        let mut row = row(app, line, clock);
        if is_among(made_of, line) {
            row.then = ", convention établie".to_owned();
        }
        row
    });
    rows.collect()
}

fn row(app: &App, entry: &HistoryEntry, clock: Clock) -> HistoryRow {
    let told = told(entry);
    let host = entry.portal.as_ref().map(|(_, host)| host);
    HistoryRow {
        when: moment(entry.at, clock),
        who: subject(&entry.who),
        what: told.what,
        portal: entry.portal.as_ref().map_or_else(String::new, |(name, _)| name.clone()),
        then: match told.change.as_str() {
            "" => String::new(),
            change => format!(" ({change})"),
        },
        link: told.link.zip(host).map(|((object, path), host)| (object, app.url(host, &path))),
    }
}

fn made_of(event: &Event) -> Option<BookingId> {
    match event {
        Event::BookingMade { booking, .. } | Event::BookingMadeByHost { booking, .. } => {
            Some(*booking)
        }
        _ => None,
    }
}

fn issued_of(event: &Event) -> Option<BookingId> {
    match event {
        Event::AgreementIssued(PaperIssue { booking, version: 1, .. }) => Some(*booking),
        _ => None,
    }
}
