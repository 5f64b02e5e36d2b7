//! What is shown when something cannot be shown.

pub mod pages;
