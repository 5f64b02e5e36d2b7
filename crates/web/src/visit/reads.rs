//! Noting that somebody was shown pupils: `me.reads(Read::Booking(id))`.
//!
//! Who may not see anything is not noted, for there was nothing to see; a page of several pupils is noted once.
//! `ministage/tests/it/isolation/walk/noted.rs` walks every page that shows a name.

use domain::ids::{BookingId, SlotId};
use domain::readings::{Reading, ReadingKind, ReadingSide};
use domain::tenancy::Standing;
use uuid::Uuid;

use super::{Visit, Who};

/// What was opened.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    /// The page of a booking, and what is asked there.
    Booking(BookingId),
    /// Its convention.
    Agreement(BookingId),
    /// All that is held on its pupil.
    Dossier(BookingId),
    /// The pupils of a stage.
    Stage(SlotId),
    /// Several bookings.
    List,
}

impl Visit {
    /// Notes that whoever is signed in opened this; an operator who looks is noted herself, not as whom.
    pub(crate) fn reads(&self, what: Read) {
        let (side, school) = match &self.who {
            Who::OnPortal(Standing::Host(_)) => (ReadingSide::Lycee, None),
            Who::OnPortal(Standing::Origin(origin)) => (ReadingSide::School, Some(origin.uai())),
            Who::AtHome(_) => (ReadingSide::School, None),
            Who::OnPortal(Standing::Nobody(_))
            | Who::Nobody
            | Who::Claimant(_)
            | Who::Operator(_) => return,
        };
        let Some(person) = self.person() else { return };
        let (account, side) = match &self.viewing {
            Some(viewing) => (viewing.operator, ReadingSide::Operator),
            None => (person.account, side),
        };
        let (kind, about) = what.kind();
        let portal = self.portal.as_ref().map(domain::Portal::id);
        let reading = Reading { account, side, kind, portal, school, about };
        self.app.backstage.note_reading(reading);
    }
}

impl Read {
    fn kind(self) -> (ReadingKind, Option<Uuid>) {
        match self {
            Self::Booking(id) => (ReadingKind::Booking, Some(id.0)),
            Self::Agreement(id) => (ReadingKind::Agreement, Some(id.0)),
            Self::Dossier(id) => (ReadingKind::Dossier, Some(id.0)),
            Self::Stage(id) => (ReadingKind::Stage, Some(id.0)),
            Self::List => (ReadingKind::List, None),
        }
    }
}
