//! Stages: shown, created, changed, cancelled, listed.

pub mod cancel;
pub mod edit;
mod form;
pub mod list;
pub mod pages;
pub mod show;
