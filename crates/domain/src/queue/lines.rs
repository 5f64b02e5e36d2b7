//! What operators see of the queue.

use chrono::{DateTime, Utc};
use sea_orm::DerivePartialModel;

use super::JobState;
use crate::entity::jobs;
use crate::ids::JobId;

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
