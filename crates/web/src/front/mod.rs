//! The public front door: find a lycée.

pub mod pages;
