//! Stages: shown, created, changed, cancelled, listed.

pub mod pages;
