//! The account's own home on `compte.<base>`.

pub mod handlers;
pub mod pages;
