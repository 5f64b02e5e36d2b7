//! A convention for tests of rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::paper::{Listed, Paper};
use crate::bookings::Booking;
use crate::tenancy::{AgreementPolicy, Erasing, Tenant, TenantDetails, TenantState};

impl Paper {
    /// A convention of which each part is there.
    pub(super) fn sample() -> Self {
        let booking = Booking::sample();
        let lycee = Tenant {
            id: Uuid::from_u128(1).into(),
            slug: "atelier".into(),
            custom_host: None,
            uai: booking.uai,
            name: "Lycée de l’Atelier".into(),
            short_name: "L’Atelier".into(),
            city: "Nantes".into(),
            department: "044".into(),
            listed: true,
            state: TenantState::Open,
            time_zone: chrono_tz::Europe::Paris,
            holiday_zone: "Zone B".into(),
            accent: "#0b6e4f".into(),
            agreement_policy: AgreementPolicy::BeforeVisit,
            agreement_due_days: 3,
            release_days: None,
            erasing: Erasing::default(),
            details: TenantDetails {
                address: vec!["1 rue des Forges".into(), "44000 Nantes".into()],
                board_number: Some("2026-12".into()),
                board_date: NaiveDate::from_ymd_opt(2026, 7, 4),
                ..TenantDetails::default()
            },
            texts: BTreeMap::from([("paragraphs".to_owned(), "Blouse en coton.".to_owned())]),
            logo_sha256: None,
            version: 1,
        };
        let day = booking.slot.day;
        let listed = Listed { school: None, profile: None };
        Self::new(&lycee, &booking, listed, day, "https://x/c/7KQ4-2M9X".into(), 2)
    }
}
