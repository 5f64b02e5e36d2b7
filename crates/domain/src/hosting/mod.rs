//! « Vous êtes un lycée ? »: a lycée asks for a portal of its own from the front door.
//!
//! Its own mailbox proves it: the link to the form is mailed where the directory says, and nowhere else. What was asked
//! waits for an operator, who begins the portal ([`crate::onboarding`]) or says why not. Whoever looks a school up learns
//! what everybody may know: whether it has a portal that is open, and how its mailbox begins.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | who may ask, what is asked |
//! | `asking` | the link, the form |
//! | `deciding` | what operators read and decide |
//! | `jobs` | the mails, as data |

mod asking;
mod deciding;
pub mod jobs;

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;
use education::mailboxes::mask;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::Fault;
use crate::accounts::{Identity, Title};
use crate::directory::School;
use crate::entity::{portal_requests, tenants};
use crate::ids::{PortalRequestId, SchoolId, TenantId};
use crate::store::{Scope, Tx};
use crate::tenancy::{Shared, Tenant, TenantState};
use crate::text::{Reason, ShortName};
use crate::text_enum;

pub use deciding::RequestRefused;

/// How long the link to the form lives: whoever reads the mailbox may have to ask the head first.
pub const FORM_LIFE: TimeDelta = TimeDelta::days(7);

text_enum! {
    /// Where a request is.
    RequestState {
        /// An operator has to decide.
        Waiting = "waiting",
        /// A portal was begun.
        Accepted = "accepted",
        /// The lycée was told why not.
        Refused = "refused",
        /// The lycée asked again: the newer one counts.
        Replaced = "replaced",
    }
}

/// Whether a school may ask for a portal.
#[derive(Clone, Debug, PartialEq)]
pub enum MayHost {
    /// It may: the form is mailed to a mailbox that begins like this.
    Ready {
        /// The school.
        school: Box<School>,
        /// "ce.....".
        masked: String,
    },
    /// It has one.
    There {
        /// « Lycée des métiers de l’Atelier ».
        name: String,
        /// Where it lives.
        host: String,
        /// Whom to ask; may be empty.
        contact: String,
    },
    /// It is no lycée, or closed.
    NoLycee(Box<School>),
    /// The directory has no mailbox of it.
    NoMailbox(Box<School>),
    /// The directory does not know it.
    Unknown,
}

/// What a lycée asks for.
#[derive(Clone, Debug)]
pub struct PortalWish {
    /// Who asks.
    pub who: Identity,
    /// How the portal is to be called.
    pub name: ShortName,
    /// What else there is to say.
    pub words: Option<Reason>,
}

/// A request as operators and letters read it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the column of its name")]
pub struct PortalRequest {
    pub id: PortalRequestId,
    pub uai: Uai,
    pub title: Title,
    pub last_name: String,
    pub first_name: String,
    pub position: String,
    pub phone: Option<String>,
    pub mail: String,
    pub wish: String,
    pub words: String,
    pub state: RequestState,
    pub reason: Option<String>,
    pub portal: Option<TenantId>,
    pub created_at: DateTime<Utc>,
}

impl PortalRequest {
    /// "Mme Maëlle Le Goff".
    pub fn name(&self) -> String {
        self.title.before(&self.first_name, &self.last_name)
    }
}

impl From<portal_requests::Model> for PortalRequest {
    fn from(row: portal_requests::Model) -> Self {
        Self {
            id: row.id,
            uai: row.uai.0,
            title: row.title,
            last_name: row.last_name,
            first_name: row.first_name,
            position: row.position,
            phone: row.phone,
            mail: row.mail,
            wish: row.wish,
            words: row.words,
            state: row.state,
            reason: row.reason,
            portal: row.portal,
            created_at: row.created_at,
        }
    }
}

/// Whether a school may ask, asked again by whoever acts on it. A portal that is being prepared is nobody's to know.
async fn may_host<S: Scope>(tx: &Tx<'_, S>, uai: Uai, house: &Shared) -> Result<MayHost, Fault> {
    let shown = [TenantState::Open, TenantState::Suspended];
    let own = tx
        .shared::<tenants::Entity>()
        .filter(tenants::Column::Uai.eq(SchoolId(uai)))
        .filter(tenants::Column::State.is_in(shown))
        .order_by_asc(tenants::Column::Id);
    if let Some(row) = tx.one(own).await? {
        let tenant = Tenant::read(row)?;
        let host = house.host_of(tenant.custom_host, &tenant.slug);
        return Ok(MayHost::There { name: tenant.name, host, contact: tenant.details.mail });
    }
    let Some(school) = tx.listed_school(uai).await? else { return Ok(MayHost::Unknown) };
    if !school.kind.is_lycee() || school.kind.is_section() || !school.is_open() {
        return Ok(MayHost::NoLycee(Box::new(school)));
    }
    let masked = school.mailbox().address().map(mask);
    Ok(match masked {
        Some(masked) => MayHost::Ready { school: Box::new(school), masked },
        None => MayHost::NoMailbox(Box::new(school)),
    })
}
