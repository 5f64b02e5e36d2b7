//! « Historique »: who did what, when; for a school at its account's home, for a lycée on its portal.

pub mod handlers;
pub mod pages;
mod sentences;
