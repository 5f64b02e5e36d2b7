//! A lycée to be shown: in the gallery, in tests of pages. Never in a database.

use std::collections::BTreeMap;

use education::Uai;
use uuid::Uuid;

use super::{AgreementPolicy, Contact, Tenant, TenantDetails, TenantState};

const ATELIER: Uai = Uai::from_number(440_001).expect("seven digits");

impl Tenant {
    /// « Lycée des métiers de l’Atelier », Nantes.
    pub fn sample() -> Self {
        let contact = Contact {
            name: "Anne Morvan".into(),
            position: "Directrice déléguée aux formations".into(),
            phone: "02 40 00 00 01".into(),
            mail: "ddfpt@atelier.example".into(),
        };
        Self {
            id: Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0003).into(),
            slug: "atelier".into(),
            custom_host: None,
            uai: ATELIER,
            name: "Lycée des métiers de l’Atelier".into(),
            short_name: "L’Atelier".into(),
            city: "Nantes".into(),
            state: TenantState::Open,
            time_zone: chrono_tz::Europe::Paris,
            holiday_zone: "Zone B".into(),
            accent: "#0f766e".into(),
            agreement_policy: AgreementPolicy::BeforeVisit,
            agreement_due_days: 7,
            details: TenantDetails { contacts: vec![contact], ..TenantDetails::default() },
            texts: BTreeMap::new(),
            logo_sha256: None,
            version: 1,
        }
    }
}
