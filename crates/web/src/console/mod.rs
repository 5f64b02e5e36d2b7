//! The operators' host: lycées, access requests, mails, jobs, directory.

pub(crate) mod directory;
pub(crate) mod jobs;
mod kinds;
pub(crate) mod logo;
pub(crate) mod lycees;
pub(crate) mod mailbox;
pub(crate) mod mails;
pub(crate) mod moving;
pub(crate) mod pages;
pub(crate) mod requests;
pub(crate) mod state;

/// Rows of every list of the console.
pub(crate) const ROWS: u64 = 25;
