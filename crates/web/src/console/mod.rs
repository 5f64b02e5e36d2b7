//! The operators' host: lycées, mails, jobs, directory.

pub mod pages;
