//! « Consultations »: who opened the data of pupils, when and by which kind of page.
//!
//! A page costs no statement more: what was opened waits in the process and is written together, at most a second later
//! ([`Backstage::keep_readings`]). One person, one object, one day are one row that counts; a list is one row, whatever
//! stands in it. Read in [`crate::dossier`].
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what is noted |
//! | `waiting` | what this process has not written yet |
//! | `keep` | writing it, and forgetting it |

mod keep;
mod waiting;

use chrono::TimeDelta;
use education::Uai;
use uuid::Uuid;

use crate::Backstage;
use crate::ids::{AccountId, TenantId};
use crate::text_enum;

pub(crate) use waiting::Waiting;

/// A year: long enough for a family or a head who asks about it, as the CNIL advises for logs (délibération 2021-122).
pub const READINGS_KEPT: TimeDelta = TimeDelta::days(365);

text_enum! {
    /// As what somebody opened it.
    ReadingSide {
        /// For a school that sends pupils.
        School = "school",
        /// On the staff of the lycée.
        Lycee = "lycee",
        /// An operator, by « Voir comme ».
        Operator = "operator",
    }
}

text_enum! {
    /// What was opened.
    ReadingKind {
        /// The page of a booking, and what is asked there.
        Booking = "booking",
        /// Its convention.
        Agreement = "agreement",
        /// All that is held on the pupil.
        Dossier = "dossier",
        /// The pupils of a stage.
        Stage = "stage",
        /// A list of bookings: pages, files of several conventions, histories.
        List = "list",
    }
}

/// Somebody opened the data of a pupil, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Reading {
    /// Who: the operator herself where she looks as somebody else.
    pub account: AccountId,
    /// As what.
    pub side: ReadingSide,
    /// What.
    pub kind: ReadingKind,
    /// On which portal; `None`: all of them.
    pub portal: Option<TenantId>,
    /// For which school, if for one. Neither this nor a portal: for each of hers.
    pub school: Option<Uai>,
    /// The booking, or the stage.
    pub about: Option<Uuid>,
}

impl Backstage {
    /// Notes that somebody opened this. Waits for nothing: see [`Backstage::keep_readings`].
    pub fn note_reading(&self, reading: Reading) {
        self.shared.readings.add(reading, self.shared.store.clock.now());
    }
}
