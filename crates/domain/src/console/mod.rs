//! The operators' console: the house as a whole, in counts, lines and settings, never a pupil. Besides: invitations are
//! taken back, and what the queue gave up is tried again or dropped.

mod directory;
mod given_up;
mod lycees;
mod shell;
mod traffic;

pub use directory::{DirectoryCounts, ImportLine};
pub use lycees::{Health, Lycee};
pub use shell::{InvitationLine, PersonLine};
pub use traffic::{HouseCounts, JobCounts, MOST_SEARCHED};
