//! The people of a portal.

pub(crate) mod jobs;
mod mails;
mod pages;
pub(crate) mod teachers;
mod untied;

pub(crate) use untied::untied;
