//! A portal is archived; or is to be kept after all.

use chrono::NaiveDate;
use chrono_tz::Europe::Paris;
use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};

use super::KEPT;
use super::jobs::WriteArchive;
use crate::entity::{archive_parts, archives, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Archiving, Event};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::{FullOperator, Shared};
use crate::text::Reason;
use crate::{Backstage, Fault};

/// Why nothing was changed.
#[derive(Debug)]
pub enum ArchiveRefused {
    /// No portal has this name or id.
    NotFound,
    /// It answers people, or is being prepared: it is suspended or closed first.
    Serving,
    /// It is archived already, to be erased on this day.
    Already(NaiveDate),
    /// It is not archived.
    NotArchived,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ArchiveRefused);

impl FullOperator {
    /// Archives a portal that is held. Says on which day it is erased.
    pub async fn archive_lycee(
        &self,
        id: TenantId,
        reason: &Reason,
    ) -> Result<NaiveDate, ArchiveRefused> {
        self.archive(id, reason, self.actor()).await
    }

    /// Keeps a portal that was archived: it stays held, its archive goes.
    pub async fn keep_lycee(&self, id: TenantId, reason: &Reason) -> Result<(), ArchiveRefused> {
        self.keep(id, reason, self.actor()).await
    }
}

impl Backstage {
    /// Archives the portal of a slug: for the command.
    pub async fn archive_tenant(
        &self,
        slug: &str,
        reason: &Reason,
        by: Actor,
    ) -> Result<NaiveDate, ArchiveRefused> {
        let id = self.tenant_id(slug).await?.ok_or(ArchiveRefused::NotFound)?;
        self.archive(id, reason, by).await
    }

    /// Keeps the portal of a slug that was archived.
    pub async fn keep_tenant(
        &self,
        slug: &str,
        reason: &Reason,
        by: Actor,
    ) -> Result<(), ArchiveRefused> {
        let id = self.tenant_id(slug).await?.ok_or(ArchiveRefused::NotFound)?;
        self.keep(id, reason, by).await
    }
}

impl Shared {
    async fn archive(
        &self,
        id: TenantId,
        reason: &Reason,
        by: Actor,
    ) -> Result<NaiveDate, ArchiveRefused> {
        self.store
            .write(id, async |tx| {
                let portal = held_row(tx).await?;
                if !portal.state.is_held() {
                    return Err(ArchiveRefused::Serving);
                }
                if let Some(archive) = tx.one(tx.find::<archives::Entity>()).await? {
                    return Err(ArchiveRefused::Already(archive.erase_on));
                }
                let erase_on = (tx.now() + KEPT).with_timezone(&Paris).date_naive();
                tx.insert(archives::ActiveModel {
                    id: Set(tx.id()),
                    reason: Set(reason.to_string()),
                    asked_by: Set(match by {
                        Actor::Operator(account) | Actor::Account(account) => Some(account),
                        Actor::System => None,
                    }),
                    asked_at: Set(tx.now()),
                    erase_on: Set(erase_on),
                    round: Set(0),
                    done: Set(0),
                    total: Set(0),
                    bytes: Set(0),
                    ..Default::default()
                })
                .await?;
                tx.enqueue_beside(&WriteArchive { tenant: id }).await?;
                let archiving = Archiving { tenant: id, erase_on, reason: reason.to_string() };
                tx.record(by, Some(portal.uai.0), Event::TenantArchived(archiving)).await?;
                Ok(erase_on)
            })
            .await
    }

    async fn keep(&self, id: TenantId, reason: &Reason, by: Actor) -> Result<(), ArchiveRefused> {
        self.store
            .write(id, async |tx| {
                let portal = held_row(tx).await?;
                let archive = tx.one(tx.find::<archives::Entity>()).await?;
                let erase_on = archive.ok_or(ArchiveRefused::NotArchived)?.erase_on;
                tx.run(tx.delete::<archive_parts::Entity>()).await?;
                tx.run(tx.delete::<archives::Entity>()).await?;
                let archiving = Archiving { tenant: id, erase_on, reason: reason.to_string() };
                tx.record(by, Some(portal.uai.0), Event::TenantKept(archiving)).await?;
                Ok(())
            })
            .await
    }
}

/// The portal's row, held: whoever resumes or erases it waits, or is waited for.
async fn held_row(tx: &Tx<'_, TenantId>) -> Result<tenants::Model, ArchiveRefused> {
    let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(tx.tenant_id()));
    tx.one(own.lock(LockType::NoKeyUpdate)).await?.ok_or(ArchiveRefused::NotFound)
}

impl Tx<'_, TenantId> {
    /// Whether this portal is archived, to be erased. Ask with its row held.
    pub(crate) async fn is_archived(&self) -> Result<bool, Fault> {
        self.any(self.find::<archives::Entity>()).await
    }

    /// Identities went: an archive that was written, or is being written, is written anew without them.
    pub(crate) async fn archive_again(&self) -> Result<(), Fault> {
        let again = self
            .update::<archives::Entity>()
            .set(archives::ActiveModel {
                done: Set(0),
                bytes: Set(0),
                written_at: Set(None),
                ..Default::default()
            })
            .col_expr(archives::Column::Round, Expr::col(archives::Column::Round).add(1));
        if !self.change(again).await? {
            return Ok(());
        }
        self.run(self.delete::<archive_parts::Entity>()).await?;
        self.enqueue_beside(&WriteArchive { tenant: self.tenant_id() }).await
    }
}
