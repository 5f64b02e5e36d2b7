//! The table of the portal host.

use super::Route;

pub(super) fn table() -> Vec<Route> {
    vec![]
}
