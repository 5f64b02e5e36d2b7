//! What is shown when something cannot be shown.

pub(crate) mod pages;
