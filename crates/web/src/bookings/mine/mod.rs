//! « Mes réservations » and « Antérieures »: on a portal, and over all portals at the account's home.
//!
//! | file | holds |
//! |---|---|
//! | here | what the address asks for, and the page |
//! | `row` | a booking as a line of the list |
//! | `sorting` | the heads of the columns, « Grouper par » |
//! | `chosen` | which bookings are chosen |
//! | `acts` | what is done with all that are chosen |

mod acts;
mod chosen;
mod row;
mod sorting;

use chrono::NaiveDate;
use domain::bookings::{BookingFilter, Classes, Grouping, Period};
use domain::paging::Page;

pub(crate) use acts::{ask_cancel, cancel, note, print};
pub(crate) use chosen::{MOST as MOST_CHOSEN, back_to};
pub(crate) use row::{BookingRow, Hosted};

use super::lists::states;
use super::pages::{BookingListPage, Narrowing};
use crate::query::Query;
use crate::urls;
use crate::view::{Choice, Empty, Listed, Search};

/// What the address of a list asks for. What does not read is as if it were not there.
pub(crate) fn wanted(query: &Query, period: Period, classes: Classes) -> BookingFilter {
    BookingFilter {
        late: false,
        search: query.get("recherche").to_owned(),
        status: query.read("statut"),
        class: Some(query.get("classe").to_owned()).filter(|class| !class.is_empty()),
        classes,
        order: sorting::order(query, period),
        period,
    }
}

/// A list: where it stands, and what may be narrowed down.
pub(crate) struct List<'a> {
    pub(crate) query: &'a Query,
    pub(crate) filter: &'a BookingFilter,
    /// The number of the tab: places to come, or all that is over, whatever is searched.
    pub(crate) count: u64,
    /// Further choices, after status and class.
    pub(crate) narrowings: Vec<Narrowing>,
    /// Over all portals.
    pub(crate) at_home: bool,
    /// The bookings of several schools: each line names its own.
    pub(crate) several: bool,
    /// What holds for those that wait for a convention, in sentences.
    pub(crate) notes: Vec<String>,
    /// Said instead of « aucune » to somebody who acts for no school.
    pub(crate) untied: Option<Empty>,
    /// The day it is, for the year of a date.
    pub(crate) today: NaiveDate,
}

impl List<'_> {
    /// The page of these bookings, each with the lycée where it is.
    pub(crate) fn page(self, bookings: Page<Hosted<'_>>) -> BookingListPage {
        let (query, filter) = (self.query, self.filter);
        let past = filter.period == Period::Past;
        let ticked = !query.get("tout").is_empty();
        let mut rows: Vec<BookingRow> = bookings
            .rows
            .iter()
            .map(|hosted| hosted.row(self.at_home, self.several, self.today, ticked))
            .collect();
        if let Some(group) = filter.order.group {
            head(&mut rows, &bookings, group, &filter.classes);
        }
        let ended = match past || query.has_any(&NARROWED) {
            true => 0,
            false => bookings.total.saturating_sub(self.count),
        };
        let waits = rows.iter().any(|row| row.booking.awaiting.is_some());
        let empty = || self.untied.clone().unwrap_or_else(|| self.nothing(past));
        let pager = query.pager(&bookings);
        BookingListPage {
            past,
            at_home: self.at_home,
            several: self.several,
            search: Search::new(
                if past { urls::PAST_BOOKINGS } else { urls::BOOKINGS },
                "Rechercher une réservation…",
                &filter.search,
            ),
            kept: sorting::kept(query),
            columns: sorting::columns(query, filter, self.at_home),
            groups: sorting::groups(query, filter),
            here: query.clone().with("tout", "").url(),
            whole: query.clone().with("tout", "1").url(),
            ticked,
            total: self.count,
            list: Listed::new(rows, pager, empty),
            narrowings: [status(filter), class(filter)]
                .into_iter()
                .flatten()
                .chain(self.narrowings)
                .collect(),
            // What may still become of a booking is no matter of those that are over.
            notes: match past {
                true => Vec::new(),
                false => {
                    let rules = self.notes.into_iter().filter(|_| waits);
                    not_counted(ended).into_iter().chain(rules).collect()
                }
            },
        }
    }

    fn nothing(&self, past: bool) -> Empty {
        if self.query.has_any(&NARROWED) {
            return Empty::new(
                "Aucune réservation ne correspond",
                "Cherchez un nom, une formation ou une référence, ou changez les filtres.",
            )
            .leading("Tout afficher", if past { urls::PAST_BOOKINGS } else { urls::BOOKINGS });
        }
        match past {
            true => Empty::new(
                "Aucune réservation antérieure",
                "Les stages passés de vos élèves apparaîtront ici.",
            ),
            false => Empty::new("Aucune réservation", "Réservez un premier stage.")
                .leading("Réserver", urls::RESERVE),
        }
    }
}

/// What narrows a list down.
const NARROWED: [&str; 5] = ["recherche", "statut", "classe", "etablissement", "lycee"];

/// Why the number of the tab is smaller than that of the lines.
fn not_counted(ended: u64) -> Option<String> {
    match ended {
        0 => None,
        1 => Some("1 réservation annulée, refusée ou supprimée reste affichée\u{a0}; le nombre de l’onglet ne la compte pas.".to_owned()),
        many => Some(format!("{many} réservations annulées, refusées ou supprimées restent affichées\u{a0}; le nombre de l’onglet ne les compte pas.")),
    }
}

/// Writes the name of a group above its first line.
fn head(rows: &mut [BookingRow], bookings: &Page<Hosted<'_>>, group: Grouping, classes: &Classes) {
    let mut last = None;
    for (row, hosted) in rows.iter_mut().zip(&bookings.rows) {
        let (key, heading) = sorting::heading(hosted.booking, group, classes);
        if last.as_ref() != Some(&key) {
            row.heading = Some(heading);
            last = Some(key);
        }
    }
}

fn status(filter: &BookingFilter) -> Option<Narrowing> {
    Some(Narrowing::new("statut", "Statut", states(filter.status)))
}

fn class(filter: &BookingFilter) -> Option<Narrowing> {
    let classes = &filter.classes;
    let chosen = filter.class.as_deref().map_or("", |class| classes.label(class));
    let all = classes.labels().map(|class| (class, class));
    let choices = Choice::list_below("Toutes", chosen, all);
    (choices.len() > 1).then(|| Narrowing::new("classe", "Classe", choices))
}
