//! The public front door: find a lycée.

pub mod handlers;
pub mod pages;
