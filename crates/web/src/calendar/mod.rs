//! The calendar: month, week, list.
//!
//! `wanted` reads the address, `grid` lays the days out, `handlers` brings both together, `kept` has what
//! everybody sees drawn once a moment.

pub(crate) mod grid;
pub(crate) mod handlers;
mod kept;
mod mine;
pub(crate) mod pages;
mod wanted;

pub(crate) use kept::Kept;
