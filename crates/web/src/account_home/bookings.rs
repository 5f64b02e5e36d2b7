//! `/reservations` of `compte.<base>`: what a person's schools have booked, on every portal.

use domain::account_home::{AfterBooking, OwnBooking, OwnBookingFilter, OwnSchool};
use education::{french, names};

use super::pages::{OwnBookingRow, OwnBookingsPage};
use crate::query::Query;
use crate::view::{Choice, Empty};
use crate::visit::{Result, SignedPerson, Visit};
use crate::{urls, words};

/// Rows a page.
const SIZE: u64 = 25;

/// Shows a page of the list.
pub(crate) async fn list(me: SignedPerson) -> Result {
    let query = Query::of(&me.target);
    let backstage = &me.app.backstage;
    let filter = OwnBookingFilter {
        past: query.get("periode") == "anterieures",
        school: query.read("etablissement"),
        after: read(query.get("apres")),
    };
    let schools = me.role.schools().await?;
    let page = me.role.bookings(filter, SIZE).await?;
    let several = schools.len() > 1;
    me.page(&OwnBookingsPage {
        past: filter.past,
        schools: if several { choices(&schools, &query) } else { Vec::new() },
        several,
        empty: page
            .rows
            .is_empty()
            .then(|| nothing(filter.past, me.app.url(backstage.base_domain(), "/"))),
        rows: page.rows.iter().map(|booking| row(&me, booking)).collect(),
        first: filter.after.is_some().then(|| query.clone().with("apres", "").url()),
        next: page.next.map(|after| query.clone().with("apres", &written(after)).url()),
    })
}

fn row(visit: &Visit, booking: &OwnBooking) -> OwnBookingRow {
    let zone = booking.host.time_zone;
    let starts = booking.starts_at.with_timezone(&zone);
    let ends = booking.ends_at.with_timezone(&zone);
    let path = urls::booking(booking.id);
    OwnBookingRow {
        href: visit.app.url(&booking.host_name, &path),
        pupil: booking.pupil.display_name(),
        class: booking.pupil.class.clone(),
        school: names::display(&booking.school),
        host: booking.host.name.clone(),
        town: booking.host.city.clone(),
        title: booking.programme.clone(),
        date: words::date_short(starts.date_naive()),
        hours: french::hours(starts.time(), ends.time()),
        status: words::booking_badge(booking.status),
    }
}

fn choices(schools: &[OwnSchool], query: &Query) -> Vec<Choice> {
    let url = |uai: &str| query.clone().with("apres", "").with("etablissement", uai).url();
    let each =
        schools.iter().map(|school| (url(&school.uai.to_string()), names::display(&school.name)));
    let all = (url(""), "Tous les établissements".to_owned());
    Choice::list(&url(query.get("etablissement")), std::iter::once(all).chain(each))
}

fn nothing(past: bool, front: String) -> Empty {
    if past {
        return Empty::new(
            "Aucune réservation antérieure",
            "Les stages passés de vos élèves apparaîtront ici.",
        );
    }
    Empty::new(
        "Aucune réservation à venir",
        "Choisissez un lycée, puis un stage dans son calendrier.",
    )
    .leading("Trouver un lycée", front)
}

/// `1764662400000000-<id>`: when the last booking shown starts, and which one it is.
fn written(after: AfterBooking) -> String {
    format!("{}-{}", after.starts_at.timestamp_micros(), after.booking)
}

/// What does not read is the first page.
fn read(text: &str) -> Option<AfterBooking> {
    let (micros, booking) = text.split_once('-')?;
    Some(AfterBooking {
        starts_at: chrono::DateTime::from_timestamp_micros(micros.parse().ok()?)?,
        booking: booking.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_where_its_address_says() {
        let text = "1764662400000000-01939d5a-7c00-7000-8000-000000000001";
        assert_eq!(read(text).map(written).as_deref(), Some(text));
        for wrong in ["", "-", "abc-def", "1764662400000000", "99999999999999999999-x"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
