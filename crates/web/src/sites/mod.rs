//! « Sites communs »: their own pages, and the console's to make them.

pub(crate) mod choose;
pub(crate) mod console;
mod form;
pub(crate) mod handlers;
mod pages;
