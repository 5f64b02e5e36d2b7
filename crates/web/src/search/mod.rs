//! « Rechercher un mini-stage » over the lycées that opted in: on the front door and on common sites.
//!
//! Everything is in the address, so a search can be shared and gone back to. A result leads to the stage on the lycée's
//! own portal: who books there books under its rules.

mod asked;
mod found;
pub(crate) mod handlers;
pub(crate) mod pages;

pub(crate) use asked::{Asked, key};
pub(crate) use found::{corrected, row};
pub(crate) use pages::{FoundRow, SearchForm};
