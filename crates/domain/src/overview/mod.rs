//! What is seen of the house as a whole: by operators on the console, by everybody on the front
//! door, by a person on her own home.
//!
//! Queries only, and the place where `Tx::across` is used for reading: each says why it may look
//! over the walls between lycées, and gives back counts or settings, never a pupil but to the school
//! that sends him.

mod directory;
mod home;
mod own_bookings;
mod portals;
mod traffic;

pub use directory::{DirectoryCounts, ImportLine};
pub use home::OwnSchool;
pub use own_bookings::{AfterBooking, OwnBooking, OwnBookingFilter, OwnBookings};
pub use portals::PortalSummary;
pub use traffic::{HouseCounts, JobCounts};
