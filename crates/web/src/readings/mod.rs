//! « Qui a consulté »: the page of a booking that says who opened its pupil's data, and the hand that writes it down.

pub(crate) mod handlers;
pub mod keeper;
mod pages;
