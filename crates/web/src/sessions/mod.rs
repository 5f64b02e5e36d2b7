//! « Connexion », « DÉCONNEXION »: on portals, at the account's home, on the console; and the hop
//! from one to another.

pub(crate) mod browsers;
pub(crate) mod cookies;
pub(crate) mod handlers;
pub(crate) mod hop;
pub(crate) mod mine;
pub(crate) mod pages;
pub(crate) mod school;
pub(crate) mod sign_out;
pub(crate) mod strangers;
pub(crate) mod way_back;

pub(crate) use cookies::HINT_COOKIE;
pub(crate) use way_back::local_path;
