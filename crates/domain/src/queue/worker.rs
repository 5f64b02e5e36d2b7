//! The worker's side: jobs are claimed with a lease, held, and done, split or tried again.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait, Condition, JoinType, Order, QueryFilter, QuerySelect, QueryTrait, Select, Set,
};
use uuid::Uuid;

use super::{Job, JobState, LEASE, Lane, MAX_ATTEMPTS};
use crate::Fault;
use crate::entity::jobs;
use crate::ids::{JobId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::{TenantState, Worker};

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

impl Worker {
    /// Takes up to `count` jobs of any lane that are due, for [`LEASE`]: the most urgent first, then
    /// the portals in turn, then the oldest.
    pub async fn claim_jobs(&self, count: u64) -> Result<Vec<Claimed>, Fault> {
        self.claim(None, count).await
    }

    /// Takes up to `count` jobs of one lane, of one portal no more than are good for the others.
    pub async fn claim_lane(&self, lane: Lane, count: u64) -> Result<Vec<Claimed>, Fault> {
        self.claim(Some(lane), count).await
    }

    async fn claim(&self, lane: Option<Lane>, count: u64) -> Result<Vec<Claimed>, Fault> {
        let lease: Uuid = self.store.random.id(self.store.clock.now());
        self.write(async |tx| {
            let due = tx.all(in_turn(tx, lane).limit(count)).await?;
            if due.is_empty() {
                return Ok(Vec::new());
            }
            let update = tx
                .update_shared::<jobs::Entity>()
                .set(jobs::ActiveModel {
                    state: Set(JobState::Leased),
                    lease: Set(Some(lease)),
                    leased_until: Set(Some(tx.now() + LEASE)),
                    ..Default::default()
                })
                .filter(jobs::Column::Id.is_in(due.iter().map(|job| job.id)));
            tx.run(update).await?;
            Ok(due.into_iter().map(|job| Claimed::read(job, lease)).collect())
        })
        .await
    }

    /// The lanes in which anything is due, without taking it: a read that costs idle workers no write lock.
    pub async fn due_lanes(&self) -> Result<Vec<Lane>, Fault> {
        let due: Vec<i32> = self
            .read(async |tx| {
                let query = tx.shared::<jobs::Entity>().filter(is_due(tx.now())).select_only();
                tx.all(query.column(jobs::Column::Lane).distinct().into_tuple()).await
            })
            .await?;
        Ok(Lane::ALL.into_iter().filter(|lane| due.contains(&lane.number())).collect())
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
            let delete = tx.delete_shared::<jobs::Entity>().filter(jobs::Column::Id.eq(job.id));
            tx.run(delete).await.map(drop)
        })
        .await
    }

    /// The job turns out to be several: they take its place, all or none. `false`: it was lost to
    /// another worker, who will split it.
    pub async fn split_job<J: Job>(&self, job: &Claimed, into: &[J]) -> Result<bool, Fault> {
        self.write(async |tx| {
            let delete = tx
                .delete_shared::<jobs::Entity>()
                .filter(jobs::Column::Id.eq(job.id))
                .filter(jobs::Column::Lease.eq(job.lease));
            if !tx.change(delete).await? {
                return Ok(false);
            }
            let rows = into.iter().map(|part| {
                Ok(jobs::ActiveModel { tenant_id: Set(job.tenant), ..tx.job_row(part)? })
            });
            tx.insert_all_shared(rows.collect::<Result<Vec<_>, Fault>>()?).await?;
            tx.mark_enqueued();
            Ok(true)
        })
        .await
    }

    /// Whether the same is to be done by another job, which waits or is in hand: of several, the last does it.
    pub async fn comes_again(&self, job: &Claimed) -> Result<bool, Fault> {
        self.read(async |tx| {
            let same = tx
                .shared::<jobs::Entity>()
                .filter(jobs::Column::TenantId.eq(job.tenant))
                .filter(jobs::Column::Kind.eq(&job.kind))
                .filter(jobs::Column::Payload.eq(&job.payload))
                .filter(jobs::Column::State.ne(JobState::Dead))
                .filter(jobs::Column::Id.gt(job.id));
            tx.any(same).await
        })
        .await
    }

    /// The job failed: it is tried again after a wait that doubles from five seconds up to six
    /// hours, or given up after [`MAX_ATTEMPTS`]. `why` never holds a name or an address.
    pub async fn fail_job(&self, job: &Claimed, why: &str) -> Result<(), Fault> {
        let attempts = job.attempts + 1;
        let state = if attempts >= MAX_ATTEMPTS { JobState::Dead } else { JobState::Queued };
        let jitter = TimeDelta::milliseconds(i64::from(self.store.random.bytes::<1>()[0]) * 8);
        self.change_job(job, |now| jobs::ActiveModel {
            state: Set(state),
            run_at: Set(now + wait_after(attempts) + jitter),
            ..failed(attempts, why)
        })
        .await
        .map(drop)
    }

    /// The job can never succeed: it is left dead at once.
    pub async fn give_up_job(&self, job: &Claimed, why: &str) -> Result<(), Fault> {
        self.change_job(job, |_| jobs::ActiveModel {
            state: Set(JobState::Dead),
            ..failed(job.attempts + 1, why)
        })
        .await
        .map(drop)
    }

    async fn change_job(
        &self,
        job: &Claimed,
        change: impl FnOnce(DateTime<Utc>) -> jobs::ActiveModel,
    ) -> Result<bool, Fault> {
        self.write(async |tx| {
            let update = tx
                .set(jobs::ActiveModel { id: Set(job.id), ..change(tx.now()) })
                .filter(jobs::Column::Lease.eq(job.lease));
            tx.change(update).await
        })
        .await
    }
}

/// The how-manieth job of its portal in its lane a job is; those in hand come first.
const TURN: &str = "ROW_NUMBER() OVER (PARTITION BY lane, tenant_id ORDER BY state, run_at)";

/// What is due, and locked for this worker: the most urgent lane first, then the portals in turn.
fn in_turn(tx: &Tx<'_, Whole>, lane: Option<Lane>) -> Select<jobs::Entity> {
    use sea_orm::sea_query::ExprTrait as _;

    let turns = tx.shared::<jobs::Entity>().filter(in_line(tx.now())).select_only();
    let turns = turns.column_as(jobs::Column::Id, "job").column_as(Expr::cust(TURN), "turn");
    let turn = ("turns", "turn");
    let mut query = tx.shared::<jobs::Entity>().filter(is_due(tx.now()));
    if let Some(lane) = lane {
        let of_all = jobs::Column::TenantId.is_null();
        query = query
            .filter(jobs::Column::Lane.eq(lane.number()))
            .filter(Expr::col(turn).lte(Lane::OF_ONE_PORTAL).or(of_all));
    }
    QuerySelect::query(&mut query)
        .join_subquery(
            JoinType::InnerJoin,
            turns.into_query(),
            "turns",
            Expr::col(("turns", "job")).equals((jobs::Entity, jobs::Column::Id)),
        )
        .order_by((jobs::Entity, jobs::Column::Lane), Order::Asc)
        .order_by(turn, Order::Asc)
        .order_by((jobs::Entity, jobs::Column::RunAt), Order::Asc)
        .lock_with_tables_behavior(LockType::Update, [jobs::Entity], LockBehavior::SkipLocked);
    query
}

/// In hand, or due.
fn in_line(now: DateTime<Utc>) -> Condition {
    Condition::any().add(jobs::Column::State.eq(JobState::Leased)).add(is_due(now))
}

/// Queued and its time has come, or leased by a worker that has not been heard of.
fn is_due(now: DateTime<Utc>) -> Condition {
    let queued = Condition::all()
        .add(jobs::Column::State.eq(JobState::Queued))
        .add(jobs::Column::RunAt.lte(now));
    let lost = Condition::all()
        .add(jobs::Column::State.eq(JobState::Leased))
        .add(jobs::Column::LeasedUntil.lt(now));
    Condition::all().add(Condition::any().add(queued).add(lost)).add(is_released())
}

/// Of no portal, or of one that is not held: the jobs of the others wait.
pub(super) fn is_released() -> Condition {
    Condition::any()
        .add(jobs::Column::TenantId.is_null())
        .add(jobs::Column::TenantId.not_in_subquery(TenantState::held_portals()))
}

/// What a job is after so many failures, whatever becomes of it.
fn failed(attempts: i32, why: &str) -> jobs::ActiveModel {
    jobs::ActiveModel {
        attempts: Set(attempts),
        lease: Set(None),
        leased_until: Set(None),
        last_error: Set(Some(why.chars().take(500).collect())),
        ..Default::default()
    }
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
