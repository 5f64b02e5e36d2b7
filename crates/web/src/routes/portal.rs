//! The table of the portal host.

use super::{Route, get, post};
use crate::visit::Access::{Anyone, Editor, Staff};
use crate::{calendar, slots};

pub(super) fn table() -> Vec<Route> {
    vec![
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
