//! What operators see of an archive, and download.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, QueryFilter};

use super::Archive;
use crate::entity::{archive_parts, archives, tenants};
use crate::history::{Actor, Event};
use crate::ids::{ArchiveId, TenantId};
use crate::tenancy::{FullOperator, Operator, Shared};
use crate::{Backstage, Fault};

impl Operator {
    /// The archive of a portal; `None`: it is not archived.
    pub async fn archive_of(&self, id: TenantId) -> Result<Option<Archive>, Fault> {
        self.archive_at(id).await
    }

    /// How many rows of each table go with a portal.
    pub async fn rows_of_lycee(&self, id: TenantId) -> Result<BTreeMap<&'static str, u64>, Fault> {
        self.store.read(id, async |tx| tx.count_own().await).await
    }
}

impl FullOperator {
    /// Notes that she takes the archive of a portal. `None`: it is not written.
    pub async fn take_archive(&self, id: TenantId) -> Result<Option<Archive>, Fault> {
        self.taken(id, self.actor()).await
    }

    /// A piece of an archive, from 0 on; `None` after the last.
    pub async fn archive_part(
        &self,
        id: TenantId,
        archive: ArchiveId,
        number: i32,
    ) -> Result<Option<Vec<u8>>, Fault> {
        self.part(id, archive, number).await
    }
}

impl Backstage {
    /// Notes that the archive of a slug is taken by a command, and says of which portal it is.
    pub async fn take_archive(&self, slug: &str) -> Result<Option<Archive>, Fault> {
        match self.tenant_id(slug).await? {
            Some(id) => self.taken(id, Actor::System).await,
            None => Ok(None),
        }
    }

    /// A piece of it, from 0 on; `None` after the last.
    pub async fn archive_part(
        &self,
        archive: &Archive,
        number: i32,
    ) -> Result<Option<Vec<u8>>, Fault> {
        self.part(archive.tenant, archive.id, number).await
    }
}

impl Shared {
    async fn archive_at(&self, id: TenantId) -> Result<Option<Archive>, Fault> {
        let row = self.store.read(id, async |tx| tx.one(tx.find::<archives::Entity>()).await);
        Ok(row.await?.map(Archive::from))
    }

    async fn taken(&self, id: TenantId, by: Actor) -> Result<Option<Archive>, Fault> {
        self.store
            .write(id, async |tx| {
                let written = archives::Column::WrittenAt.is_not_null();
                let row = tx.one(tx.find::<archives::Entity>().filter(written)).await?;
                let portal = tx.get::<tenants::Entity>(id).await?;
                let (Some(row), Some(portal)) = (row, portal) else { return Ok(None) };
                tx.record(by, Some(portal.uai.0), Event::ArchiveTaken { tenant: id }).await?;
                Ok(Some(row.into()))
            })
            .await
    }

    async fn part(
        &self,
        id: TenantId,
        archive: ArchiveId,
        number: i32,
    ) -> Result<Option<Vec<u8>>, Fault> {
        self.store
            .read(id, async |tx| {
                let part = tx
                    .find::<archive_parts::Entity>()
                    .filter(archive_parts::Column::ArchiveId.eq(archive))
                    .filter(archive_parts::Column::Number.eq(number));
                Ok(tx.one(part).await?.map(|part| part.content))
            })
            .await
    }
}
