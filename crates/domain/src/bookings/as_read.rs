//! What a person had read of a booking when she decides on it: who decides on Inès does not decide on Paul.
//!
//! A form carries it as text. The verb compares it in its own transaction, with the stage held.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DbErr, QueryFilter, QuerySelect};
use sha2::{Digest, Sha256};

use super::pupils::spelled;
use super::verbs::hold_slot;
use super::{BookedPupil, Booking, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, pupils, slots};
use crate::ids::{BookingId, ProgrammeId, PupilId, SlotId, TenantId};
use crate::slots::{Slot, VisitKind};
use crate::store::Tx;

/// The pupil, the stage, its day and hours; the convention and the status, where the decision is about them. Of a stage
/// alone, its type and place instead of a pupil. By default nothing is compared: for code that acts without a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AsRead {
    pupil: String,
    stage: String,
    hours: String,
    /// The mark of the type, the room and the meeting point, where a stage is chosen.
    place: Option<String>,
    /// The version of the convention, where it was read too: what is back is that paper.
    paper: Option<i32>,
    /// What the booking was, where the decision takes that back.
    status: Option<BookingStatus>,
    /// The mark of who was on the stage, where all of them are concerned.
    pupils: Option<String>,
}

/// What whoever chooses a stage reads of it.
pub(super) struct Stage<'a> {
    pub(super) which: (SlotId, ProgrammeId),
    pub(super) version: i32,
    pub(super) hours: (DateTime<Utc>, DateTime<Utc>),
    pub(super) kind: VisitKind,
    pub(super) room: &'a str,
    pub(super) meeting_point: &'a str,
}

/// The [`Stage`] of whatever has its columns; `$programme` is the field with the programme's id.
macro_rules! stage {
    ($of:expr, $programme:ident) => {
        $crate::bookings::as_read::Stage {
            which: ($of.id, $of.$programme),
            version: $of.version,
            hours: ($of.starts_at, $of.ends_at),
            kind: $of.kind,
            room: &$of.room,
            meeting_point: &$of.meeting_point,
        }
    };
}
pub(super) use stage;

/// A booking that somebody acts upon, or a stage, as she had read it.
#[derive(Clone, Debug)]
pub struct Read<Id> {
    pub(super) id: Id,
    pub(super) read: AsRead,
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
    /// A colleague has decided.
    Status,
}

impl<Id> From<Id> for Read<Id> {
    fn from(id: Id) -> Self {
        Self { id, read: AsRead::default() }
    }
}

impl<Id> From<(Id, AsRead)> for Read<Id> {
    fn from((id, read): (Id, AsRead)) -> Self {
        Self { id, read }
    }
}

impl Read<BookingId> {
    /// Whether it still is so, its stage held.
    pub(super) async fn still_holds(
        &self,
        tx: &Tx<'_, TenantId>,
        row: &bookings::Model,
    ) -> Result<bool, Fault> {
        if self.read == AsRead::default() {
            return Ok(true);
        }
        if self.read.is_unread() && tx.guards().as_read {
            let slot = hold_slot(tx, row.slot_id).await?;
            return Ok(row.version == FIRST && slot.is_some_and(|slot| slot.version == FIRST));
        }
        self.read.holds(tx, row).await
    }
}

impl AsRead {
    fn of(
        pupil: &BookedPupil,
        slot: (SlotId, ProgrammeId),
        hours: (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        let BookedPupil { id, last_name, first_name, class, .. } = pupil;
        let named = short_mark(format!("{id}|{last_name}|{first_name}|{class}"));
        Self { pupil: named, ..Self::of_slot(slot, hours) }
    }

    /// A form that does not say what was read: it counts as drawn before anything changed, and before anybody was on
    /// the stage.
    pub fn unread() -> Self {
        Self { stage: UNREAD.to_owned(), pupils: Some(mark([])), ..Self::default() }
    }

    fn is_unread(&self) -> bool {
        self.stage == UNREAD
    }

    /// A stage, its day and hours.
    fn of_slot(
        (slot, programme): (SlotId, ProgrammeId),
        (starts, ends): (DateTime<Utc>, DateTime<Utc>),
    ) -> Self {
        Self {
            stage: format!("{slot}/{programme}"),
            hours: format!("{}/{}", starts.timestamp(), ends.timestamp()),
            ..Self::default()
        }
    }

    /// A stage that is chosen.
    fn of_stage(stage: &Stage<'_>) -> Self {
        let Stage { which, hours, kind, room, meeting_point, .. } = stage;
        let place = short_mark(format!("{}|{room}|{meeting_point}", kind.as_str()));
        Self { place: Some(place), ..Self::of_slot(*which, *hours) }
    }

    /// Whether this stage was read.
    pub fn is_of(&self, slot: SlotId) -> bool {
        self.stage.split('/').next() == Some(slot.to_string().as_str())
    }

    /// Whether a stage is so, as far as it was read.
    pub(super) fn is_stage(&self, stage: &Stage<'_>) -> bool {
        let pupils = self.pupils.clone();
        *self == Self::default()
            || (self.is_unread() && stage.version == FIRST)
            || *self == Self { pupils, ..Self::of_stage(stage) }
    }

    /// Whether a stage that is held still is so.
    pub(super) fn holds_slot(&self, tx: &Tx<'_, TenantId>, slot: &slots::Model) -> bool {
        !tx.guards().as_read || self.is_stage(&stage!(slot, programme_id))
    }

    /// Whether those who were read are on a stage that is held, and nobody else.
    pub(super) async fn holds_pupils(
        &self,
        tx: &Tx<'_, TenantId>,
        slot: SlotId,
    ) -> Result<bool, Fault> {
        let Some(read) = self.pupils.as_ref().filter(|_| tx.guards().as_read) else {
            return Ok(true);
        };
        let there = tx
            .find::<bookings::Entity>()
            .filter(bookings::Column::SlotId.eq(slot))
            .filter(bookings::Column::Status.is_in(BookingStatus::ACTIVE))
            .select_only()
            .column(bookings::Column::PupilId);
        let there: Vec<PupilId> = tx.all(there.into_tuple()).await?;
        Ok(*read == mark(there))
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
        Ok(!tx.guards().as_read || Self::now(tx, row).await? == self.of_booking())
    }

    /// Whether the booking is what it was, or that was not read.
    pub(super) fn holds_status(&self, status: BookingStatus) -> bool {
        self.status.is_none_or(|read| read == status)
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

    /// With the status that was read along.
    #[must_use]
    pub fn with_status(self, status: BookingStatus) -> Self {
        Self { status: Some(status), ..self }
    }

    /// With those who were on the stage.
    #[must_use]
    pub fn with_pupils(self, pupils: impl IntoIterator<Item = PupilId>) -> Self {
        Self { pupils: Some(mark(pupils)), ..self }
    }

    /// The pupil and the stage alone.
    pub(super) fn of_booking(&self) -> Self {
        Self { paper: None, status: None, pupils: None, ..self.clone() }
    }

    /// What is another now. Empty, too, where nothing is known to have been read.
    pub fn differences(&self, now: &Self) -> Vec<Difference> {
        if self.hours.is_empty() {
            return Vec::new();
        }
        let parts = [
            (Difference::Pupil, &self.pupil, &now.pupil),
            (Difference::Stage, &self.stage, &now.stage),
            (Difference::Hours, &self.hours, &now.hours),
        ];
        let differing = parts.into_iter().filter(|(_, read, now)| read != now);
        let paper = self.paper.zip(now.paper).filter(|(read, now)| read != now);
        let status = self.status.zip(now.status).filter(|(read, now)| read != now);
        let rest = [paper.map(|_| Difference::Paper), status.map(|_| Difference::Status)];
        differing.map(|(what, ..)| what).chain(rest.into_iter().flatten()).collect()
    }
}

/// The stage of [`AsRead::unread`]: no id is written like this.
const UNREAD: &str = "?";
/// The version of what nobody has changed.
const FIRST: i32 = 1;

/// The same for the same pupils, in whichever order.
fn mark(pupils: impl IntoIterator<Item = PupilId>) -> String {
    let mut pupils: Vec<_> = pupils.into_iter().map(|pupil| pupil.0).collect();
    pupils.sort_unstable();
    let all: Vec<u8> = pupils.into_iter().flat_map(uuid::Uuid::into_bytes).collect();
    short_mark(all)
}

/// The same for the same bytes; short, for forms carry it and nobody gains by forging it.
pub(crate) fn short_mark(bytes: impl AsRef<[u8]>) -> String {
    hex::encode(&Sha256::digest(bytes)[..8])
}

impl Booking {
    /// What whoever reads it now has read.
    pub fn as_read(&self) -> AsRead {
        let slot = &self.slot;
        AsRead::of(&self.pupil, (slot.id, slot.programme), (slot.starts_at, slot.ends_at))
    }
}

impl Slot {
    /// What whoever reads it now has read.
    pub fn as_read(&self) -> AsRead {
        AsRead::of_stage(&stage!(self, programme))
    }
}

impl fmt::Display for AsRead {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.pupil, self.stage, self.hours)?;
        self.paper.map_or(Ok(()), |version| write!(out, ".{version}"))?;
        self.status.map_or(Ok(()), |status| write!(out, ".{}", status.as_str()))?;
        self.pupils.as_ref().map_or(Ok(()), |mark| write!(out, ".n{mark}"))?;
        self.place.as_ref().map_or(Ok(()), |mark| write!(out, ".l{mark}"))
    }
}

impl FromStr for AsRead {
    type Err = std::convert::Infallible;

    /// Text that is none of ours, or that is missing, is of a form that says nothing.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.split('.').collect::<Vec<_>>().as_slice() {
            [pupil, stage, hours, rest @ ..] if rest.len() < 5 && !stage.is_empty() => {
                let [pupil, stage, hours] = [pupil, stage, hours].map(|part| (*part).to_owned());
                let paper = rest.iter().find_map(|version| version.parse().ok());
                let status = rest.iter().find_map(|status| status.parse().ok());
                let mark = |of| rest.iter().find_map(|mark| mark.strip_prefix(of));
                let [pupils, place] = ['n', 'l'].map(|of| mark(of).map(str::to_owned));
                Self { pupil, stage, hours, place, paper, status, pupils }
            }
            _ => Self::unread(),
        })
    }
}
