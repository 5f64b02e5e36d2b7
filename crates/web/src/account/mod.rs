//! The account's own home on `compte.<base>`: my schools, the portals, and every booking on every
//! portal in one list.

pub mod bookings;
pub mod handlers;
pub mod pages;
