//! The operators' console: the house as a whole. Queries only; they give counts, lines and settings, never a pupil.

mod directory;
mod traffic;

pub use directory::{DirectoryCounts, ImportLine};
pub use traffic::{HouseCounts, JobCounts, MOST_SEARCHED};
