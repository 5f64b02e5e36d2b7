//! January 2027, drawn from stages as the calendar itself does, for the tests and for the gallery.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::offer::{Offer, Track};
use domain::slots::{Calendar, Slot, SlotStatus};
use domain::tenancy::Tenant;

use super::handlers::drawn;
use super::pages::*;
use super::wanted::Wanted;
use crate::view::Sampled;

impl Sampled for KeptCalendarPage {
    fn samples() -> Vec<Self> {
        vec![Self { title: "janvier 2027".into(), content: "<h1>janvier 2027</h1>".into() }]
    }
}

impl Sampled for CalendarPage {
    fn samples() -> Vec<Self> {
        let page = |query: &str, slots, staff| {
            let wanted = Wanted::read(&format!("/calendrier?date=2027-01-13{query}"), day(11));
            drawn(&wanted, &Tenant::sample(), Calendar { offer: offer(), slots }, at(11, 9), staff)
        };
        let next = "Prochain stage avec des places\u{a0}: jeudi 4 mars 2027".to_owned();
        let nowhere = Some((next, "/calendrier?date=2027-03-04".to_owned()));
        let empty = |query| Self { empty: nowhere.clone(), ..page(query, Vec::new(), false) };
        vec![
            page("", stages(), false),
            page("&vue=semaine", stages(), false),
            page("&vue=liste", stages(), false),
            page("&remplissage=places", stages(), true),
            empty(""),
            empty("&vue=liste"),
        ]
    }
}

fn offer() -> Offer {
    let name = "Bac pro Métiers de l’électricité et de ses environnements connectés".into();
    let track = Track { id: Slot::sample().track, name, programmes: Vec::new() };
    Offer { tracks: vec![track], teachers: Vec::new() }
}

/// Over, open, full, closed, cancelled, a draft, and one on a Saturday.
fn stages() -> Vec<Slot> {
    let stage = |number, hour, title: &str, booked, status| Slot {
        day: day(number),
        starts_at: at(number, hour),
        programme_name: title.into(),
        booked,
        status,
        ..Slot::sample()
    };
    use SlotStatus::{Cancelled, Closed, Draft, Published};
    vec![
        stage(5, 8, "CAP Menuisier", 1, Published),
        stage(13, 8, "CAP Composites, plastiques", 2, Published),
        stage(13, 12, "Bac pro Cuisine", 4, Published),
        stage(14, 8, "Bac pro Technicien en chaudronnerie industrielle", 0, Draft),
        stage(15, 8, "STI2D, atelier projet", 3, Closed),
        stage(20, 8, "CAP Menuisier", 0, Cancelled),
        stage(23, 9, "Visite des ateliers", 1, Published),
    ]
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, number).unwrap_or_default()
}

fn at(number: u32, hour: i64) -> DateTime<Utc> {
    day(number).and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(hour)
}
