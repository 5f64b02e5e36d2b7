//! The table of the portal host.

use super::{Route, get, post};
use crate::visit::Access::{Anyone, Editor, Member, Origin, Staff};
use crate::bookings::handlers as bookings;
use crate::{agreements, calendar, slots};

pub(super) fn table() -> Vec<Route> {
    vec![
        // Bookings
        get("/creneaux/{slot}/reservations/nouvelle", bookings::new).may(Origin),
        post("/creneaux/{slot}/reservations", bookings::create).may(Origin),
        get("/reservations", bookings::upcoming).may(Origin),
        get("/reservations/anterieures", bookings::past).may(Origin),
        get("/reservations/{booking}", bookings::one).may(Member),
        get("/reservations/{booking}/agenda.ics", bookings::ics).may(Member),
        get("/reservations/{booking}/annulation", bookings::ask_cancel).may(Origin),
        post("/reservations/{booking}/annulation", bookings::cancel).may(Origin),
        post("/reservations/{booking}/validation", bookings::confirm).may(Editor),
        get("/reservations/{booking}/refus", bookings::ask_refuse).may(Editor),
        post("/reservations/{booking}/refus", bookings::refuse).may(Editor),
        get("/stagiaires", bookings::trainees).may(Staff),
        // Agreements
        get("/c/{reference}", agreements::handlers::find).may(Member),
        get("/reservations/{booking}/convention.pdf", agreements::handlers::show).may(Member),
        // Calendar
        get("/calendrier", calendar::handlers::show).may(Anyone),
        // Stages
        get("/creneaux", slots::list::show).may(Staff),
        post("/creneaux", slots::edit::create).may(Editor),
        get("/creneaux/nouveau", slots::edit::new).may(Editor),
        get("/creneaux/{slot}", slots::show::show).may(Anyone),
        get("/creneaux/{slot}/annulation", slots::cancel::ask).may(Editor),
        post("/creneaux/{slot}/annulation", slots::cancel::cancel).may(Editor),
        get("/creneaux/{slot}/modification", slots::edit::edit).may(Editor),
        post("/creneaux/{slot}/modification", slots::edit::update).may(Editor),
        post("/creneaux/{slot}/publication", slots::edit::publish).may(Editor),
    ]
}
