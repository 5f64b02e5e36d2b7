//! « Connexion », « DÉCONNEXION »: on portals, at the account's home, on the console.

pub mod cookies;
pub mod forms;
pub mod handlers;
pub mod pages;
mod strangers;
