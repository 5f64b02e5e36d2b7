//! The table of the account host.

use domain::tenancy::AccountHolder;

use super::{Route, get, post};
use crate::bookings::mine;
use crate::colleagues::{handlers as colleagues, invite};
use crate::school_information::handlers as school_information;
use crate::visit::Access::{Anyone, Person};
use crate::{access, account_home, desk, history, invitations, sessions, sites};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", desk::handlers::at_home).may(Person),
        get("/reserver", sites::choose::show).may(Person),
        get("/etablissements", account_home::handlers::schools).may(Person),
        // Sessions
        get("/sessions", sessions::mine::list).may(Person),
        post("/sessions/fin", sessions::mine::end_others).may(Person),
        post("/sessions/{session}/fin", sessions::mine::end).may(Person),
        post("/etablissement", sessions::school::choose).may(Person),
        // The hop
        get("/passage", sessions::hop::give).may(Anyone),
        get("/arrivee", sessions::hop::arrive).may(Anyone),
        get("/retour", sessions::way_back::go).may(Person),
        // Bookings on all portals
        get("/reservations", account_home::bookings::upcoming).may(Person),
        get("/reservations/anterieures", account_home::bookings::past).may(Person),
        get("/reservations/conventions.pdf", mine::print::<AccountHolder>).may(Person),
        get("/reservations/agenda.ics", mine::note::<AccountHolder>).may(Person),
        get("/reservations/annulation", mine::ask_cancel::<AccountHolder>).may(Person),
        post("/reservations/annulation", mine::cancel::<AccountHolder>).may(Person),
        // A school's information
        get("/etablissements/{uai}/informations", school_information::ask_at_home).may(Person),
        post("/etablissements/{uai}/informations", school_information::save_at_home).may(Person),
        post("/etablissements/{uai}/informations/conventions", school_information::redo_at_home)
            .may(Person),
        // A school's people
        get("/etablissements/{uai}/collegues", colleagues::list).may(Person),
        get("/etablissements/{uai}/collegues/invitation", invite::ask).may(Person),
        post("/etablissements/{uai}/collegues/invitation", invite::send).may(Person),
        post("/etablissements/{uai}/collegues/invitations/{invitation}/retrait", invite::withdraw)
            .may(Person),
        get("/etablissements/{uai}/collegues/depart", colleagues::ask_leave).may(Person),
        post("/etablissements/{uai}/collegues/depart", colleagues::leave).may(Person).pressed(),
        get("/etablissements/{uai}/collegues/{membership}/role", colleagues::ask_role).may(Person),
        post("/etablissements/{uai}/collegues/{membership}/role", colleagues::change_role)
            .may(Person)
            .pressed(),
        get("/etablissements/{uai}/collegues/{membership}/retrait", colleagues::ask_remove)
            .may(Person),
        post("/etablissements/{uai}/collegues/{membership}/retrait", colleagues::remove)
            .may(Person)
            .pressed(),
        get("/historique", history::handlers::of_account).may(Person),
        // Access requests
        get("/demandes", access::requests::mine).may(Person),
        get("/demandes/{token}", access::by_link::show).may(Anyone),
        post("/demandes/{token}", access::by_link::decide).may(Anyone),
        get("/etablissements/{uai}/demandes", access::requests::list).may(Person),
        get("/etablissements/{uai}/demandes/{request}", access::requests::show).may(Person),
        post("/etablissements/{uai}/demandes/{request}", access::requests::decide).may(Person),
        get("/invitation/{token}", invitations::handlers::show).may(Anyone),
        post("/invitation/{token}", invitations::handlers::accept).may(Anyone),
        get("/etablissements/{uai}/historique", history::handlers::of_school).may(Person),
    ]
}
