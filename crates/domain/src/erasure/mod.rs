//! « Effacement »: what is known of pupils goes, what is counted stays.
//!
//! Each night the stages of a portal that are over for so long lose their identities ([`crate::tenancy::Erasing`]);
//! a school has one of its pupils erased on all portals at once, a lycée in its own bookings. Bookings, states and
//! numbers stay: « Élève (identité effacée) ».
//!
//! A pupil who was erased by word leaves a tombstone: a mark that only this deployment's secret makes of her id. It is
//! also kept beside the backups, and what comes back with a restored one is erased again.
//!
//! | file | holds |
//! |---|---|
//! | `yearly` | each night, portal by portal |
//! | `pupil` | one pupil, by word |
//! | `tombstones` | marks of those who were erased by word, and erasing them again |
//! | `certificates` | how much was erased of a school year, and what remains |
//! | `jobs` | payloads |

mod certificates;
pub mod jobs;
mod pupil;
mod tombstones;
mod yearly;

pub use crate::history::ErasureReason;
pub use certificates::Certificate;
pub use pupil::EraseRefused;
pub use tombstones::{Applied, ApplyRefused, Tombstone};
