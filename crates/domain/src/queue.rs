//! Work to be done later, in the same transaction as its cause.
//!
//! A verb calls [`Tx::enqueue`]; the job exists if and only if the verb was committed. Workers
//! claim jobs with a lease; a worker that dies loses its lease and another takes over, so a job
//! may run twice and must be written for it. A job that fails is tried again, later and later,
//! and after [`MAX_ATTEMPTS`] is left dead where operators see it. A job that succeeded is deleted.
//!
//! To add one: a payload with `impl Job` in the feature's `jobs.rs`, and its handler in
//! `web/src/<feature>/jobs.rs`.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{LockBehavior, LockType, OnConflict};
use sea_orm::{ColumnTrait, Condition, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::entity::jobs;
use crate::ids::{JobId, TenantId};
use crate::store::{Scope, Tx, Whole};
use crate::{Backstage, Fault, text_enum};

/// After so many failures a job is given up: with the waits below, about two days.
pub const MAX_ATTEMPTS: i32 = 16;

/// How long a worker may hold a job before another takes it.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

text_enum! {
    /// Where a job is.
    JobState { Queued = "queued", Leased = "leased", Dead = "dead" }
}

/// What is to be done, as data.
pub trait Job: Serialize + DeserializeOwned + Send + Sync {
    /// The name under which it is stored: `bookings.send_summons`. Never changed once released.
    const KIND: &'static str;
}

/// The bell that wakes the workers after a commit. It says nothing but "look": the table is the truth.
#[derive(Clone, Default)]
pub struct Poke {
    local: Arc<Notify>,
    away: Arc<Notify>,
}

impl Poke {
    /// Rings: workers of this process wake, and whoever carries the news to other nodes.
    pub(crate) fn ring(&self) {
        self.local.notify_one();
        self.away.notify_one();
    }

    /// Rings here only, for news that came from another node.
    pub fn ring_here(&self) {
        self.local.notify_one();
    }

    /// Waits for the bell.
    pub async fn heard(&self) {
        self.local.notified().await;
    }

    /// Waits for a ring that other nodes should hear of.
    pub async fn to_carry(&self) {
        self.away.notified().await;
    }
}

/// A job that a worker holds for a while.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its id; also the id of the mail it sends, so that a second try is the same mail.
    pub id: JobId,
    /// Whose it is.
    pub tenant: Option<TenantId>,
    /// Its name.
    pub kind: String,
    /// Its data, JSON.
    pub payload: String,
    /// Failures so far.
    pub attempts: i32,
    lease: Uuid,
}

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

impl<S: Scope> Tx<'_, S> {
    /// Adds a job that may run as soon as this transaction is committed.
    pub(crate) async fn enqueue<J: Job>(&self, job: &J) -> Result<(), Fault> {
        self.enqueue_all(std::slice::from_ref(job)).await
    }

    /// Adds several jobs in one statement.
    pub(crate) async fn enqueue_all<J: Job>(&self, jobs: &[J]) -> Result<(), Fault> {
        let rows = jobs
            .iter()
            .map(|job| self.job_row(job))
            .collect::<Result<Vec<_>, _>>()?;
        self.mark_enqueued();
        Ok(self.insert_all_shared(rows).await?)
    }

    /// Adds a job that runs at `at`, or later.
    pub(crate) async fn enqueue_at<J: Job>(&self, at: DateTime<Utc>, job: &J) -> Result<(), Fault> {
        let row = jobs::ActiveModel {
            run_at: Set(at),
            ..self.job_row(job)?
        };
        Ok(self.insert_all_shared(vec![row]).await?)
    }

    /// Adds a job that runs at `at` under an id of the caller's, unless there is one with it.
    pub(crate) async fn enqueue_once<J: Job>(
        &self,
        id: JobId,
        at: DateTime<Utc>,
        job: &J,
    ) -> Result<(), Fault> {
        let row = jobs::ActiveModel {
            id: Set(id),
            run_at: Set(at),
            ..self.job_row(job)?
        };
        let known = OnConflict::column(jobs::Column::Id).do_nothing().to_owned();
        Ok(self.insert_missing_shared(vec![row], known).await?)
    }

    fn job_row<J: Job>(&self, job: &J) -> Result<jobs::ActiveModel, Fault> {
        Ok(jobs::ActiveModel {
            id: Set(self.id()),
            tenant_id: Set(self.tenant()),
            kind: Set(J::KIND.to_owned()),
            payload: Set(serde_json::to_string(job)?),
            state: Set(JobState::Queued),
            run_at: Set(self.now()),
            attempts: Set(0),
            lease: Set(None),
            leased_until: Set(None),
            last_error: Set(None),
            created_at: Set(self.now()),
        })
    }
}

impl Tx<'_, Whole> {
    /// Adds a job of a lycée from outside of it.
    pub(crate) async fn enqueue_for<J: Job>(&self, tenant: TenantId, job: &J) -> Result<(), Fault> {
        let row = jobs::ActiveModel {
            tenant_id: Set(Some(tenant)),
            ..self.job_row(job)?
        };
        self.mark_enqueued();
        Ok(self.insert_all_shared(vec![row]).await?)
    }
}

impl Backstage {
    /// Takes up to `count` jobs that are due, oldest first, for [`LEASE`].
    pub async fn claim_jobs(&self, count: u64) -> Result<Vec<Claimed>, Fault> {
        let lease: Uuid = self.random().id(self.clock().now());
        self.write(async |tx| {
            let due = tx
                .shared::<jobs::Entity>()
                .filter(is_due(tx.now()))
                .order_by_asc(jobs::Column::RunAt)
                .limit(count)
                .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
                .all(tx.db())
                .await?;
            if due.is_empty() {
                return Ok(Vec::new());
            }
            tx.update_shared::<jobs::Entity>()
                .set(jobs::ActiveModel {
                    state: Set(JobState::Leased),
                    lease: Set(Some(lease)),
                    leased_until: Set(Some(tx.now() + LEASE)),
                    ..Default::default()
                })
                .filter(jobs::Column::Id.is_in(due.iter().map(|job| job.id)))
                .exec(tx.db())
                .await?;
            Ok(due
                .into_iter()
                .map(|job| Claimed::read(job, lease))
                .collect())
        })
        .await
    }

    /// Whether anything is due, without taking it: a read that costs idle workers no write lock.
    pub async fn has_due_jobs(&self) -> Result<bool, Fault> {
        self.read(async |tx| {
            Ok(tx
                .shared::<jobs::Entity>()
                .filter(is_due(tx.now()))
                .limit(1)
                .one(tx.db())
                .await?
                .is_some())
        })
        .await
    }

    /// Holds a job for another [`LEASE`]. `false`: it was lost to another worker.
    pub async fn extend_job(&self, job: &Claimed) -> Result<bool, Fault> {
        self.change_job(job, |now| jobs::ActiveModel {
            leased_until: Set(Some(now + LEASE)),
            ..Default::default()
        })
        .await
    }

    /// The job is done: it is deleted.
    pub async fn finish_job(&self, job: &Claimed) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.delete_shared::<jobs::Entity>()
                .filter(jobs::Column::Id.eq(job.id))
                .exec(tx.db())
                .await?;
            Ok(())
        })
        .await
    }

    /// The job turns out to be several: they take its place, all or none. `false`: it was lost to
    /// another worker, who will split it.
    pub async fn split_job<J: Job>(&self, job: &Claimed, into: &[J]) -> Result<bool, Fault> {
        self.write(async |tx| {
            let gone = tx
                .delete_shared::<jobs::Entity>()
                .filter(jobs::Column::Id.eq(job.id))
                .filter(jobs::Column::Lease.eq(job.lease))
                .exec(tx.db())
                .await?;
            if gone.rows_affected == 0 {
                return Ok(false);
            }
            let rows = into.iter().map(|part| {
                Ok(jobs::ActiveModel {
                    tenant_id: Set(job.tenant),
                    ..tx.job_row(part)?
                })
            });
            tx.insert_all_shared(rows.collect::<Result<Vec<_>, Fault>>()?)
                .await?;
            tx.mark_enqueued();
            Ok(true)
        })
        .await
    }

    /// The job failed: it is tried again after a wait that doubles from five seconds up to six
    /// hours, or given up after [`MAX_ATTEMPTS`]. `why` never holds a name or an address.
    pub async fn fail_job(&self, job: &Claimed, why: &str) -> Result<(), Fault> {
        let attempts = job.attempts + 1;
        let state = if attempts >= MAX_ATTEMPTS {
            JobState::Dead
        } else {
            JobState::Queued
        };
        let jitter = TimeDelta::milliseconds(i64::from(self.random().bytes::<1>()[0]) * 8);
        self.change_job(job, |now| jobs::ActiveModel {
            state: Set(state),
            attempts: Set(attempts),
            run_at: Set(now + wait_after(attempts) + jitter),
            lease: Set(None),
            leased_until: Set(None),
            last_error: Set(Some(why.chars().take(500).collect())),
            ..Default::default()
        })
        .await
        .map(drop)
    }

    /// The job can never succeed: it is left dead at once.
    pub async fn give_up_job(&self, job: &Claimed, why: &str) -> Result<(), Fault> {
        self.change_job(job, |_| jobs::ActiveModel {
            state: Set(JobState::Dead),
            attempts: Set(job.attempts + 1),
            lease: Set(None),
            leased_until: Set(None),
            last_error: Set(Some(why.chars().take(500).collect())),
            ..Default::default()
        })
        .await
        .map(drop)
    }

    /// Jobs that wait or are dead, the oldest first.
    pub async fn job_lines(&self, limit: u64) -> Result<Vec<JobLine>, Fault> {
        let rows = self
            .read(async |tx| {
                Ok::<_, Fault>(
                    tx.shared::<jobs::Entity>()
                        .order_by_asc(jobs::Column::RunAt)
                        .limit(limit)
                        .all(tx.db())
                        .await?,
                )
            })
            .await?;
        Ok(rows.into_iter().map(JobLine::from).collect())
    }

    /// How many jobs are not done.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        self.read(async |tx| Ok(tx.shared::<jobs::Entity>().count(tx.db()).await?))
            .await
    }

    async fn change_job(
        &self,
        job: &Claimed,
        change: impl FnOnce(DateTime<Utc>) -> jobs::ActiveModel,
    ) -> Result<bool, Fault> {
        self.write(async |tx| {
            let done = tx
                .update_shared::<jobs::Entity>()
                .set(change(tx.now()))
                .filter(jobs::Column::Id.eq(job.id))
                .filter(jobs::Column::Lease.eq(job.lease))
                .exec(tx.db())
                .await?;
            Ok(done.rows_affected == 1)
        })
        .await
    }
}

/// Queued and its time has come, or leased by a worker that has not been heard of.
fn is_due(now: DateTime<Utc>) -> Condition {
    let queued = Condition::all()
        .add(jobs::Column::State.eq(JobState::Queued))
        .add(jobs::Column::RunAt.lte(now));
    let lost = Condition::all()
        .add(jobs::Column::State.eq(JobState::Leased))
        .add(jobs::Column::LeasedUntil.lt(now));
    Condition::any().add(queued).add(lost)
}

/// 5 s, 10 s, 20 s… up to six hours.
fn wait_after(attempts: i32) -> TimeDelta {
    let doublings = u32::try_from(attempts - 1).unwrap_or_default().min(13);
    TimeDelta::seconds(5 * 2_i64.pow(doublings)).min(TimeDelta::hours(6))
}

impl Claimed {
    fn read(row: jobs::Model, lease: Uuid) -> Self {
        Self {
            id: row.id,
            tenant: row.tenant_id,
            kind: row.kind,
            payload: row.payload,
            attempts: row.attempts,
            lease,
        }
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
