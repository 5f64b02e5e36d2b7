//! Applying a portal and taking it back: what would change, and what is wrong, before anything is written.

use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::apply::{Applied, apply};
use super::{TenantBundle, TenantRefused};
use crate::entity::tenants;
use crate::history::Actor;
use crate::ids::SchoolId;
use crate::tenancy::Tenant;
use crate::{Backstage, Fault};

/// What applying a portal would do.
#[derive(Debug)]
pub struct Rehearsal {
    /// What it would be called.
    pub applied: Applied,
    /// The portal as it is, if it is there.
    pub before: Option<TenantBundle>,
    /// The portal as it would be.
    pub after: TenantBundle,
}

/// How a rehearsal ends: always with nothing written.
enum Ended {
    Well(Applied, Box<TenantBundle>),
    Refused(TenantRefused),
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault.into())
    }
}

impl Backstage {
    /// Applies a portal and takes it back. `second`: this lycée may have another portal.
    pub async fn rehearse_tenant(
        &self,
        bundle: &TenantBundle,
        second: bool,
    ) -> Result<Rehearsal, TenantRefused> {
        let before = self.export_tenant(&bundle.slug).await?;
        let mut asked = self.asked(bundle).await?;
        if !second && before.as_ref().is_none_or(|before| before.spec.uai != bundle.spec.uai) {
            asked.wrong.extend(self.first_portal(bundle).await?.map(TenantRefused::Second));
        }
        let id = asked.id;
        let ended = self
            .shared
            .store
            .write(id, async |tx| {
                let applied = apply(tx, asked, Actor::System).await?;
                let own = tx.shared::<tenants::Entity>();
                let row = tx.one(own.filter(tenants::Column::Id.eq(id))).await?;
                let row = row.ok_or_else(|| Fault::Damaged("the portal is not there".into()))?;
                let after = super::queries::bundle(tx, &Tenant::read(row)?).await?;
                Err::<(), _>(Ended::Well(applied, Box::new(after)))
            })
            .await;
        match ended {
            Err(Ended::Well(applied, after)) => Ok(Rehearsal { applied, before, after: *after }),
            Err(Ended::Refused(refused)) => Err(refused),
            Ok(()) => Err(TenantRefused::Conflict),
        }
    }

    /// The address of another portal that this lycée has already.
    async fn first_portal(&self, bundle: &TenantBundle) -> Result<Option<String>, Fault> {
        self.read(async |tx| {
            let same = tenants::Column::Uai.eq(SchoolId(bundle.spec.uai));
            let other = tenants::Column::Slug.ne(bundle.slug.as_str());
            let others = tx.shared::<tenants::Entity>().filter(same).filter(other);
            let first = tx.one(others.limit(1)).await?;
            Ok(first.map(|first| first.slug))
        })
        .await
    }
}

impl From<TenantRefused> for Ended {
    fn from(refused: TenantRefused) -> Self {
        Self::Refused(refused)
    }
}
