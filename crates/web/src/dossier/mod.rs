//! « Données de l’élève »: a page, a PDF and JSON of everything that is held on her.

mod handlers;
mod pages;

pub(crate) use handlers::{attendance, export, print, show};
