//! « Site commun »: one address over the portals of a département, an académie, or of some lycées.
//!
//! It shows and searches those of its portals that opted in and are open; whoever books does so on the lycée's portal.
//! `verbs.rs` makes one, from the console or from `tenants/<slug>/site.toml`; `queries.rs` finds it by its host.

mod queries;
mod verbs;

use serde::{Deserialize, Serialize};

use crate::Fault;
use crate::entity::sites;
use crate::fault::trace_once;
use crate::ids::SiteId;
use crate::search::Scope;
use crate::text::{MailAddress, SiteName, Welcome};

pub use queries::Lycee;
pub use verbs::SiteRefused;

/// `site.toml`, and what an operator types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteSpec {
    /// "Mini-Stages 44".
    pub name: SiteName,
    /// Shown on its first page.
    pub welcome: Welcome,
    /// Its one colour, `#rrggbb`.
    pub accent: String,
    /// Whom to write to about it; none: the platform answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<MailAddress>,
    /// Codes of départements, all of whose portals belong to it: "44", "2A".
    #[serde(default)]
    pub departments: Vec<String>,
    /// Codes of académies, all of whose portals belong to it: "17".
    #[serde(default)]
    pub academies: Vec<String>,
    /// Portals that belong to it by name: the first label of their address.
    #[serde(default)]
    pub portals: Vec<String>,
}

/// A common site.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// First label of its address.
    pub slug: String,
    /// The host on which it lives.
    pub host: String,
    /// What it says and holds.
    pub spec: SiteSpec,
    /// Which portals are searched.
    pub scope: Scope,
    /// Grows with each change.
    pub version: i32,
}

/// A common site as the console lists it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The site.
    pub site: Site,
    /// Names of the lycées that belong to it by name; the slug of one that is not there any more.
    pub portals: Vec<String>,
    /// How many lycées appear on it: open, and opted in.
    pub shown: u64,
}

impl Site {
    /// Départements that are searched.
    fn areas(&self) -> &[String] {
        match &self.scope {
            Scope::Within { areas, .. } => areas,
            Scope::Everywhere => &[],
        }
    }
}

impl SiteSpec {
    fn read(row: &sites::Model) -> Result<Self, Fault> {
        let damaged = |_| Fault::Damaged(format!("text of site {}", row.id));
        let contact = row.contact.as_deref().map(MailAddress::stored).transpose();
        Ok(Self {
            name: SiteName::stored(&row.name).map_err(damaged)?,
            welcome: Welcome::stored(&row.welcome).map_err(damaged)?,
            accent: row.accent.clone(),
            contact: contact.map_err(damaged)?,
            departments: listed(row, &row.departments),
            academies: listed(row, &row.academies),
            portals: listed(row, &row.portals),
        })
    }
}

/// The codes of a list; none of one that does not read: the site holds less, and an operator can type it anew.
fn listed(row: &sites::Model, list: &str) -> Vec<String> {
    let damaged = |_| Fault::Damaged(format!("a list of site {}", row.id));
    serde_json::from_str(list).map_err(damaged).inspect_err(trace_once).unwrap_or_default()
}
