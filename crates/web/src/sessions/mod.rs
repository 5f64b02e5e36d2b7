//! « Connexion », « DÉCONNEXION »: on portals, at the account's home, on the console; and the hop
//! from one to another.

mod browsers;
pub mod cookies;
pub mod forms;
pub mod handlers;
pub mod hop;
pub mod mine;
pub mod pages;
pub mod school;
pub mod sign_out;
pub(crate) mod strangers;
