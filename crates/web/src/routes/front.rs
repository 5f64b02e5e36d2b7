//! The table of the front host.

use super::{Route, get};
use crate::front;
use crate::visit::Access::Anyone;

pub(super) fn table() -> Vec<Route> {
    vec![
        get("/", front::handlers::show).may(Anyone),
        get("/contacts", front::handlers::contacts).may(Anyone),
    ]
}
