//! Bookings: made, listed, cancelled, validated, refused.

pub(crate) mod jobs;
pub mod pages;
