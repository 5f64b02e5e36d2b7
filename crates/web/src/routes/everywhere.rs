//! What answers on every host.

use super::{Route, get};
use crate::assets;
use crate::visit::Access::Anyone;

pub(super) fn table() -> Vec<Route> {
    vec![get("/assets/{name}", assets::show).may(Anyone)]
}
