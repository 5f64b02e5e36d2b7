//! The table of the console host.

use super::Route;

pub(super) fn table() -> Vec<Route> {
    vec![]
}
