//! A school opens its account: UAI, person, confirmation of the mailbox.

pub mod pages;
