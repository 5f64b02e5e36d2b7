//! The first page of a portal, its contacts, its guide and the legal pages of every host.

mod guide;
pub(crate) mod handlers;
mod legal;
pub(crate) mod pages;

pub(crate) use guide::show as guide;
pub(crate) use handlers::contacts as contacts_of;
pub(crate) use legal::{accessibility, all_of as legal_pages, notice, privacy};
