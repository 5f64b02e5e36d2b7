//! By which column a list is sorted (`tri=date`, `tri=-date`), and what stands together (`grouper=classe`).

use chrono::{Datelike, Days};
use domain::bookings::{
    Booking, BookingColumn, BookingFilter, BookingOrder, Classes, Grouping, Period,
};
use education::french;

use crate::bookings::pages::Column;
use crate::query::Query;
use crate::view::Choice;
use crate::words;

/// What the address says of the order.
pub(super) fn order(query: &Query, period: Period) -> BookingOrder {
    let natural = BookingOrder::of(period);
    let sent = query.get("tri");
    let (descending, column) = match sent.strip_prefix('-') {
        Some(column) => (true, column),
        None => (false, sent),
    };
    let group = query.read("grouper");
    match column.parse() {
        Ok(column) => BookingOrder { group, column, descending },
        Err(()) => BookingOrder { group, ..natural },
    }
}

/// The heads of the columns; each leads to the list sorted by it, twice to the other way round.
pub(super) fn columns(query: &Query, filter: &BookingFilter, at_home: bool) -> Vec<Column> {
    let BookingOrder { column: by, descending, .. } = filter.order;
    let head = |column: BookingColumn, label: &'static str| {
        let current = column == by;
        let sign = if current && !descending { "-" } else { "" };
        let sent = format!("{sign}{}", column.as_str());
        let to = query.clone().with("page", "").with("tout", "").with("tri", &sent).url();
        Column {
            label,
            href: Some(to).filter(|_| at_home || column != BookingColumn::Host),
            sorted: match (current, descending) {
                (false, _) => "",
                (true, false) => "ascending",
                (true, true) => "descending",
            },
        }
    };
    vec![
        head(BookingColumn::Pupil, "Élève"),
        head(BookingColumn::Host, "Établissement"),
        head(BookingColumn::Programme, "Formation"),
        head(BookingColumn::Date, "Date"),
        head(BookingColumn::Status, "Statut"),
    ]
}

/// « Grouper par »: none, by pupil, class or week.
pub(super) fn groups(query: &Query, filter: &BookingFilter) -> Vec<Choice> {
    let label = |group| match group {
        Grouping::Pupil => "élève",
        Grouping::Class => "classe",
        Grouping::Week => "semaine",
    };
    let choice = |group: Option<Grouping>| {
        let sent = group.map_or("", Grouping::as_str);
        let to = query.clone().with("page", "").with("tout", "").with("grouper", sent).url();
        Choice::new(to, group.map_or("aucun", label), group == filter.order.group)
    };
    std::iter::once(None).chain(Grouping::ALL.iter().copied().map(Some)).map(choice).collect()
}

/// What a new search keeps of the address: order, groups, size of the page.
pub(super) fn kept(query: &Query) -> Vec<(&'static str, String)> {
    let names = ["tri", "grouper", "par"].into_iter();
    names
        .map(|name| (name, query.get(name).to_owned()))
        .filter(|(_, kept)| !kept.is_empty())
        .collect()
}

/// What tells one group from the next, and its name.
pub(super) fn heading(booking: &Booking, group: Grouping, classes: &Classes) -> (String, String) {
    match group {
        Grouping::Class => {
            let class = classes.label(&booking.pupil.class).to_owned();
            (class.clone(), class)
        }
        Grouping::Pupil => {
            let pupil = &booking.pupil;
            let name = pupil.in_class();
            (pupil.id.to_string(), name)
        }
        Grouping::Week => {
            let day = booking.slot.day;
            let monday = day - Days::new(day.weekday().num_days_from_monday().into());
            let name = format!("Semaine du {}", french::date_long(monday));
            (monday.to_string(), words::capitalized(&name))
        }
    }
}
