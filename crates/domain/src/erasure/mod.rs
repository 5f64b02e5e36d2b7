//! « Effacement »: what is known of pupils goes, what is counted stays.
//!
//! Each night the stages of a portal that are over for so long lose their identities ([`crate::tenancy::Erasing`]);
//! a school has one of its pupils erased on all portals at once, a lycée in its own bookings. Bookings, states and
//! numbers stay: « Élève (identité effacée) ».
//!
//! A pupil who was erased by word leaves a tombstone: a mark that only this deployment's secret makes of her id. It is
//! also kept beside the backups, and what comes back with a restored one is erased again.
//!
//! A portal that was archived is erased whole ([`crate::archives`]), and so is a draft that is given up: it leaves a
//! mark as well, and a certificate that names nobody.
//!
//! | file | holds |
//! |---|---|
//! | `yearly` | each night, portal by portal |
//! | `pupil` | one pupil, by word |
//! | `tombstones` | marks of those who were erased by word, and erasing them again |
//! | `certificates` | how much was erased of a school year, and what remains |
//! | `portal` | a whole portal, and what is kept of it |
//! | `due` | each night, the portals whose archive was kept for its time |
//! | `people` | accounts that were of an erased portal alone |
//! | `jobs` | payloads |

mod certificates;
mod due;
pub mod jobs;
mod people;
mod portal;
mod pupil;
mod tombstones;
mod yearly;

pub use crate::history::ErasureReason;
pub use certificates::Certificate;
pub use due::DueErasure;
pub(crate) use portal::Ending;
pub use portal::{ErasedCounts, ErasedPortal, PortalEnd};
pub use pupil::EraseRefused;
pub use tombstones::{Applied, ApplyRefused, Tombstone};
