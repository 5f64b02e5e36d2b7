//! Suspending a portal, opening it again, closing it: an operator's word, with the reason in its history.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::entity::{history, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Event, StateChange};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::{FullOperator, Shared, Tenant, TenantState};
use crate::text::Reason;
use crate::{Backstage, Fault};

/// Why the state of a portal was not changed.
#[derive(Debug)]
pub enum StateRefused {
    /// No portal has this name.
    NotFound,
    /// It was so already.
    Already,
    /// It was closed for good.
    Closed,
    /// It is archived, to be erased: it is kept first (`crate::archives`).
    Archived,
    /// It is being prepared: it opens by its check list (`crate::onboarding`), or by its folder.
    Draft,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(StateRefused);

/// What a portal is to be.
#[derive(Clone, Copy)]
enum Wanted {
    This(TenantState),
    /// What it was before it was held.
    Resumed {
        closed: bool,
    },
}

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
        self.change_state(id, Wanted::This(state), reason, by).await.map(drop)
    }

    /// Makes a portal that is held what it was before. `closed`: even one that was closed for good. What it is now.
    pub async fn resume_tenant(
        &self,
        slug: &str,
        closed: bool,
        reason: &Reason,
        by: Actor,
    ) -> Result<TenantState, StateRefused> {
        let id = self.tenant_id(slug).await?.ok_or(StateRefused::NotFound)?;
        self.change_state(id, Wanted::Resumed { closed }, reason, by).await
    }
}

impl FullOperator {
    /// Suspends a portal or closes it for good, or makes one that is suspended what it was before. What it is now.
    pub async fn set_lycee_state(
        &self,
        id: TenantId,
        state: TenantState,
        reason: &Reason,
    ) -> Result<TenantState, StateRefused> {
        let wanted = match state {
            TenantState::Open => Wanted::Resumed { closed: false },
            state => Wanted::This(state),
        };
        self.change_state(id, wanted, reason, self.actor()).await
    }
}

impl Shared {
    async fn change_state(
        &self,
        id: TenantId,
        wanted: Wanted,
        reason: &Reason,
        by: Actor,
    ) -> Result<TenantState, StateRefused> {
        let state = self
            .store
            .write(id, async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
                let old = old.ok_or(StateRefused::NotFound)?;
                let from = match old.state.is_held() {
                    true => tx.before_held(old.state).await?,
                    false => old.state,
                };
                let state = match wanted {
                    Wanted::This(TenantState::Suspended) if old.state == TenantState::Closed => {
                        return Err(StateRefused::Closed);
                    }
                    Wanted::This(state) => state,
                    Wanted::Resumed { closed } if old.state == TenantState::Closed && !closed => {
                        return Err(StateRefused::Closed);
                    }
                    Wanted::Resumed { .. } if old.state == TenantState::Draft => {
                        return Err(StateRefused::Draft);
                    }
                    Wanted::Resumed { .. } => from,
                };
                if old.state == state {
                    return Err(StateRefused::Already);
                }
                if !state.is_held() && tx.is_archived().await? {
                    return Err(StateRefused::Archived);
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
                let (reason, from) = (reason.to_string(), Some(from));
                let event = Event::TenantStateSet(StateChange { tenant: id, state, reason, from });
                tx.record(by, Some(old.uai.0), event).await?;
                tx.mark_enqueued();
                Ok(state)
            })
            .await?;
        self.forget_portals();
        Ok(state)
    }
}

impl Tx<'_, TenantId> {
    /// Whether an operator said last that this portal is like this; else its folder did.
    pub(super) async fn is_by_word(&self, state: TenantState) -> Result<bool, Fault> {
        let last = self.last_word().await?;
        Ok(matches!(last, Some(Event::TenantStateSet(last)) if last.state == state))
    }

    /// Keeps what the folder said of the state, where nothing else differs: the portal is the same.
    pub(super) async fn know_folder(
        &self,
        old: &tenants::Model,
        said: Option<TenantState>,
    ) -> Result<(), Fault> {
        if old.folder_state == said {
            return Ok(());
        }
        let known = tenants::ActiveModel { folder_state: Set(said), ..Default::default() };
        let own = tenants::Column::Id.eq(old.id);
        self.run(self.update_shared::<tenants::Entity>().set(known).filter(own)).await.map(drop)
    }

    /// What this portal was before an operator held it like this.
    async fn before_held(&self, state: TenantState) -> Result<TenantState, Fault> {
        Ok(match self.last_word().await? {
            Some(Event::TenantStateSet(StateChange { state: said, from: Some(from), .. }))
                if said == state =>
            {
                from
            }
            _ => TenantState::Open,
        })
    }

    async fn last_word(&self) -> Result<Option<Event>, Fault> {
        let said = self
            .shared::<history::Entity>()
            .filter(history::Column::TenantId.eq(self.tenant_id()))
            .filter(history::Column::Event.eq("tenant_state_set"))
            .order_by_desc(history::Column::Id);
        Ok(self.one(said).await?.and_then(|row| Event::read(&row.event, &row.detail)))
    }
}
