//! « Domaine du lycée »: a portal answers on a host of the lycée's own, once a record of that host's DNS says so.
//!
//! What is served is `tenants.custom_host`, as before: written here after a proof, or by a folder at the word of
//! whoever runs the platform (`tenant apply`). A row of `own_hosts` is a host that an operator typed, with the token
//! that its TXT record must say. So of two portals that ask for one host, the one whose token is there has it, and a
//! host that is served by one is not another's. A proof is looked for again each week ([`jobs::CheckHost`]).
//!
//! | file | holds |
//! |---|---|
//! | `mod` | what a host is asked to prove, and what the DNS may answer |
//! | `verbs` | asked for, proved, taken away |
//! | `watch` | looked for again: failing, ended |
//! | `jobs` | the weekly look, the letter |

pub mod jobs;
mod verbs;
mod watch;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::entity::own_hosts;
use crate::fault::holds_fault;
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::{Operator, Tenant};
use crate::{Fault, text_enum};

pub use verbs::Proof;

/// How often a proof is looked for again: a domain that a lycée gives up is sold within weeks.
pub const CHECK_EVERY: TimeDelta = TimeDelta::days(7);

/// How soon after the DNS was silent, or while a proof is missed: whoever mended it need not wait for a week.
pub const CHECK_SOON: TimeDelta = TimeDelta::days(1);

/// How long a host is served after its proof was missed twice: long enough for a holiday.
pub const SERVED_UNPROVED: TimeDelta = TimeDelta::days(14);

/// Looks in a row without the record, after which operators are told: one may be a mistake that is being mended.
const TOLD_AFTER: i32 = 2;

/// What stands before a host in the name of its record.
const LABEL: &str = "_ministage";

/// What the DNS said of the record of a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// TXT records with these texts.
    Values(Vec<String>),
    /// The domain is there, and has no such record.
    NoRecord,
    /// There is no such domain.
    NoDomain,
    /// Nobody answered, or not in time.
    Silent,
}

text_enum! {
    /// What was found when a proof was looked for.
    Answer {
        /// The token.
        Proved = "proved",
        /// No record.
        NoRecord = "no_record",
        /// A record that says something else.
        Other = "other",
        /// No such domain.
        NoDomain = "no_domain",
        /// Nobody answered.
        Silent = "silent",
    }
}

/// A host that was asked for on the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnHost {
    /// « stages.lycee-x.fr ».
    pub host: String,
    /// What its record must say.
    pub token: String,
    /// Since when it is proved.
    pub proved_at: Option<DateTime<Utc>>,
    /// When the DNS was asked last.
    pub checked_at: Option<DateTime<Utc>>,
    /// What it answered.
    pub answer: Option<Answer>,
    /// When it is served no more, unless its proof comes back.
    pub ends_at: Option<DateTime<Utc>>,
}

impl OwnHost {
    /// The name of the record that proves it: « _ministage.stages.lycee-x.fr ».
    pub fn record(&self) -> String {
        record_of(&self.host)
    }
}

/// The name of the record that proves a host.
pub fn record_of(host: &str) -> String {
    format!("{LABEL}.{host}")
}

impl Said {
    /// What this means for whoever must say `token`.
    fn answer(&self, token: &str) -> Answer {
        match self {
            Self::Values(values) if values.iter().any(|value| value.trim() == token) => {
                Answer::Proved
            }
            Self::Values(values) if values.is_empty() => Answer::NoRecord,
            Self::Values(_) => Answer::Other,
            Self::NoRecord => Answer::NoRecord,
            Self::NoDomain => Answer::NoDomain,
            Self::Silent => Answer::Silent,
        }
    }
}

/// The hosts of a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnHosts {
    /// On which it lives, by a proof or by the word of a folder.
    pub served: Option<String>,
    /// The proof of that one; `None`: a folder said so.
    pub proof: Option<OwnHost>,
    /// One that was asked for, and is not proved.
    pub wanted: Option<OwnHost>,
}

/// Why nothing changed.
#[derive(Debug, PartialEq, Eq)]
pub enum HostRefusal {
    /// No portal has this id, or no such host was asked for.
    NotFound,
    /// Not a bare name outside of the platform's own.
    Shape,
    /// Another portal lives there.
    Taken,
    /// It lives there by the word of a folder, which alone takes it away.
    ByFolder,
}

/// Why nothing changed, or a fault.
#[derive(Debug)]
pub enum HostRefused {
    /// Something ordinary.
    Refused(HostRefusal),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(HostRefused);

impl From<HostRefusal> for HostRefused {
    fn from(refused: HostRefusal) -> Self {
        Self::Refused(refused)
    }
}

impl Operator {
    /// The hosts of a portal's own.
    pub async fn own_hosts(&self, tenant: &Tenant) -> Result<OwnHosts, Fault> {
        let served = tenant.custom_host.clone();
        self.store.read(tenant.id, async |tx| tx.own_hosts(served).await).await
    }
}

impl Tx<'_, TenantId> {
    async fn own_hosts(&self, served: Option<String>) -> Result<OwnHosts, Fault> {
        let rows = self.find::<own_hosts::Entity>().order_by_desc(own_hosts::Column::AskedAt);
        let rows = self.all(rows.order_by_desc(own_hosts::Column::Id)).await?;
        let is_served = |row: &own_hosts::Model| Some(&row.host) == served.as_ref();
        let proof = rows.iter().find(|row| is_served(row) && row.proved_at.is_some());
        let wanted = rows.iter().find(|row| !is_served(row) && row.proved_at.is_none());
        Ok(OwnHosts {
            proof: proof.cloned().map(OwnHost::from),
            wanted: wanted.cloned().map(OwnHost::from),
            served,
        })
    }

    /// The row of a host that was asked for.
    async fn own_host(&self, host: &str) -> Result<Option<own_hosts::Model>, Fault> {
        let own = self.find::<own_hosts::Entity>();
        self.one(own.filter(own_hosts::Column::Host.eq(host))).await
    }
}

impl From<own_hosts::Model> for OwnHost {
    fn from(row: own_hosts::Model) -> Self {
        Self {
            host: row.host,
            token: row.token,
            proved_at: row.proved_at,
            checked_at: row.checked_at,
            answer: row.answer,
            ends_at: row.ends_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_itself_proves() {
        let said = |values: &[&str]| Said::Values(values.iter().map(ToString::to_string).collect());
        let token = "ministage=ABC";
        assert_eq!(said(&["v=spf1", "ministage=ABC"]).answer(token), Answer::Proved);
        assert_eq!(said(&[" ministage=ABC "]).answer(token), Answer::Proved);
        for other in ["ministage=ABCD", "ministage=abc", "x ministage=ABC", ""] {
            assert_eq!(said(&[other]).answer(token), Answer::Other, "{other}");
        }
        assert_eq!(said(&[]).answer(token), Answer::NoRecord);
        assert_eq!(record_of("stages.lycee.fr"), "_ministage.stages.lycee.fr");
    }
}
