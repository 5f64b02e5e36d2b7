//! « Personnes » of the console: somebody is looked up, and what only an operator can do for her is done.

pub(crate) mod acts;
pub(crate) mod handlers;
mod jobs;
mod mails;
pub(crate) mod merge;
mod pages;
