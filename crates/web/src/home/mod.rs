//! The first page of a portal, its contacts, its guide and the legal pages of every host.

mod families;
mod guide;
pub(crate) mod handlers;
mod legal;
pub(crate) mod pages;
pub(crate) mod retention;

pub(crate) use families::{print as families_pdf, show as families};
pub(crate) use guide::show as guide;
pub(crate) use handlers::contacts as contacts_of;
pub(crate) use legal::{accessibility, all_of as legal_pages, notice, privacy};
pub(crate) use retention::show as retention_page;
