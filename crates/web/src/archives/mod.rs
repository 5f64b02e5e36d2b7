//! « Archivage »: what an operator sees of a portal that ends, the file that its job writes, and what is kept of those
//! that were erased.

mod contents;
mod erased;
mod file;
pub(crate) mod handlers;
mod jobs;
mod pages;
mod sheets;

pub(crate) use erased::{list, print};
