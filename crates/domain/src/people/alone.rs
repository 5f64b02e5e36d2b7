//! What would be left without anybody, if somebody's account were closed.

use std::collections::HashSet;

use education::names;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{memberships, schools, staff, tenants};
use crate::ids::AccountId;
use crate::staff::StaffRole;
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;

/// What somebody alone decides for, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftAlone {
    /// Schools whose one manager she is: their requests would come to the operators.
    pub schools: Vec<String>,
    /// Portals whose one administrator she is: they keep her.
    pub portals: Vec<String>,
}

impl Operator {
    /// The schools and portals of which she is the last who decides.
    pub async fn left_alone(&self, account: AccountId) -> Result<LeftAlone, Fault> {
        self.read(async |tx| {
            Ok(LeftAlone {
                schools: tx.schools_without(account).await?,
                portals: tx.portals_without(account).await?,
            })
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Schools that nobody else manages. Their managers are held until the transaction ends, as those of portals are.
    pub(super) async fn schools_without(&self, account: AccountId) -> Result<Vec<String>, Fault> {
        let manager = memberships::Column::Role.eq(MembershipRole::Manager);
        let own = self.all(self.places_of(account).filter(manager.clone())).await?;
        let of = memberships::Column::Uai.is_in(own.iter().map(|row| row.uai));
        let all = self
            .shared::<memberships::Entity>()
            .filter(of)
            .filter(manager)
            .order_by_asc(memberships::Column::Uai)
            .order_by_asc(memberships::Column::Id);
        let all = self.all(all.lock(LockType::Update)).await?;
        let able = self.able(all.iter().map(|row| row.account_id)).await?;
        let able: HashSet<_> = able.into_iter().map(|one| one.id).collect();
        let others = all.iter().filter(|row| row.account_id != account);
        let kept: HashSet<_> =
            others.filter(|row| able.contains(&row.account_id)).map(|row| row.uai).collect();
        let alone = own.iter().map(|row| row.uai).filter(|uai| !kept.contains(uai));
        let named = self.by_id::<schools::Entity>(alone).await?;
        Ok(named.into_values().map(|school| names::display(&school.name)).collect())
    }

    /// Portals that nobody else administers: on all that are hers, for she is one person. Their administrators are held
    /// until the transaction ends, so that of two who go at the same moment, one is the last.
    pub(super) async fn portals_without(&self, account: AccountId) -> Result<Vec<String>, Fault> {
        let admin = staff::Column::Role.eq(StaffRole::Admin);
        let own = self.across::<staff::Entity>().filter(staff::Column::AccountId.eq(account));
        let own = self.all(own.filter(admin.clone())).await?;
        let all = self
            .across::<staff::Entity>()
            .filter(staff::Column::TenantId.is_in(own.iter().map(|row| row.tenant_id)))
            .filter(admin)
            .order_by_asc(staff::Column::TenantId)
            .order_by_asc(staff::Column::AccountId);
        let all = self.all(all.lock(LockType::Update)).await?;
        let able = self.able(all.iter().map(|row| row.account_id)).await?;
        let able: HashSet<_> = able.into_iter().map(|one| one.id).collect();
        let others = all.iter().filter(|row| row.account_id != account);
        let kept: HashSet<_> =
            others.filter(|row| able.contains(&row.account_id)).map(|row| row.tenant_id).collect();
        let alone = own.iter().map(|row| row.tenant_id).filter(|portal| !kept.contains(portal));
        let named = self.by_id::<tenants::Entity>(alone).await?;
        Ok(named.into_values().map(|portal| portal.name).collect())
    }
}
