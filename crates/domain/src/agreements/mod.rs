//! « Conventions »: the paper that the family signs.
//!
//! What was issued is frozen: the template's version, the data with its SHA-256 and, from the first
//! print on, the SHA-256 of the file. A stage that moves gets a new version; the old one stays.
//! [`paper`] says what is printed, `issue` freezes it, `queries` lets it be read.

mod issue;
mod paper;
mod queries;

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::Value;

use crate::ids::{AgreementId, BookingId};

/// An issued convention.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// For which booking.
    pub booking: BookingId,
    /// 1, and one more each time the stage moves.
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

impl Agreement {
    /// What people quote: "7KQ4-2M9X".
    pub fn reference(&self) -> &str {
        self.data["reference"].as_str().unwrap_or_default()
    }
}
