//! What the job writes, in transactions of its own: the file grows piece by piece, and whoever undoes the archive, or
//! begins anew, is found by the next one.

use std::sync::Arc;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::Archive;
use crate::entity::{archive_parts, archives, tenants};
use crate::ids::{ArchiveId, TenantId};
use crate::tenancy::{Tenant, Worker};
use crate::{Fault, Portal};

/// An archive in hand.
#[derive(Clone)]
pub struct Writing {
    /// Of which portal.
    pub portal: Portal,
    /// As it was when it was begun.
    pub archive: Archive,
    round: i32,
}

impl Writing {
    fn id(&self) -> (TenantId, ArchiveId) {
        (self.portal.id(), self.archive.id)
    }
}

impl Worker {
    /// Begins to write a portal's archive, from the first piece on; another who writes it stops. `None`: it is not to
    /// be archived any more, or it is written.
    pub async fn begin_archive(&self, tenant: TenantId) -> Result<Option<Writing>, Fault> {
        self.store
            .write(tenant, async |tx| {
                let settings = tx.get::<tenants::Entity>(tenant).await?;
                let Some(settings) = settings.map(Tenant::read).transpose()? else {
                    return Ok(None);
                };
                let portal = Portal::new(Arc::clone(&self.shared), Arc::new(settings));
                let begun = tx
                    .update::<archives::Entity>()
                    .set(archives::ActiveModel {
                        done: Set(0),
                        bytes: Set(0),
                        ..Default::default()
                    })
                    .col_expr(archives::Column::Round, Expr::col(archives::Column::Round).add(1))
                    .filter(archives::Column::WrittenAt.is_null());
                if !tx.change(begun).await? {
                    return Ok(None);
                }
                tx.run(tx.delete::<archive_parts::Entity>()).await?;
                let row = tx.one(tx.find::<archives::Entity>()).await?;
                Ok(row.map(|row| Writing { portal, round: row.round, archive: row.into() }))
            })
            .await
    }

    /// Adds a piece to an archive, and says how far it is. `false`: it is not this one's to write any more.
    pub async fn add_to_archive(
        &self,
        writing: &Writing,
        number: i32,
        content: Vec<u8>,
    ) -> Result<bool, Fault> {
        let (tenant, id) = writing.id();
        self.store
            .write(tenant, async |tx| {
                let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
                let longer = tx
                    .update::<archives::Entity>()
                    .col_expr(
                        archives::Column::Bytes,
                        Expr::col(archives::Column::Bytes).add(bytes),
                    )
                    .filter(archives::Column::Id.eq(id))
                    .filter(archives::Column::Round.eq(writing.round));
                if !tx.change(longer).await? {
                    return Ok(false);
                }
                tx.insert(archive_parts::ActiveModel {
                    archive_id: Set(id),
                    number: Set(number),
                    content: Set(content),
                    ..Default::default()
                })
                .await?;
                Ok(true)
            })
            .await
    }

    /// Says how far an archive is. `false`: as above.
    pub async fn archive_progress(
        &self,
        writing: &Writing,
        done: usize,
        total: usize,
    ) -> Result<bool, Fault> {
        let whole = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let far = archives::ActiveModel {
            done: Set(whole(done)),
            total: Set(whole(total)),
            ..Default::default()
        };
        self.mark_archive(writing, far).await
    }

    /// The archive is written. `false`: as above.
    pub async fn archive_written(&self, writing: &Writing) -> Result<bool, Fault> {
        let now = self.store.clock.now();
        let written = archives::ActiveModel { written_at: Set(Some(now)), ..Default::default() };
        self.mark_archive(writing, written).await
    }

    async fn mark_archive(
        &self,
        writing: &Writing,
        mark: archives::ActiveModel,
    ) -> Result<bool, Fault> {
        let (tenant, id) = writing.id();
        self.store
            .write(tenant, async |tx| {
                let update = tx
                    .update::<archives::Entity>()
                    .set(mark)
                    .filter(archives::Column::Id.eq(id))
                    .filter(archives::Column::Round.eq(writing.round));
                tx.change(update).await
            })
            .await
    }
}
