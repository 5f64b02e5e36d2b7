//! A school opens its account: UAI, person, confirmation of the mailbox.
//!
//! `school` answers to a UAI, `handlers` opens the account, `confirmation` proves the mailbox,
//! `second_school` adds a school to an account that has its mailbox already.

pub mod confirmation;
pub mod forms;
pub mod handlers;
pub mod jobs;
pub mod mails;
pub mod pages;
pub(crate) mod phones;
pub mod school;
pub mod second_school;
