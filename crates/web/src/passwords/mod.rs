//! A forgotten password, a new one.

pub mod pages;
