//! One's own account: who one is, password, login. The same on portals, at the account's home and on
//! the console.

use super::{Route, get, post};
use crate::login_change::{ask, prove};
use crate::passwords::own;
use crate::profile;
use crate::visit::Access::{Anyone, Person};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/profil", profile::handlers::show).may(Person),
        post("/profil", profile::handlers::save).may(Person),
        get("/profil/mot-de-passe", own::ask).may(Person),
        post("/profil/mot-de-passe", own::change).may(Person),
        get("/profil/adresse", ask::show).may(Person),
        post("/profil/adresse", ask::ask).may(Person),
        post("/profil/adresse/annulation", ask::cancel).may(Person),
        // Whoever reads a mailbox need not be signed in.
        get("/profil/adresse/autorisation/{token}", prove::ask_old).may(Anyone),
        post("/profil/adresse/autorisation/{token}", prove::prove_old).may(Anyone),
        get("/profil/adresse/confirmation/{token}", prove::ask_new).may(Anyone),
        post("/profil/adresse/confirmation/{token}", prove::prove_new).may(Anyone),
    ]
}
