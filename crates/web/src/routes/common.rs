//! The table of common sites.

use super::{Route, get};
use crate::visit::Access::Anyone;
use crate::{front, search, sites};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", sites::handlers::show).may(Anyone),
        get("/reserver", sites::choose::show).may(Anyone),
        get("/recherche", search::handlers::show).may(Anyone),
        get("/etablissements", sites::handlers::lycees).may(Anyone),
        get("/contacts", front::handlers::contacts).may(Anyone),
        get("/connexion", front::handlers::at_home).may(Anyone),
        get("/inscription", front::handlers::at_home).may(Anyone),
        get("/mot-de-passe", front::handlers::at_home).may(Anyone),
    ]
}
