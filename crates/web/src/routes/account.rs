//! The table of the account host.

use super::{Route, get, post};
use crate::visit::Access::{Anyone, Person};
use crate::{access, account, invitations, sessions};

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
        // Access requests
        get("/demandes", access::requests::mine).may(Person),
        get("/demandes/{token}", access::by_link::show).may(Anyone),
        post("/demandes/{token}", access::by_link::decide).may(Anyone),
        get("/etablissements/{uai}/demandes", access::requests::list).may(Person),
        get(
            "/etablissements/{uai}/demandes/{request}",
            access::requests::show,
        )
        .may(Person),
        post(
            "/etablissements/{uai}/demandes/{request}",
            access::requests::decide,
        )
        .may(Person),
        get("/invitation/{token}", invitations::handlers::show).may(Anyone),
        post("/invitation/{token}", invitations::handlers::accept).may(Anyone),
    ]
}
