//! The table of the front host.

use super::{Route, get, post};
use crate::hosting::handlers as hosting;
use crate::visit::Access::Anyone;
use crate::{front, search, sites};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", front::handlers::show).may(Anyone),
        get("/reserver", sites::choose::show).may(Anyone),
        get("/recherche", search::handlers::show).may(Anyone),
        get("/votre-portail", hosting::ask).may(Anyone),
        post("/votre-portail", hosting::send).may(Anyone),
        get("/votre-portail/{token}", hosting::show).may(Anyone),
        post("/votre-portail/{token}", hosting::request).may(Anyone),
        get("/contacts", front::handlers::contacts).may(Anyone),
        get("/connexion", front::handlers::at_home).may(Anyone),
        get("/inscription", front::handlers::at_home).may(Anyone),
        get("/mot-de-passe", front::handlers::at_home).may(Anyone),
    ]
}
