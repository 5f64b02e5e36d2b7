//! The account's own home on `compte.<base>`: my schools, the portals, and every booking on every
//! portal in one list.

pub(crate) mod bookings;
pub(crate) mod handlers;
pub(crate) mod pages;
