//! Work to be done later, in the same transaction as its cause.
//!
//! A verb calls [`Tx::enqueue`]; the job exists if and only if the verb was committed. Workers
//! claim jobs with a lease; a worker that dies loses its lease and another takes over, so a job
//! may run twice and must be written for it. A job that fails is tried again, later and later,
//! and after [`MAX_ATTEMPTS`] is left dead where operators see it. A job that succeeded is deleted.
//! Jobs stand in [`Lane`]s; within one, the portals take turns.
//!
//! To add one: its payload in the feature's `jobs.rs` by [`jobs!`], a line in [`every_job!`](crate::every_job),
//! and its handler in `web/src/<feature>/jobs.rs`.
//!
//! | file | holds |
//! |---|---|
//! | here | what a job is, how verbs enqueue it, the bell |
//! | `lane` | which line a job stands in |
//! | `list` | how jobs are declared, and which there are |
//! | `worker` | claim, hold, finish, split, fail |
//! | `lines` | what operators see |
//! | `backlog` | how much waits |

mod backlog;
mod lane;
mod lines;
mod list;
mod worker;

use std::fmt::Display;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tokio::sync::Notify;

use crate::entity::jobs;
use crate::ids::{JobId, TenantId};
use crate::store::{Scope, Tx, Whole};
use crate::{Fault, text_enum};

pub use backlog::Backlog;
pub use lane::Lane;
pub use lines::JobLine;
pub use list::Listed;
pub(crate) use list::jobs;
pub use worker::Claimed;

/// After so many failures a job is given up: with the waits below, about two days.
pub const MAX_ATTEMPTS: i32 = 16;

/// How long a worker may hold a job before another takes it.
pub const LEASE: TimeDelta = TimeDelta::seconds(60);

text_enum! {
    /// Where a job is.
    JobState { Queued = "queued", Leased = "leased", Dead = "dead" }
}

/// What is to be done, as data: declared by [`jobs!`].
pub trait Job: Listed + Serialize + DeserializeOwned + Send + Sync {
    /// The name under which it is stored: `bookings.tell`. Never changed once released.
    const KIND: &'static str;

    /// Which line it stands in.
    const LANE: Lane;
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

/// The id of the one job of a kind that does `what`: two nodes that schedule it schedule one.
pub(crate) fn id_of<J: Job>(what: impl Display) -> JobId {
    let hash = Sha256::digest(format!("{} {what}", J::KIND));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    JobId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

impl<S: Scope> Tx<'_, S> {
    /// Adds a job that may run as soon as this transaction is committed.
    pub(crate) async fn enqueue<J: Job>(&self, job: &J) -> Result<(), Fault> {
        self.enqueue_all(std::slice::from_ref(job)).await
    }

    /// Adds several jobs.
    pub(crate) async fn enqueue_all<J: Job>(&self, jobs: &[J]) -> Result<(), Fault> {
        let rows = jobs.iter().map(|job| self.job_row(job)).collect::<Result<Vec<_>, _>>()?;
        self.mark_enqueued();
        self.insert_later_shared(rows).await
    }

    /// Adds a job that is of no portal, whatever asks for it: it runs while the portal is held, and after it is gone.
    pub(crate) async fn enqueue_beside<J: Job>(&self, job: &J) -> Result<(), Fault> {
        let row = jobs::ActiveModel { tenant_id: Set(None), ..self.job_row(job)? };
        self.mark_enqueued();
        self.insert_later_shared(vec![row]).await
    }

    /// Adds a job that runs at `at`, or later.
    pub(crate) async fn enqueue_at<J: Job>(&self, at: DateTime<Utc>, job: &J) -> Result<(), Fault> {
        let row = jobs::ActiveModel { run_at: Set(at), ..self.job_row(job)? };
        self.insert_later_shared(vec![row]).await
    }

    /// Adds a job that runs at `at` under an id of the caller's, unless there is one with it.
    pub(crate) async fn enqueue_once<J: Job>(
        &self,
        id: JobId,
        at: DateTime<Utc>,
        job: &J,
    ) -> Result<(), Fault> {
        let row = jobs::ActiveModel { id: Set(id), run_at: Set(at), ..self.job_row(job)? };
        let known = OnConflict::column(jobs::Column::Id).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }

    fn job_row<J: Job>(&self, job: &J) -> Result<jobs::ActiveModel, Fault> {
        Ok(jobs::ActiveModel {
            id: Set(self.id()),
            tenant_id: Set(self.tenant()),
            kind: Set(J::KIND.to_owned()),
            payload: Set(serde_json::to_string(job)?),
            lane: Set(J::LANE.number()),
            state: Set(JobState::Queued),
            run_at: Set(self.now()),
            attempts: Set(0),
            created_at: Set(self.now()),
            ..Default::default()
        })
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Drops jobs of one kind, this lycée's or those of no lycée, that `concerned` picks, whatever became of them.
    pub(crate) async fn drop_jobs<J: Job>(
        &self,
        concerned: impl Fn(&J) -> bool,
    ) -> Result<(), Fault> {
        let own = match self.tenant() {
            Some(tenant) => jobs::Column::TenantId.eq(tenant),
            None => jobs::Column::TenantId.is_null(),
        };
        let query = self
            .shared::<jobs::Entity>()
            .filter(jobs::Column::Kind.eq(J::KIND))
            .filter(own)
            .select_only()
            .columns([jobs::Column::Id, jobs::Column::Payload])
            .into_tuple();
        let rows: Vec<(JobId, String)> = self.all(query).await?;
        // A payload that does not read says nothing that anybody could want to keep.
        let concerned =
            |payload: &str| serde_json::from_str(payload).map_or(true, |job| concerned(&job));
        let gone: Vec<JobId> =
            rows.into_iter().filter(|(_, payload)| concerned(payload)).map(|(id, _)| id).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let delete = self.delete_shared::<jobs::Entity>().filter(jobs::Column::Id.is_in(gone));
        self.run(delete).await.map(drop)
    }
}

impl Tx<'_, Whole> {
    /// What the jobs of one kind that are of no lycée say, the oldest first.
    pub(crate) async fn all_waiting<J: Job>(&self) -> Result<Vec<J>, Fault> {
        let query = self
            .shared::<jobs::Entity>()
            .filter(jobs::Column::Kind.eq(J::KIND))
            .filter(jobs::Column::TenantId.is_null())
            .filter(jobs::Column::State.ne(JobState::Dead))
            .order_by_asc(jobs::Column::Id)
            .select_only()
            .column(jobs::Column::Payload)
            .into_tuple();
        let rows: Vec<String> = self.all(query).await?;
        Ok(rows.iter().filter_map(|payload| serde_json::from_str(payload).ok()).collect())
    }

    /// The jobs of one kind that wait or are in a worker's hands, of these lycées.
    pub(crate) async fn waiting_jobs<J: Job>(
        &self,
        tenants: impl IntoIterator<Item = TenantId>,
    ) -> Result<Vec<J>, Fault> {
        let query = self
            .shared::<jobs::Entity>()
            .filter(jobs::Column::Kind.eq(J::KIND))
            .filter(jobs::Column::State.ne(JobState::Dead))
            .filter(jobs::Column::TenantId.is_in(tenants))
            .select_only()
            .column(jobs::Column::Payload)
            .into_tuple();
        let payloads: Vec<String> = self.all(query).await?;
        Ok(payloads.iter().filter_map(|payload| serde_json::from_str(payload).ok()).collect())
    }

    /// Adds a job of a lycée from outside of it.
    pub(crate) async fn enqueue_for<J: Job>(&self, tenant: TenantId, job: &J) -> Result<(), Fault> {
        let row = jobs::ActiveModel { tenant_id: Set(Some(tenant)), ..self.job_row(job)? };
        self.mark_enqueued();
        self.insert_later_shared(vec![row]).await
    }
}
