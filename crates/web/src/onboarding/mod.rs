//! « Ouvrir un lycée »: the console's pages on which a portal is made ready, step by step.
//!
//! Each step is a page and a form of its own, so that it can be left and resumed; what was saved is the draft portal.
//! `frame` draws what all of them share, `begin` and `opening` are the first and the last.

pub(crate) mod abandon;
pub(crate) mod about;
pub(crate) mod address;
pub(crate) mod begin;
mod frame;
mod jobs;
pub(crate) mod look;
mod mails;
pub(crate) mod offer;
pub(crate) mod opening;
mod pages;
pub(crate) mod people;
pub(crate) mod preview;
mod swatch;

pub(crate) use frame::cannot_be;
