//! Jobs that were given up: tried again, or dropped, by a command or on the console.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};

use crate::entity::jobs;
use crate::history::{Actor, Event};
use crate::ids::JobId;
use crate::queue::{JobLine, JobState};
use crate::store::{Tx, Whole};
use crate::tenancy::FullOperator;
use crate::{Backstage, Fault};

impl Backstage {
    /// Jobs that were given up, the oldest first.
    pub async fn given_up_jobs(&self) -> Result<Vec<JobLine>, Fault> {
        self.read(async |tx| {
            let dead = jobs::Column::State.eq(JobState::Dead);
            let query = tx.shared::<jobs::Entity>().filter(dead).order_by_asc(jobs::Column::Id);
            tx.all(query.into_partial_model()).await
        })
        .await
    }

    /// Has a job that was given up tried again, from its first try. `false`: there is none.
    pub async fn retry_job(&self, id: JobId) -> Result<bool, Fault> {
        self.write(async |tx| tx.retry_job(id, Actor::System).await).await
    }

    /// Drops a job that was given up. `false`: there is none.
    pub async fn drop_job(&self, id: JobId) -> Result<bool, Fault> {
        self.write(async |tx| tx.drop_job(id, Actor::System).await).await
    }
}

impl FullOperator {
    /// One job that was given up.
    pub async fn given_up_job(&self, id: JobId) -> Result<Option<JobLine>, Fault> {
        self.read(async |tx| {
            let dead = tx
                .shared::<jobs::Entity>()
                .filter(jobs::Column::Id.eq(id))
                .filter(jobs::Column::State.eq(JobState::Dead));
            tx.one(dead.into_partial_model()).await
        })
        .await
    }

    /// Has it tried again, from its first try. `false`: somebody was faster.
    pub async fn retry_job(&self, id: JobId) -> Result<bool, Fault> {
        self.write(async |tx| tx.retry_job(id, self.actor()).await).await
    }

    /// Drops it. `false`: somebody was faster.
    pub async fn drop_job(&self, id: JobId) -> Result<bool, Fault> {
        self.write(async |tx| tx.drop_job(id, self.actor()).await).await
    }
}

impl Tx<'_, Whole> {
    async fn retry_job(&self, id: JobId, by: Actor) -> Result<bool, Fault> {
        let again = jobs::ActiveModel {
            state: Set(JobState::Queued),
            attempts: Set(0),
            run_at: Set(self.now()),
            ..Default::default()
        };
        let dead = jobs::Column::State.eq(JobState::Dead);
        let update = self.update_shared::<jobs::Entity>().set(again);
        let found = self.change(update.filter(jobs::Column::Id.eq(id)).filter(dead)).await?;
        if found {
            self.mark_enqueued();
            self.record(by, None, Event::JobRetried { job: id }).await?;
        }
        Ok(found)
    }

    async fn drop_job(&self, id: JobId, by: Actor) -> Result<bool, Fault> {
        let dead = jobs::Column::State.eq(JobState::Dead);
        let delete = self.delete_shared::<jobs::Entity>();
        let found = self.change(delete.filter(jobs::Column::Id.eq(id)).filter(dead)).await?;
        if found {
            self.record(by, None, Event::JobDropped { job: id }).await?;
        }
        Ok(found)
    }
}
