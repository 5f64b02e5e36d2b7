//! Joining the staff of a portal, the account of a school, or the operators, by a mailed link.

pub(crate) mod handlers;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
