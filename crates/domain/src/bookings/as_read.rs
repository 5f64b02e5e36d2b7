//! What a person had read of a booking when she decides on it: who decides on Inès does not decide on Paul.
//!
//! A form carries it as text. The verb compares it in its own transaction, with the stage held.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::pupils::spelled;
use super::verbs::hold_slot;
use super::{BookedPupil, Booking};
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::store::Tx;

/// The pupil, the stage, and its day and hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsRead {
    pupil: String,
    stage: String,
    hours: String,
}

/// What may change under a reader's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another pupil, or the same one spelled otherwise.
    Pupil,
    /// Another stage, or another formation.
    Stage,
    /// Another day or other hours.
    Hours,
}

impl AsRead {
    fn of(
        pupil: &BookedPupil,
        (slot, programme): (SlotId, ProgrammeId),
        (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        let BookedPupil { id, last_name, first_name, class, .. } = pupil;
        let named = Sha256::digest(format!("{id}|{last_name}|{first_name}|{class}"));
        Self {
            pupil: hex::encode(&named[..8]),
            stage: format!("{slot}/{programme}"),
            hours: format!("{}/{}", starts.timestamp(), ends.timestamp()),
        }
    }

    /// A booking as it stands; its stage stays what it is until the transaction ends.
    pub(super) async fn now(tx: &Tx<'_, TenantId>, row: &bookings::Model) -> Result<Self, Fault> {
        let broken = || Fault::Damaged(format!("booking {}", row.id));
        let slot = hold_slot(tx, row.slot_id).await?.ok_or_else(broken)?;
        let pupil = tx.get::<pupils::Entity>(row.pupil_id).await?.ok_or_else(broken)?;
        let pupil = spelled(row, &pupil);
        Ok(Self::of(&pupil, (slot.id, slot.programme_id), (slot.starts_at, slot.ends_at)))
    }

    /// Whether a booking still is so.
    pub(super) async fn holds(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
    ) -> Result<bool, Fault> {
        Ok(!tx.guards().as_read || Self::now(tx, row).await? == *self)
    }

    /// What is another now. Empty, too, where nothing is known to have been read.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        if *self == Self::default() {
            return Vec::new();
        }
        let parts = [
            (Difference::Pupil, &self.pupil, &now.pupil),
            (Difference::Stage, &self.stage, &now.stage),
            (Difference::Hours, &self.hours, &now.hours),
        ];
        parts.into_iter().filter(|(_, read, now)| read != now).map(|(what, ..)| what).collect()
    }
}

impl Booking {
    /// What whoever reads it now has read.
    pub fn as_read(&self) -> AsRead {
        let slot = &self.slot;
        AsRead::of(&self.pupil, (slot.id, slot.programme), (slot.starts_at, slot.ends_at))
    }
}

impl fmt::Display for AsRead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.pupil, self.stage, self.hours)
    }
}

impl FromStr for AsRead {
    type Err = std::convert::Infallible;

    /// Text that is none of ours is of somebody who has read nothing.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split('.').collect::<Vec<_>>().as_slice() {
            [pupil, stage, hours] => {
                let [pupil, stage, hours] = [pupil, stage, hours].map(|part| (*part).to_owned());
                Self { pupil, stage, hours }
            }
            _ => Self::default(),
        })
    }
}
