//! What answers on every host.

use super::{Route, get};
use crate::visit::Access::Anyone;
use crate::{assets, home};

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/assets/{name}", assets::show).may(Anyone),
        get("/accessibilite", home::accessibility).may(Anyone),
        get("/donnees-personnelles", home::privacy).may(Anyone),
        get("/mentions-legales", home::notice).may(Anyone),
        get("/durees-de-conservation", home::retention_page).may(Anyone),
    ]
}
