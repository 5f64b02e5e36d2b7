//! Signing in and out, and the ways back in: the same on portals, at the account's home and on the console.

use super::{Route, get, post};
use crate::visit::Access::Anyone;
use crate::{passwords, sessions};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/connexion", sessions::handlers::ask).may(Anyone),
        post("/connexion", sessions::handlers::sign_in).may(Anyone),
        get("/deconnexion", sessions::sign_out::ask).may(Anyone),
        post("/deconnexion", sessions::sign_out::sign_out).may(Anyone),
        get("/mot-de-passe", passwords::handlers::ask).may(Anyone),
        post("/mot-de-passe", passwords::handlers::send).may(Anyone),
        get("/mot-de-passe/{token}", passwords::handlers::choose).may(Anyone),
        post("/mot-de-passe/{token}", passwords::handlers::change).may(Anyone),
    ]
}
