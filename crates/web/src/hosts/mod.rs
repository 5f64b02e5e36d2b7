//! « Domaine du lycée » on the console: what its DNS must say, as text to copy, and whether it does.

pub(crate) mod handlers;
mod jobs;
mod look_up;
mod mails;
mod pages;
