//! The first page of a portal, its contacts, its guide and the legal pages of every host.

mod guide;
pub mod handlers;
mod legal;
pub mod pages;

pub use guide::show as guide;
pub use legal::{accessibility, notice, privacy};
