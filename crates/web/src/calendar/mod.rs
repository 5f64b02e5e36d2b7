//! The calendar: month, week, list.

pub mod pages;
