//! The calendar: month, week, list.
//!
//! `wanted` reads the address, `grid` lays the days out, `handlers` brings both together.

pub(crate) mod grid;
pub mod handlers;
pub mod pages;
mod wanted;
