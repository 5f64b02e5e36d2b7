//! A lycée keeps an administrator, whichever door somebody goes by.

use std::time::Duration;

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::StaffRole;
use crate::entity::staff;
use crate::fault::holds_fault;
use crate::ids::{AccountId, TenantId};
use crate::store::Tx;
use crate::{Fault, Portal};

/// Why somebody keeps her place.
#[derive(Debug)]
pub enum StaffRefused {
    /// She is the only administrator: without her nobody could invite another.
    LastAdmin,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(StaffRefused);

/// The administrators who can act.
pub(crate) struct Admins(Vec<AccountId>);

impl Admins {
    /// Whether one stays when this person goes, or has another role.
    pub(crate) fn remain_without(&self, leaving: AccountId) -> Result<(), StaffRefused> {
        match self.0.as_slice() {
            [only] if *only == leaving => Err(StaffRefused::LastAdmin),
            _ => Ok(()),
        }
    }
}

impl Tx<'_, TenantId> {
    /// The administrators, held in one order until the transaction ends: of two who go at the same moment, one is the
    /// last.
    pub(crate) async fn held_admins(&self) -> Result<Admins, Fault> {
        let all = self
            .find::<staff::Entity>()
            .filter(staff::Column::Role.eq(StaffRole::Admin))
            .order_by_asc(staff::Column::AccountId);
        let all = self.all(all.lock(LockType::Update)).await?;
        let able = self.able(all.iter().map(|row| row.account_id)).await?;
        Ok(Admins(able.into_iter().map(|person| person.id).collect()))
    }
}

impl Portal {
    /// The mistake that is not made: the administrators counted before the transaction. `None` in a house whose guard
    /// is on.
    pub(crate) async fn admins_seen(&self) -> Result<Option<Admins>, Fault> {
        if self.shared.store.guards().last_manager {
            return Ok(None);
        }
        let seen = self.read(async |tx| tx.held_admins().await).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(Some(seen))
    }
}
