//! The table of the account host.

use super::Route;

pub(super) fn table() -> Vec<Route> {
    vec![]
}
