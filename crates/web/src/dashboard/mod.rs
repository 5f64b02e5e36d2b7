//! The staff's first page.

pub(crate) mod handlers;
pub(crate) mod pages;
