//! Suspending a portal, opening it again, closing it: an operator's word, with the reason in its history.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::entity::{history, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::{Tenant, TenantState};
use crate::text::Reason;
use crate::{Backstage, Fault};

/// Why the state of a portal was not changed.
#[derive(Debug)]
pub enum StateRefused {
    /// No portal has this name.
    NotFound,
    /// It was so already.
    Already,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(StateRefused);

impl Backstage {
    /// Makes a portal what `state` says, on every node within seconds. While it is held nothing of it is lost:
    /// sessions stay, mails and jobs wait; opened again, what waits for a convention has its time anew.
    pub async fn set_tenant_state(
        &self,
        slug: &str,
        state: TenantState,
        reason: &Reason,
        by: Actor,
    ) -> Result<(), StateRefused> {
        let id = self.tenant_id(slug).await?.ok_or(StateRefused::NotFound)?;
        self.shared
            .store
            .write(id, async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
                let old = old.ok_or(StateRefused::NotFound)?;
                if old.state == state {
                    return Err(StateRefused::Already);
                }
                let tenant = Tenant::read(tenants::Model { state, ..old.clone() })?;
                let changed = tenants::ActiveModel {
                    id: Set(id),
                    state: Set(state),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                };
                tx.bump_from(old.version, changed).await?;
                tx.offer_slots(&tenant).await?;
                if state == TenantState::Open {
                    tx.set_releases(&tenant).await?;
                }
                let event = Event::TenantStateSet { tenant: id, state, reason: reason.to_string() };
                tx.record(by, Some(old.uai.0), event).await?;
                tx.mark_enqueued();
                Ok(())
            })
            .await?;
        self.forget_portals();
        Ok(())
    }
}

impl Tx<'_, TenantId> {
    /// Whether an operator said last that this portal is held like this; else its folder did.
    pub(super) async fn is_held_by_word(&self, state: TenantState) -> Result<bool, Fault> {
        let said = self
            .shared::<history::Entity>()
            .filter(history::Column::TenantId.eq(self.tenant_id()))
            .filter(history::Column::Event.eq("tenant_state_set"))
            .order_by_desc(history::Column::Id);
        let last = self.one(said).await?.and_then(|row| Event::read(&row.event, &row.detail));
        Ok(matches!(last, Some(Event::TenantStateSet { state: said, .. }) if said == state))
    }
}
