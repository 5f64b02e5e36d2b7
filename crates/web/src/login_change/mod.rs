//! Another login: asked for in the profile, allowed from the old mailbox, confirmed from the new one.
//!
//! `ask` is hers, signed in; `prove` is whoever reads a mailbox: GET shows a button, POST uses the link.

pub mod ask;
pub mod jobs;
pub mod mails;
pub mod pages;
pub mod prove;
