//! What operators see of the queue.

use chrono::{DateTime, Utc};
use sea_orm::{QueryOrder, QuerySelect};

use super::JobState;
use crate::Fault;
use crate::entity::jobs;
use crate::ids::JobId;
use crate::tenancy::Worker;

/// A job as operators see it.
#[derive(Clone, Debug)]
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
        let rows = self
            .read(async |tx| {
                let query =
                    tx.shared::<jobs::Entity>().order_by_asc(jobs::Column::RunAt).limit(limit);
                tx.all(query).await
            })
            .await?;
        Ok(rows.into_iter().map(JobLine::from).collect())
    }

    /// How many jobs are not done.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        self.read(async |tx| tx.count(tx.shared::<jobs::Entity>()).await).await
    }
}

impl From<jobs::Model> for JobLine {
    fn from(row: jobs::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            state: row.state,
            attempts: row.attempts,
            run_at: row.run_at,
            last_error: row.last_error,
        }
    }
}
