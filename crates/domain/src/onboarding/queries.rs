//! A draft as the pages of its steps show it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::{Draft, Step};
use crate::accounts::LinkPurpose;
use crate::entity::{accounts, history, jobs, mailed_links, staff, tenants};
use crate::history::Event;
use crate::ids::TenantId;
use crate::invitations::StaffInvitation;
use crate::invitations::jobs::SendStaffInvitation;
use crate::queue::{Job, JobState};
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::{Operator, Shared, Tenant, TenantState};
use crate::tenants::bundle;
use crate::{Backstage, Fault};

/// A portal by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: TenantId,
    /// First label of its address.
    pub slug: String,
    /// « Lycée des métiers de l’Atelier ».
    pub name: String,
    /// Draft, open…
    pub state: TenantState,
}

impl From<tenants::Model> for Named {
    fn from(row: tenants::Model) -> Self {
        Self { id: row.id, slug: row.slug, name: row.name, state: row.state }
    }
}

impl Operator {
    /// A portal that is being prepared. `None`: there is none of this id, or it is no draft.
    pub async fn draft(&self, id: TenantId) -> Result<Option<Draft>, Fault> {
        self.draft_of(id).await
    }
}

impl Backstage {
    /// What is missing before the draft with this address may open. `None`: there is no such draft.
    pub async fn missing_steps(&self, slug: &str) -> Result<Option<Vec<Step>>, Fault> {
        let Some(id) = self.tenant_id(slug).await? else { return Ok(None) };
        Ok(self.draft_of(id).await?.map(|draft| draft.missing()))
    }
}

impl Shared {
    async fn draft_of(&self, id: TenantId) -> Result<Option<Draft>, Fault> {
        self.store
            .read(id, async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                match tx.one(own.filter(tenants::Column::State.eq(TenantState::Draft))).await? {
                    Some(row) => draft(tx, row, self).await.map(Some),
                    None => Ok(None),
                }
            })
            .await
    }
}

pub(super) async fn draft(
    tx: &Tx<'_, TenantId>,
    row: tenants::Model,
    house: &Shared,
) -> Result<Draft, Fault> {
    let tenant = Tenant::read(row)?;
    let host = house.host_of(tenant.custom_host.clone(), &tenant.slug);
    let school = tx.listed_school(tenant.uai).await?;
    let school = school.ok_or_else(|| Fault::Damaged(format!("school of tenant {}", tenant.id)))?;
    Ok(Draft {
        managers: tx.portal_managers(&host).await?,
        done: tx.steps_done().await?,
        bundle: bundle(tx, &tenant).await?,
        host,
        school,
        tenant,
    })
}

impl Tx<'_, TenantId> {
    /// Logins of this portal's administrators, and of those whose invitation opens or leaves next.
    async fn portal_managers(&self, host: &str) -> Result<Vec<String>, Fault> {
        let admins = self
            .find::<staff::Entity>()
            .filter(staff::Column::Role.eq(StaffRole::Admin))
            .select_only()
            .column(staff::Column::AccountId);
        let admins: Vec<crate::ids::AccountId> = self.all(admins.into_tuple()).await?;
        let rows = self.by_id::<accounts::Entity>(admins).await?;
        let mut logins: Vec<String> = rows.into_values().map(|row| row.login).collect();
        let open = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::Purpose.eq(LinkPurpose::StaffInvitation))
            .filter(mailed_links::Column::Host.eq(host))
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::EndedAt.is_null())
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()));
        let open = self.all(open).await?.into_iter();
        let open =
            open.filter_map(|row| serde_json::from_str::<StaffInvitation>(&row.payload).ok());
        logins.extend(open.filter(is_admin).map(|invitation| invitation.login));
        let queued = self
            .shared::<jobs::Entity>()
            .filter(jobs::Column::TenantId.eq(self.tenant_id()))
            .filter(jobs::Column::Kind.eq(SendStaffInvitation::KIND))
            .filter(jobs::Column::State.is_in([JobState::Queued, JobState::Leased]));
        let queued = self.all(queued).await?.into_iter();
        let queued =
            queued.filter_map(|row| serde_json::from_str::<SendStaffInvitation>(&row.payload).ok());
        let queued = queued.map(|letter| letter.invitation);
        logins.extend(queued.filter(is_admin).map(|invitation| invitation.login));
        logins.sort();
        logins.dedup();
        Ok(logins)
    }

    /// The steps that operators did, by this portal's history.
    async fn steps_done(&self) -> Result<Vec<Step>, Fault> {
        let noted = self
            .shared::<history::Entity>()
            .filter(history::Column::TenantId.eq(self.tenant_id()))
            .filter(history::Column::Event.eq("tenant_prepared"));
        let mut last: HashMap<Step, DateTime<Utc>> = HashMap::new();
        for row in self.all(noted).await? {
            if let Some(Event::TenantPrepared { step, .. }) = Event::read(&row.event, &row.detail) {
                let at = last.entry(step).or_insert(row.at);
                *at = row.at.max(*at);
            }
        }
        let outdated = |step: Step, at: DateTime<Utc>| {
            last.iter().any(|(said, said_at)| shows(step, *said) && *said_at > at)
        };
        let mut done: Vec<Step> = last
            .iter()
            .filter(|(step, at)| !outdated(**step, **at))
            .map(|(step, _)| *step)
            .collect();
        done.sort();
        Ok(done)
    }
}

/// Whether a step showed what another one said: it is to be looked at again.
fn shows(step: Step, said: Step) -> bool {
    match step {
        Step::Legal => said == Step::About,
        Step::Trial => matches!(said, Step::About | Step::Look | Step::Address),
        _ => false,
    }
}

fn is_admin(invitation: &StaffInvitation) -> bool {
    invitation.role == StaffRole::Admin
}
