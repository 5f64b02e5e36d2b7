//! « Effacement »: one pupil by word, and the certificates of what was erased because its time was over.

mod certificates;
pub(crate) mod handlers;
mod jobs;
mod mails;
mod pages;

pub(crate) use certificates::{list, print};
