//! A booking for tests of rules.

use chrono::TimeDelta;
use education::Uai;
use uuid::Uuid;

use super::{AgreementStatus, Attendance, BookedPupil, Booking, BookingStatus, quoted};
use crate::slots::Slot;

const CACAULT: Uai = Uai::from_number(440_008).expect("seven digits");

impl Booking {
    /// « BERNARD Inès, 3e B », of Collège Cacault, on [`Slot::sample`], two days before it.
    pub(crate) fn sample() -> Self {
        let id = Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0002);
        let slot = Slot::sample();
        Self {
            id: id.into(),
            reference: quoted("7KQ42M9X"),
            created_at: slot.starts_at - TimeDelta::days(2),
            changed_at: slot.starts_at - TimeDelta::days(2),
            asked_at: slot.starts_at - TimeDelta::days(2),
            warn_at: None,
            release_at: None,
            slot,
            pupil: BookedPupil {
                id: id.into(),
                last_name: "Bernard".into(),
                first_name: "Inès".into(),
                class: "3e B".into(),
                homonym: 1,
            },
            uai: CACAULT,
            school_name: "Collège Cacault".into(),
            school_city: "Clisson".into(),
            booked_by: id.into(),
            status: BookingStatus::Pending,
            agreement: AgreementStatus::Issued,
            attendance: Attendance::Unmarked,
            reason: None,
        }
    }
}
