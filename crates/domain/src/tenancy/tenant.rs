//! What is known of a lycée that hosts.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use education::Uai;
use serde::{Deserialize, Serialize};

use sea_orm::sea_query::{LockType, Query, SelectStatement};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::Erasing;
use crate::Fault;
use crate::entity::tenants;
use crate::ids::TenantId;
use crate::store::Tx;
use crate::text_enum;

text_enum! {
    /// Whether a portal is being prepared, open to all, or held by the operators: for a time or for good.
    TenantState { Draft = "draft", Open = "open", Suspended = "suspended", Closed = "closed" }
}

impl TenantState {
    /// Those in which nobody gets in and nothing goes out.
    pub const HELD: [Self; 2] = [Self::Suspended, Self::Closed];

    /// The ids of portals that are held, for statements across lycées: what is due there waits.
    pub(crate) fn held_portals() -> SelectStatement {
        Query::select()
            .column("id")
            .from("tenants")
            .and_where(tenants::Column::State.is_in(Self::HELD))
            .take()
    }

    /// Whether nobody gets in and nothing goes out.
    pub fn is_held(self) -> bool {
        Self::HELD.contains(&self)
    }
}

text_enum! {
    /// When the signed convention must be back.
    AgreementPolicy {
        /// Before the visit: no valid booking until then.
        BeforeVisit = "before_visit",
        /// Brought signed on the day.
        OnTheDay = "on_the_day",
        /// One a school and a year.
        YearlyFramework = "yearly_framework",
    }
}

/// A lycée that hosts.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// First label of its address.
    pub slug: String,
    /// Its own domain, if it has one.
    pub custom_host: Option<String>,
    /// Its UAI in the directory.
    pub uai: Uai,
    /// "Lycée des métiers de l'Atelier".
    pub name: String,
    /// For narrow places: "L'Atelier".
    pub short_name: String,
    /// Where it is.
    pub city: String,
    /// The Ministry's code of its département: "044".
    pub department: String,
    /// Whether the search over portals may show its stages.
    pub listed: bool,
    /// Draft, open, suspended.
    pub state: TenantState,
    /// In which its wall clocks tell the time.
    pub time_zone: Tz,
    /// Name of its school-holiday zone: "Zone B".
    pub holiday_zone: String,
    /// Its one colour, `#rrggbb`.
    pub accent: String,
    /// When the signed convention must be back.
    pub agreement_policy: AgreementPolicy,
    /// School days before the visit by which it must be back.
    pub agreement_due_days: i32,
    /// School days before the visit on which an unconfirmed booking is released; `None`: never.
    pub release_days: Option<i32>,
    /// When the identities of pupils are erased.
    pub erasing: Erasing,
    /// What is printed on conventions and shown under contacts.
    pub details: TenantDetails,
    /// The lycée's own words, by key: those of [`TEXTS`].
    pub texts: BTreeMap<String, String>,
    /// SHA-256 of its logo, if it has one: part of the logo's address, so that browsers may keep it.
    pub logo_sha256: Option<String>,
    /// Grows with each change.
    pub version: i32,
}

/// What a lycée may say in its own words: two of its pages, the end of its conventions, how they are given back.
pub const TEXTS: [&str; 4] = ["access", "paragraphs", "return", "welcome"];

/// Paragraphs of the lycée's own that are printed, at most: the convention has two pages.
pub(crate) const MOST_PARAGRAPHS: usize = 3;

/// The paragraphs of a text: a blank line stands between two.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty()).map(|lines| lines.join(" "));
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect()
}

/// What is printed on conventions and shown under contacts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenantDetails {
    /// Postal address, in lines.
    #[serde(default)]
    pub address: Vec<String>,
    /// As it is dialled: "02 40 00 00 00".
    #[serde(default)]
    pub phone: String,
    /// Where answers to mails go.
    #[serde(default)]
    pub mail: String,
    /// Who signs: "Mme Claire Morvan".
    #[serde(default)]
    pub head_name: String,
    /// As what: "proviseure".
    #[serde(default)]
    pub head_quality: String,
    /// Number of the board's resolution on mini-stages.
    #[serde(default)]
    pub board_number: Option<String>,
    /// Date of the board's resolution.
    #[serde(default)]
    pub board_date: Option<NaiveDate>,
    /// The people to call.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Whether it is an agricultural lycée (code rural instead of code de l'éducation).
    #[serde(default)]
    pub agricultural: bool,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// "Mme Anne Morvan".
    pub name: String,
    /// "DDFPT".
    pub position: String,
    /// Optional phone.
    #[serde(default)]
    pub phone: String,
    /// Optional address.
    #[serde(default)]
    pub mail: String,
}

impl Tx<'_, TenantId> {
    /// The lycée of this hold, whose settings stay until the transaction ends: what a request remembers of
    /// them may be some seconds old. Before a slot is held, as everywhere.
    pub(crate) async fn settings(&self) -> Result<Tenant, Fault> {
        let id = self.tenant_id();
        let own = self.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
        let row = self.one(own.lock(LockType::Share)).await?;
        Tenant::read(row.ok_or_else(|| Fault::Damaged(format!("tenant {id}")))?)
    }
}

impl Tenant {
    pub(crate) fn read(row: tenants::Model) -> Result<Self, Fault> {
        let damaged = |what: &str| Fault::Damaged(format!("{what} of tenant {}", row.id));
        Ok(Self {
            id: row.id,
            slug: row.slug,
            custom_host: row.custom_host,
            uai: row.uai.0,
            name: row.name,
            short_name: row.short_name,
            city: row.city,
            department: row.department,
            listed: row.listed,
            state: row.state,
            time_zone: row.time_zone.parse().map_err(|_| damaged("time zone"))?,
            holiday_zone: row.holiday_zone,
            accent: row.accent,
            agreement_policy: row.agreement_policy,
            agreement_due_days: row.agreement_due_days,
            release_days: row.release_days,
            erasing: Erasing::read(row.erase_days, row.erase_on.as_deref())
                .ok_or_else(|| damaged("day of erasure"))?,
            details: serde_json::from_str(&row.details).map_err(|_| damaged("details"))?,
            texts: serde_json::from_str(&row.texts).map_err(|_| damaged("texts"))?,
            logo_sha256: row.logo_sha256,
            version: row.version,
        })
    }

    /// One of the lycée's own texts, or nothing.
    pub fn text(&self, key: &str) -> &str {
        self.texts.get(key).map_or("", String::as_str)
    }

    /// « Comment la rendre : par courriel à …, ou à la loge. », where the lycée said how a signed convention comes back.
    pub fn how_to_return(&self) -> Option<String> {
        let how = self.text("return").trim_end_matches('.');
        (!how.is_empty()).then(|| format!("Comment la rendre\u{a0}: {how}."))
    }

    /// What it adds to its conventions.
    pub(crate) fn paragraphs(&self) -> Vec<String> {
        paragraphs(self.text("paragraphs")).into_iter().take(MOST_PARAGRAPHS).collect()
    }

    /// The département in which the search over portals finds its stages; `None`: it did not opt in, or is not open.
    pub(crate) fn found_in(&self) -> Option<String> {
        (self.listed && self.state == TenantState::Open).then(|| self.department.clone())
    }

    /// The day that it is at this lycée at `moment`.
    pub fn local_day(&self, moment: DateTime<Utc>) -> NaiveDate {
        moment.with_timezone(&self.time_zone).date_naive()
    }
}
