//! A convention for tests of rules.

use super::paper::{Listed, Paper};
use crate::bookings::Booking;
use crate::tenancy::Tenant;

impl Paper {
    /// A convention of which each part is there.
    pub(super) fn sample() -> Self {
        let booking = Booking::sample();
        let lycee = Tenant::sample(booking.uai);
        let day = booking.slot.day;
        let listed = Listed { school: None, profile: None };
        Self::new(&lycee, &booking, listed, day, "https://x/c/7KQ4-2M9X".into(), 2)
    }
}
