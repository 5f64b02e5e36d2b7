//! « Demande d'inscription »: a school without an academic mailbox, or unknown to the directory.
//!
//! | file | holds |
//! |---|---|
//! | `handlers` | the form on a portal, the proof of the mailbox |
//! | `console` | what operators compare, and their decision |

pub(crate) mod console;
pub mod forms;
pub mod handlers;
pub mod jobs;
pub mod mails;
pub mod pages;
