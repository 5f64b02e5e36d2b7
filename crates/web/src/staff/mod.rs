//! The people of a portal.

pub(crate) mod jobs;
mod mails;
mod pages;
pub(crate) mod teachers;
