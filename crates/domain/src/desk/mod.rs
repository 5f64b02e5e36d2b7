//! « Accueil » of a school, on a portal and over all portals: what is due, and who goes next.
//!
//! `queries.rs` reads the places that a school holds on stages to come; what is due is found here.

mod queries;

use chrono::{DateTime, NaiveDate, Utc};

use crate::bookings::{AgreementStatus, Awaited, BookedPupil, BookingStatus};
use crate::ids::{BookingId, ProgrammeId, SlotId, TenantId};
use crate::tenancy::Tenant;

/// A place on a stage to come; or one that the lycée took back.
#[derive(Clone, Debug)]
pub struct Held {
    /// The booking.
    pub booking: BookingId,
    /// Its stage.
    pub slot: SlotId,
    /// At which lycée.
    pub tenant: TenantId,
    /// What is visited.
    pub programme: String,
    /// Its id.
    pub programme_id: ProgrammeId,
    /// The day, where the lycée is.
    pub day: NaiveDate,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// « Salle ».
    pub room: String,
    /// Where to go on arrival.
    pub meeting_point: String,
    /// Who comes.
    pub pupil: BookedPupil,
    /// First axis.
    pub status: BookingStatus,
    /// Second axis.
    pub agreement: AgreementStatus,
    asked_at: DateTime<Utc>,
    release_at: Option<DateTime<Utc>>,
}

/// The places that a school holds on stages to come, the soonest first.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The places.
    pub held: Vec<Held>,
    /// Those that the lycée refused or cancelled with the stage, while no other stage of the formation is booked for
    /// the pupil.
    pub ended: Vec<Held>,
    /// There are more, later than these.
    pub more: bool,
}

/// Signed conventions that one lycée awaits by the same day.
#[derive(Clone, Debug)]
pub struct Due<'a> {
    /// By when.
    pub awaited: Awaited,
    /// Whose they are, the soonest stage first.
    pub held: Vec<&'a Held>,
}

impl Held {
    /// Until when its convention is awaited, as [`crate::bookings::Booking::awaited`] has it.
    pub fn awaited(&self, tenant: &Tenant, now: DateTime<Utc>) -> Option<Awaited> {
        let awaits = AgreementStatus::AWAITED.contains(&self.agreement);
        awaits.then(|| Awaited::of(tenant, self.day, self.asked_at, self.release_at, now))?
    }
}

impl Desk {
    /// What `tenant` awaits, by day, the soonest first: what is late, then what is due. Of a desk that is cut
    /// off, the last day may be cut too, and is left out.
    pub fn due(&self, tenant: &Tenant, now: DateTime<Utc>) -> Vec<Due<'_>> {
        let last = self.held.last().filter(|_| self.more).map(|held| held.day);
        let mut all: Vec<Due<'_>> = Vec::new();
        let here = self.held.iter().filter(|held| held.tenant == tenant.id);
        for held in here.filter(|held| Some(held.day) != last) {
            let Some(awaited) = held.awaited(tenant, now) else { continue };
            match all.iter_mut().find(|due| due.awaited.due == awaited.due) {
                None => all.push(Due { awaited, held: vec![held] }),
                Some(due) => {
                    let soonest = [due.awaited.release_at, awaited.release_at];
                    due.awaited.release_at = soonest.into_iter().flatten().min();
                    due.held.push(held);
                }
            }
        }
        // What has no day of its own must be there before its stage.
        let stage = |due: &Due<'_>| due.held.first().map(|held| held.day);
        all.sort_by_key(|due| due.awaited.due.day(tenant).or(stage(due)));
        all
    }
}

impl Due<'_> {
    /// Whether all of them are released at that same moment.
    pub fn together(&self) -> bool {
        self.held.iter().all(|held| held.release_at == self.awaited.release_at)
    }

    /// Whether one of them is not confirmed yet.
    pub fn waits(&self) -> bool {
        self.held.iter().any(|held| held.status == BookingStatus::Pending)
    }
}
