//! Access requests, from « Récupération d'identifiant » to the answer. The operators' part is in
//! `console::requests`.
//!
//! `ask` says what may be told of a school's account and takes the request; `proof` is the requester's, on a portal; `requests` and `by_link` are the managers', at the
//! account's home: signed in, or by the mailed link.

pub(crate) mod ask;
pub(crate) mod by_link;
mod form;
pub(crate) mod jobs;
pub(crate) mod mails;
pub(crate) mod pages;
pub(crate) mod proof;
pub(crate) mod requests;
mod words;

pub(crate) use form::decision;
