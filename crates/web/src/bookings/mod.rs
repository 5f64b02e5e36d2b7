//! Bookings: made, listed, cancelled, validated, refused.

pub mod pages;
