//! « Mot de passe oublié ? »: asked, mailed, chosen, done. `own`: changed by whoever knows it.

pub(crate) mod handlers;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod own;
pub(crate) mod pages;
