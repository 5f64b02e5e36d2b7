//! What operators see of the queue.

use chrono::{DateTime, Utc};
use sea_orm::{DerivePartialModel, QueryOrder, QuerySelect};

use super::JobState;
use crate::Fault;
use crate::entity::jobs;
use crate::ids::JobId;
use crate::tenancy::Worker;

/// A job as operators see it.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "jobs::Entity")]
pub struct JobLine {
    /// Its id.
    pub id: JobId,
    /// Its name.
    pub kind: String,
    /// Queued, leased, dead.
    pub state: JobState,
    /// Failures so far.
    pub attempts: i32,
    /// When it will be tried.
    pub run_at: DateTime<Utc>,
    /// Why it failed last.
    pub last_error: Option<String>,
}

impl Worker {
    /// Jobs that wait or are dead, the oldest first.
    pub async fn job_lines(&self, limit: u64) -> Result<Vec<JobLine>, Fault> {
        self.read(async |tx| {
            let query = tx.shared::<jobs::Entity>().order_by_asc(jobs::Column::RunAt).limit(limit);
            tx.all(query.into_partial_model()).await
        })
        .await
    }

    /// How many jobs are not done.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        self.read(async |tx| tx.count(tx.shared::<jobs::Entity>()).await).await
    }
}
