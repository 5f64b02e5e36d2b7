//! The staff's first page.

pub mod handlers;
pub mod pages;
