//! The table of the account host.

use super::{Route, get};
use crate::account;
use crate::visit::Access::Person;

pub(super) fn table() -> Vec<Route> {
    vec![get("/", account::handlers::show).may(Person)]
}
