//! « Récupération d'identifiant pour le … »: what may be told of a school's account, and the form
//! that asks for an access. What follows is in `access`.

pub(crate) mod form;
pub(crate) mod handlers;
pub(crate) mod pages;
