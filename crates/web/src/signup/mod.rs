//! A school opens its account: UAI, person, confirmation of the mailbox.
//!
//! `school` answers to a UAI, `handlers` opens the account, `confirmation` proves the mailbox,
//! `by_mail` leads on where too many schools were looked up, `second_school` adds a school to an account that has its mailbox already.

pub(crate) mod by_mail;
pub(crate) mod confirmation;
pub(crate) mod handlers;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
pub(crate) mod phones;
pub(crate) mod school;
pub(crate) mod second_school;
