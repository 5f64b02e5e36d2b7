//! The table of the account host.

use super::{Route, get, post};
use crate::visit::Access::{Anyone, Person};
use crate::{account, sessions};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", account::handlers::show).may(Person),
        // Sessions
        get("/sessions", sessions::mine::list).may(Person),
        post("/sessions/fin", sessions::mine::end_others).may(Person),
        post("/sessions/{session}/fin", sessions::mine::end).may(Person),
        post("/etablissement", sessions::school::choose).may(Person),
        // The hop
        get("/passage", sessions::hop::give).may(Anyone),
        get("/arrivee", sessions::hop::arrive).may(Anyone),
    ]
}
