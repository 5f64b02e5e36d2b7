//! « Mot de passe oublié ? »: asked, mailed, chosen, done. `own`: changed by whoever knows it.

pub mod handlers;
pub mod jobs;
pub mod mails;
pub mod own;
pub mod pages;
