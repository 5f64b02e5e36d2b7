//! Each night: the portals whose archive was kept for its time.

use chrono::NaiveDate;
use chrono_tz::Europe::Paris;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::jobs::ErasePortal;
use super::portal::{Ending, PortalEnd};
use crate::Fault;
use crate::entity::archives;
use crate::fault::anew;
use crate::queue::id_of;
use crate::store::{Scope, Tx};
use crate::tenancy::Worker;

/// What became of a portal whose time is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueErasure {
    /// Nothing of it is left.
    Erased,
    /// An operator keeps it, or it is gone already.
    Kept,
    /// Its archive is not written: it is not erased before.
    Unwritten,
}

impl<S: Scope> Tx<'_, S> {
    /// The day by which portals are erased: that of Paris.
    fn erasing_day(&self) -> NaiveDate {
        self.now().with_timezone(&Paris).date_naive()
    }
}

impl Worker {
    /// Has the portals erased that are due. Says how many.
    pub async fn schedule_portal_erasures(&self) -> Result<usize, Fault> {
        self.write(async |tx| {
            let found = tx.erasing_day();
            let due = tx
                .across::<archives::Entity>()
                .filter(archives::Column::EraseOn.lte(found))
                .order_by_asc(archives::Column::Id);
            let due = tx.all(due).await?;
            for archive in &due {
                let job = ErasePortal { tenant: archive.tenant_id, archive: archive.id, found };
                let id = id_of::<ErasePortal>(format!("{} {found}", archive.id));
                tx.enqueue_once(id, tx.now(), &job).await?;
            }
            tx.mark_enqueued();
            Ok(due.len())
        })
        .await
    }

    /// Erases a portal whose time is over, unless an operator keeps it. May run twice.
    pub async fn erase_portal(&self, job: &ErasePortal) -> Result<DueErasure, Fault> {
        let done = anew(|| self.try_erase_portal(job)).await?;
        if done == DueErasure::Erased {
            self.forget_portals();
        }
        Ok(done)
    }

    async fn try_erase_portal(&self, job: &ErasePortal) -> Result<DueErasure, Fault> {
        self.store
            .write(job.tenant, async |tx| {
                let Some(portal) = tx.whole_portal().await? else { return Ok(DueErasure::Kept) };
                let asked = archives::Column::Id.eq(job.archive);
                let archive = tx.one(tx.find::<archives::Entity>().filter(asked)).await?;
                let due = archive.filter(|archive| archive.erase_on <= tx.erasing_day());
                let Some(archive) = due.filter(|_| portal.state.is_held()) else {
                    return Ok(DueErasure::Kept);
                };
                if archive.written_at.is_none() {
                    return Ok(DueErasure::Unwritten);
                }
                let ending = Ending {
                    why: PortalEnd::Archived,
                    reason: Some(archive.reason),
                    by: archive.asked_by,
                    archived_at: Some(archive.asked_at),
                };
                tx.erase_portal(self, &portal, ending).await?;
                Ok(DueErasure::Erased)
            })
            .await
    }
}
