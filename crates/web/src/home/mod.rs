//! The first page of a portal, its contacts and its legal pages.

pub mod pages;
