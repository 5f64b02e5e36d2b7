//! Signing in and out.

pub mod pages;
