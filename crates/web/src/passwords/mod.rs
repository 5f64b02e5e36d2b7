//! « Mot de passe oublié ? »: asked, mailed, chosen, done.

pub mod handlers;
pub mod jobs;
pub mod mails;
pub mod pages;
