//! « Conventions »: the paper that the family signs.
//!
//! What was issued is frozen: the template's version, the data with its SHA-256 and, from the first
//! print on, the SHA-256 of the file. What is printed is what holds: where something else would be printed, a new
//! version is issued, the old one stays, and whoever was told is told what changed. A paper that came back signed
//! is never replaced.
//!
//! | file | holds |
//! |---|---|
//! | `paper` | what is printed |
//! | `said` | what of it is called a change, line by line |
//! | `draft` | what would be printed now beside what was; freezing |
//! | `issue` | a first convention, a new version of one |
//! | `renew` | new versions for a stage, for a lycée, for a school that asks |
//! | `told` | what a letter says of it |
//! | `queries` | reading it |
//! | `forget` | who was replaced leaves what nothing shows |
//! | `printed` | what whoever holds the paper learns by its code |

mod draft;
mod forget;
mod issue;
pub mod jobs;
mod paper;
mod printed;
mod queries;
mod renew;
mod said;
#[cfg(test)]
mod sample;
mod told;

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::Value;

use crate::bookings::{Booking, BookingStatus};
use crate::ids::{AgreementId, BookingId};

pub use printed::{Printed, Worth};
pub use renew::{Redo, RedoRefused};
pub use said::{Change, Part};
pub use told::Telling;

/// An issued convention.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// For which booking.
    pub booking: BookingId,
    /// 1, and one more each time something else is printed.
    pub version: i32,
    /// Source of the template as it was then.
    pub template: String,
    /// What the template reads; its shape is in `tenants/_default/documents/README.md`. The QR code
    /// is left to the printer: it follows from `verification_url`.
    pub data: Value,
    /// SHA-256 of the data as stored.
    pub data_sha256: String,
    /// SHA-256 of the file as first printed.
    pub pdf_sha256: Option<String>,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The same on the clock of the lycée.
    pub issued_local: DateTime<FixedOffset>,
}

/// Why a booking has no convention to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPaper {
    /// It holds no place: it waits for one, or ended as this.
    NoPlace(BookingStatus),
    /// Nobody knows any more who came.
    Erased,
}

impl NoPaper {
    /// `None`: there is one, or there will be.
    pub fn of(booking: &Booking) -> Option<Self> {
        match booking.status {
            status if !status.holds_place() => Some(Self::NoPlace(status)),
            _ if booking.pupil.is_erased() => Some(Self::Erased),
            _ => None,
        }
    }
}

impl Agreement {
    /// What people quote: "7KQ4-2M9X".
    pub fn reference(&self) -> &str {
        self.data["reference"].as_str().unwrap_or_default()
    }
}
