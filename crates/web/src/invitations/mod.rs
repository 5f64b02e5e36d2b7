//! Joining the staff of a portal, the account of a school, or the operators, by a mailed link.

pub mod handlers;
pub mod jobs;
pub mod mails;
pub mod pages;
