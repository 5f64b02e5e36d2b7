//! « Historique »: who did what, when; for a school at its account's home, for a lycée on its portal.

pub(crate) mod handlers;
pub(crate) mod pages;
mod sentences;

pub(crate) use handlers::acts;
pub(crate) use sentences::{of_booking, subject};
