//! « Profil »: who one is, on every host; « Options »: what a portal prints and where to correct it.

mod forms;
pub mod handlers;
pub mod options;
pub mod pages;
