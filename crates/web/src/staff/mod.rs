//! The people of a portal.

mod pages;
pub(crate) mod teachers;
