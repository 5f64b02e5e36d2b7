//! The table of the front host.

use super::Route;

pub(super) fn table() -> Vec<Route> {
    vec![]
}
