//! Access requests, from the proof of the requester's mailbox to the answer. The form itself is in
//! `recovery`, the operators' part in `console::requests`.
//!
//! `proof` is the requester's, on a portal; `requests` and `by_link` are the managers', at the
//! account's home: signed in, or by the mailed link.

pub mod by_link;
mod forms;
pub mod jobs;
pub mod mails;
pub mod pages;
pub mod proof;
pub mod requests;
mod words;

pub use forms::AnswerForm;
