//! « Récupération d'identifiant pour le … »: a plain page for now.

pub mod handlers;
pub mod pages;
