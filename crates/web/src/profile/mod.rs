//! « Profil »: who one is, on every host; « Options »: what a portal prints and where to correct it.

pub(crate) mod handlers;
pub(crate) mod options;
pub(crate) mod pages;
