//! « Demande d'inscription »: a school without an academic mailbox, or unknown to the directory.
//!
//! | file | holds |
//! |---|---|
//! | `handlers` | the form on a portal, the proof of the mailbox |
//! | `console` | what operators compare, and their decision |

pub(crate) mod console;
mod form;
pub(crate) mod handlers;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
