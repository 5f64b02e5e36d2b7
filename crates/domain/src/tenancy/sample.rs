//! A lycée for tests of rules.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use education::Uai;
use uuid::Uuid;

use super::{AgreementPolicy, Erasing, Tenant, TenantDetails, TenantState};

impl Tenant {
    /// A lycée of Nantes that wants the convention three school days before.
    pub(crate) fn sample(uai: Uai) -> Self {
        Self {
            id: Uuid::from_u128(1).into(),
            slug: "atelier".into(),
            custom_host: None,
            uai,
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
        }
    }
}
