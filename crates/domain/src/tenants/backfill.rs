//! After a new release: says of older portals what the search over portals reads.

use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Set};

use crate::entity::{programmes, schools, slots, tenant_words, tenants};
use crate::fault::trace_once;
use crate::ids::TenantId;
use crate::offer::formation_key;
use crate::store::Tx;
use crate::tenancy::Tenant;
use crate::tenants::apply::search_key;
use crate::{Backstage, Fault};

impl Backstage {
    /// Ties programmes and slots that an older release wrote to their formations. Idempotent; nothing to do costs one
    /// statement.
    pub(crate) async fn describe_offers(&self) -> Result<(), Fault> {
        let older: Vec<TenantId> = self
            .read(async |tx| {
                // Across lycées: which of them have rows of an older release, nothing else.
                let programmes = tx.across::<programmes::Entity>().select_only();
                let programmes = programmes
                    .column(programmes::Column::TenantId)
                    .filter(programmes::Column::Formation.is_null());
                let slots = tx.across::<slots::Entity>().select_only();
                let slots = slots
                    .column(slots::Column::TenantId)
                    .filter(slots::Column::Formation.is_null());
                let words = tx.across::<tenant_words::Entity>().select_only();
                let words = words.column(tenant_words::Column::TenantId);
                let any = Condition::any()
                    .add(tenants::Column::Id.not_in_subquery(words.into_query()))
                    .add(tenants::Column::Department.eq(""))
                    .add(tenants::Column::Id.in_subquery(programmes.into_query()))
                    .add(tenants::Column::Id.in_subquery(slots.into_query()));
                let query = tx.shared::<tenants::Entity>().filter(any).select_only();
                tx.all(query.column(tenants::Column::Id).into_tuple()).await
            })
            .await?;
        for id in older {
            // A lycée whose row is damaged keeps the others from nothing, and not the house from starting.
            match self.shared.store.write(id, describe).await {
                Err(fault @ Fault::Damaged(_)) => trace_once(&fault),
                described => described?,
            }
        }
        Ok(())
    }
}

async fn describe(tx: &Tx<'_, TenantId>) -> Result<(), Fault> {
    let Some(mut row) = tx.get::<tenants::Entity>(tx.tenant_id()).await? else {
        return Ok(());
    };
    if row.department.is_empty() {
        let school = tx.get::<schools::Entity>(row.uai).await?;
        row.department = school.map(|school| school.department).unwrap_or_default();
        let described = tenants::ActiveModel {
            id: Set(row.id),
            department: Set(row.department.clone()),
            search_key: Set(search_key(&row.name, &row.short_name, &row.city)),
            ..Default::default()
        };
        tx.run(tx.set(described)).await?;
    }
    tx.write_words(&row).await?;
    let untied = tx.find::<programmes::Entity>().filter(programmes::Column::Formation.is_null());
    for programme in tx.all(untied).await? {
        tx.know_formations(&[&programme.name]).await?;
        let tied = programmes::ActiveModel {
            id: Set(programme.id),
            formation: Set(Some(formation_key(&programme.name))),
            ..Default::default()
        };
        tx.run(tx.set(tied)).await?;
    }
    tx.offer_slots(&Tenant::read(row)?).await
}
