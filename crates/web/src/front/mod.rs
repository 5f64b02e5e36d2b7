//! The public front door: find a lycée.

pub(crate) mod handlers;
pub(crate) mod pages;
