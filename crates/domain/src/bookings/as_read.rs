//! What a person had read of a booking when she decides on it: who decides on Inès does not decide on Paul.
//!
//! A form carries it as text. The verb compares it in its own transaction, with the stage held.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use sha2::{Digest, Sha256};

use super::pupils::spelled;
use super::verbs::hold_slot;
use super::{BookedPupil, Booking};
use crate::Fault;
use crate::entity::{bookings, pupils};
use crate::ids::{ProgrammeId, SlotId, TenantId};
use crate::store::Tx;

/// The pupil, the stage, its day and hours; and the convention, where the decision is about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsRead {
    pupil: String,
    stage: String,
    hours: String,
    /// The version of the convention, where it was read too: what is back is that paper.
    paper: Option<i32>,
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
    /// Another version of the convention.
    Paper,
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
            paper: None,
        }
    }

    /// A booking as it stands; its stage stays what it is until the transaction ends.
    pub(super) async fn now(tx: &Tx<'_, TenantId>, row: &bookings::Model) -> Result<Self, Fault> {
        let broken = || Fault::Damaged(format!("booking {}", row.id));
        let slot = hold_slot(tx, row.slot_id).await?.ok_or_else(broken)?;
        // Replaced while this waited, and forgotten: all is read again.
        let replaced = || Fault::Contended(DbErr::RecordNotFound(format!("pupil of {}", row.id)));
        let pupil = tx.get::<pupils::Entity>(row.pupil_id).await?.ok_or_else(replaced)?;
        let pupil = spelled(row, &pupil);
        Ok(Self::of(&pupil, (slot.id, slot.programme_id), (slot.starts_at, slot.ends_at)))
    }

    /// Whether a booking still is so.
    pub(super) async fn holds(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
    ) -> Result<bool, Fault> {
        Ok(!tx.guards().as_read || Self::now(tx, row).await? == self.without_paper())
    }

    /// Whether `version` of the convention is the one that was read, or none was.
    pub(super) fn holds_paper(&self, version: i32) -> bool {
        self.paper.is_none_or(|read| read == version)
    }

    /// With the convention that was read along.
    #[must_use]
    pub fn with_paper(self, version: i32) -> Self {
        Self { paper: Some(version), ..self }
    }

    /// Without it.
    #[must_use]
    pub fn without_paper(&self) -> Self {
        Self { paper: None, ..self.clone() }
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
        let differing = parts.into_iter().filter(|(_, read, now)| read != now);
        let paper = self.paper.zip(now.paper).filter(|(read, now)| read != now);
        differing.map(|(what, ..)| what).chain(paper.map(|_| Difference::Paper)).collect()
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
        write!(out, "{}.{}.{}", self.pupil, self.stage, self.hours)?;
        self.paper.map_or(Ok(()), |version| write!(out, ".{version}"))
    }
}

impl FromStr for AsRead {
    type Err = std::convert::Infallible;

    /// Text that is none of ours is of somebody who has read nothing.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split('.').collect::<Vec<_>>().as_slice() {
            [pupil, stage, hours, paper @ ..] if paper.len() < 2 => {
                let [pupil, stage, hours] = [pupil, stage, hours].map(|part| (*part).to_owned());
                let paper = paper.first().and_then(|version| version.parse().ok());
                Self { pupil, stage, hours, paper }
            }
            _ => Self::default(),
        })
    }
}
