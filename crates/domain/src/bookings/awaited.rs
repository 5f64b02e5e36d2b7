//! Until when the signed convention of a booking is awaited, and what comes then.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::Set;

use super::{AgreementStatus, Booking, BookingStatus};
use crate::entity::bookings;
use crate::tenancy::{AgreementPolicy, DueBy, Tenant};

/// A signed convention that is to come before the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// By when.
    pub due: DueBy,
    /// That day is over: « en retard ».
    pub late: bool,
    /// When the booking is released, if it is.
    pub release_at: Option<DateTime<Utc>>,
}

impl Booking {
    /// Whether it is unconfirmed and its signed convention not back: it may be released.
    pub(crate) fn waits_for_paper(&self) -> bool {
        self.status == BookingStatus::Pending && AgreementStatus::AWAITED.contains(&self.agreement)
    }

    /// Until when its convention is awaited by `tenant`. `None`: it is back, or nobody waits for it.
    pub fn awaited(&self, tenant: &Tenant, now: DateTime<Utc>) -> Option<Awaited> {
        let awaits = self.status.holds_place()
            && AgreementStatus::AWAITED.contains(&self.agreement)
            && !self.slot.is_past(now);
        awaits.then(|| Awaited::of(tenant, self.slot.day, self.asked_at, self.release_at, now))?
    }
}

impl Awaited {
    /// Of a stage on `day` whose convention was asked for at `asked_at` and is not back. `None`: this
    /// lycée does not want it before the stage.
    pub fn of(
        tenant: &Tenant,
        day: NaiveDate,
        asked_at: DateTime<Utc>,
        release_at: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        if tenant.agreement_policy != AgreementPolicy::BeforeVisit {
            return None;
        }
        // A paper names the moment of the release, also of a booking that was validated before it.
        let printed = tenant.release(day, asked_at).map(|release| release.at);
        let release = release_at.or(printed.filter(|at| *at > now));
        let due = tenant.due_by(day, asked_at, release);
        let late = matches!(due, DueBy::Day(due) if due < tenant.local_day(now));
        Some(Self { due, late, release_at })
    }
}

/// The columns of a booking of a stage on `day` that waits, and whose school is asked for the convention
/// at `now`.
pub(super) fn asked(tenant: &Tenant, day: NaiveDate, now: DateTime<Utc>) -> bookings::ActiveModel {
    let release = tenant.release(day, now);
    bookings::ActiveModel {
        asked_at: Set(Some(now)),
        warn_at: Set(release.map(|release| release.warn_at)),
        release_at: Set(release.map(|release| release.at)),
        ..Default::default()
    }
}

/// The same of a booking that was asked for it `before` and ended meanwhile: its school has as much time as it had
/// then, and where that is over, time anew. Past the moment of the warning it is warned by what tells of the change.
pub(super) fn asked_since(
    tenant: &Tenant,
    day: NaiveDate,
    before: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bookings::ActiveModel {
    let kept = before.and_then(|asked| tenant.release(day, asked));
    match kept.filter(|release| release.at > now) {
        Some(release) => bookings::ActiveModel {
            warn_at: Set(Some(release.warn_at).filter(|at| *at > now)),
            release_at: Set(Some(release.at)),
            ..Default::default()
        },
        None => asked(tenant, day, now),
    }
}

/// Whether a booking waits, and its school has been asked for the convention that is not back.
pub(super) fn awaits(row: &bookings::Model) -> bool {
    row.status == BookingStatus::Pending && AgreementStatus::AWAITED.contains(&row.agreement_status)
}

/// The same of a booking in this state: one that does not wait for its convention is not released.
pub(super) fn if_waiting(
    asked: bookings::ActiveModel,
    status: BookingStatus,
    agreement: AgreementStatus,
) -> bookings::ActiveModel {
    match (status, agreement) {
        (BookingStatus::Pending, AgreementStatus::Issued) => asked,
        _ => bookings::ActiveModel { asked_at: asked.asked_at, ..settled() },
    }
}

/// The columns of a booking that is not released any more.
pub(super) fn settled() -> bookings::ActiveModel {
    bookings::ActiveModel { warn_at: Set(None), release_at: Set(None), ..Default::default() }
}
