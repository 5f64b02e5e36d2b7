//! The table of the console host.

use super::{Route, get, post};
use crate::applications::console as applications;
use crate::console::{directory, jobs, lycees, mails, moving, requests};
use crate::invitations;
use crate::sites::console as sites;
use crate::visit::Access::{Anyone, Operator, OperatorOrDemo};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", lycees::list).may(Operator),
        get("/lycees/{tenant}", lycees::show).may(Operator),
        get("/lycees/{tenant}/etat", lycees::ask_state).may(Operator),
        post("/lycees/{tenant}/etat", lycees::set_state).may(Operator),
        get("/lycees/{tenant}/adresse", moving::ask).may(Operator),
        post("/lycees/{tenant}/adresse", moving::send).may(Operator),
        get("/demandes", requests::list).may(Operator),
        get("/demandes/{request}", requests::show).may(Operator),
        post("/demandes/{request}", requests::decide).may(Operator),
        get("/courriels", mails::list).may(OperatorOrDemo),
        get("/courriels/{id}", mails::show).may(OperatorOrDemo),
        get("/courriels/{id}/corps", mails::body).may(OperatorOrDemo),
        get("/sites", sites::list).may(Operator),
        get("/sites/nouveau", sites::ask_new).may(Operator),
        post("/sites/nouveau", sites::create).may(Operator),
        get("/sites/{site}", sites::ask_change).may(Operator),
        post("/sites/{site}", sites::change).may(Operator),
        get("/sites/{site}/retrait", sites::ask_remove).may(Operator),
        post("/sites/{site}/retrait", sites::remove).may(Operator).pressed(),
        get("/taches", jobs::list).may(Operator),
        post("/taches/{id}/reprise", jobs::retry).may(Operator),
        get("/taches/{id}/suppression", jobs::ask_drop).may(Operator),
        post("/taches/{id}/suppression", jobs::delete).may(Operator),
        get("/invitation/{token}", invitations::handlers::show).may(Anyone),
        post("/invitation/{token}", invitations::handlers::accept).may(Anyone),
        get("/annuaire", directory::show).may(Operator),
        get("/inscriptions", applications::list).may(Operator),
        get("/inscriptions/{application}", applications::show).may(Operator),
        post("/inscriptions/{application}/acceptation", applications::accept).may(Operator),
        get("/inscriptions/{application}/refus", applications::ask_refuse).may(Operator),
        post("/inscriptions/{application}/refus", applications::refuse).may(Operator),
    ]
}
