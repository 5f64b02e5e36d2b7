//! A portal as it is written down.

use std::collections::BTreeMap;

use education::Uai;
use serde::{Deserialize, Serialize};

use crate::tenancy::{AgreementPolicy, TenantDetails, TenantState};
use crate::text_enum;

text_enum! {
    /// A document that every portal has a template for.
    DocumentKind {
        /// « Convention ».
        Agreement = "agreement",
        /// « Guide de connexion et d’inscription ».
        Guide = "guide",
    }
}

/// A portal with all its files.
#[derive(Clone, Debug, PartialEq)]
pub struct TenantBundle {
    /// First label of its address: "lycee-atelier".
    pub slug: String,
    /// `tenant.toml`, with the defaults filled in.
    pub spec: TenantSpec,
    /// Typst source of each document.
    pub documents: BTreeMap<DocumentKind, String>,
    /// PNG that was checked, bounded and re-encoded.
    pub logo: Option<Vec<u8>>,
}

/// `tenant.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantSpec {
    /// Its UAI; must be in the directory.
    pub uai: Uai,
    /// "Lycée des métiers de l’Atelier".
    pub name: String,
    /// For narrow places: "L’Atelier".
    pub short_name: String,
    /// Absent: the school's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Absent: a draft.
    #[serde(default = "draft")]
    pub state: TenantState,
    /// Whether its stages are found from the front door and the common sites. Absent: no.
    #[serde(default)]
    pub listed: bool,
    /// IANA name: "Europe/Paris". Absent: that of the school's département.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    /// "Zone B". Absent: that of the school's académie.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holiday_zone: Option<String>,
    /// A domain of the lycée's own, instead of `<slug>.<base domain>`, at the word of whoever applies the folder: no
    /// proof is asked for. Absent: none, or the one that was proved on the console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom_host: Option<String>,
    /// The one colour, `#rrggbb`.
    pub accent: String,
    /// When the signed convention must be back.
    pub agreement_policy: AgreementPolicy,
    /// School days before the visit by which it must be back, 0 to 60.
    pub agreement_due_days: i32,
    /// School days before the visit on which an unconfirmed booking is released: fewer than the days
    /// above. Absent: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release_days: Option<i32>,
    /// Days after the stage when the pupil's identity is erased, 1 to 365; in any case on 31 August.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_days: Option<i32>,
    /// The day of each year on which identities are erased before 31 August: "07-15", month and day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erase_on: Option<String>,
    /// Printed on conventions; address, phone and mail that are left out are the school's.
    #[serde(default)]
    pub details: TenantDetails,
    /// The lycée's own words: `welcome`, `access`, `paragraphs` (a blank line between two)…
    #[serde(default)]
    pub texts: BTreeMap<String, String>,
    /// « Filières » with what they teach, in order.
    #[serde(default)]
    pub tracks: Vec<TrackSpec>,
    /// Who takes pupils in.
    #[serde(default)]
    pub teachers: Vec<TeacherSpec>,
}

/// A « filière ».
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackSpec {
    /// "Énergie et numérique".
    pub name: String,
    /// "CAP Électricien"… No programme is in two tracks.
    pub programmes: Vec<String>,
}

/// A teacher.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeacherSpec {
    /// "Mme Kerjean".
    pub name: String,
    /// "électrotechnique".
    #[serde(default)]
    pub subject: String,
}

fn draft() -> TenantState {
    TenantState::Draft
}
