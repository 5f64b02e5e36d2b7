//! Another login: asked for in the profile, allowed from the old mailbox, confirmed from the new one.
//!
//! `ask` is hers, signed in; `prove` is whoever reads a mailbox: GET shows a button, POST uses the link.

pub(crate) mod ask;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
pub(crate) mod prove;
