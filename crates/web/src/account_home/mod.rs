//! The account's own home on `compte.<base>`: my schools, and every booking on every portal in one list.
//! Its first page is `desk`.

pub(crate) mod bookings;
pub(crate) mod handlers;
pub(crate) mod pages;
