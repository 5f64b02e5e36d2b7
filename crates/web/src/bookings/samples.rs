//! Bookings as they are shown in the tests and in the gallery.

use chrono::TimeDelta;
use domain::bookings::{Booking, BookingStatus, Side};
use domain::staff::StaffRole;

use super::BookingView;
use super::pages::*;
use crate::form::Form;
use crate::urls;
use crate::view::{Choice, Listed, Sampled, Search};

const STAFF: Side = Side::Lycee(StaffRole::Editor);

impl BookingView {
    pub(crate) fn sample(side: Side, status: BookingStatus) -> Self {
        Self::shown(&Booking { status, ..Booking::sample() }, side)
    }

    /// Waiting, confirmed, refused, and cancelled with the longest of names.
    pub(crate) fn samples(side: Side) -> Vec<Self> {
        let mut long = Booking::sample();
        long.status = BookingStatus::Cancelled;
        long.pupil.last_name = "de La Rochefoucauld-Montbel".into();
        long.pupil.first_name = "Marie-Antoinette Joséphine".into();
        long.school_name = "Collège Libertaire Rutigliano".into();
        long.slot.programme_name =
            "Bac pro Métiers de l’électricité et de ses environnements connectés".into();
        let mut foreign = Booking { status: BookingStatus::Confirmed, ..Booking::sample() };
        foreign.pupil.last_name = "Nguyễn".into();
        let refused = Booking { status: BookingStatus::Refused, ..Booking::sample() };
        let all = [Booking::sample(), foreign, refused, long];
        all.iter().map(|booking| Self::shown(booking, side)).collect()
    }

    /// As it stands two days before.
    fn shown(booking: &Booking, side: Side) -> Self {
        let now = booking.slot.starts_at - TimeDelta::days(2);
        Self::of(booking, "Lycée des métiers de l’Atelier", side, now)
    }
}

impl Sampled for BookingListPage {
    fn samples() -> Vec<Self> {
        let some = Self {
            past: false,
            search: Search::new("/reservations", "Rechercher une réservation", ""),
            list: Listed::sample("/reservations", BookingView::samples(Side::School)),
            contact: "02 40 00 00 01 · ddfpt@atelier.example".into(),
        };
        let past = Self { past: true, ..some.clone() };
        let empty = Self { list: Listed::nothing(), contact: String::new(), ..some.clone() };
        vec![some, past, empty]
    }
}

impl Sampled for BookingPage {
    fn samples() -> Vec<Self> {
        let fresh = Self {
            fresh: true,
            booking: BookingView::sample(Side::School, BookingStatus::Pending),
            reason: None,
            notices: vec!["La convocation part à l’adresse ce.0440008v@ac-nantes.fr.".into()],
            history: vec![(
                "11 janvier 2027, 10 h 02".into(),
                "Réservation par l’établissement d’origine".into(),
            )],
        };
        let staff = Self {
            fresh: false,
            booking: BookingView::sample(STAFF, BookingStatus::Pending),
            notices: Vec::new(),
            ..fresh.clone()
        };
        let refused = Self {
            booking: BookingView::sample(Side::School, BookingStatus::Refused),
            reason: Some("Le stage est réservé aux élèves de troisième.".into()),
            history: Vec::new(),
            ..staff.clone()
        };
        vec![fresh, staff, refused]
    }
}

impl Sampled for TraineeListPage {
    fn samples() -> Vec<Self> {
        let some = Self {
            search: Search::new("/stagiaires", "Rechercher un stagiaire", ""),
            states: vec![
                Choice::new("", "Tous", true),
                Choice::new("pending", "En attente", false),
            ],
            periods: vec![
                Choice::new("a_venir", "À venir", true),
                Choice::new("passes", "Passés", false),
            ],
            list: Listed::sample("/stagiaires", BookingView::samples(STAFF)),
        };
        let empty = Self { list: Listed::nothing(), ..some.clone() };
        vec![some, empty]
    }
}

impl Sampled for EndBookingPage {
    fn samples() -> Vec<Self> {
        let cancel = Self {
            refusal: false,
            booking: BookingView::sample(Side::School, BookingStatus::Pending),
            action: urls::cancel_booking(Booking::sample().id),
            told: "au Lycée des métiers de l’Atelier".into(),
            form: Form::default(),
        };
        let refuse = Self {
            refusal: true,
            action: urls::refuse_booking(Booking::sample().id),
            told: "au Collège Cacault, Clisson".into(),
            form: Form::default()
                .wrong("motif", "Indiquez le motif : il sera envoyé à l’établissement."),
            ..cancel.clone()
        };
        vec![cancel, refuse]
    }
}
