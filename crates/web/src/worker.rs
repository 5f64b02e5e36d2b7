//! Does what was enqueued: claims jobs, runs them, tries again. Each lane of the queue has places of
//! its own, so that a printed convocation or a slow relay holds up no link that somebody waits for.
//!
//! A handler is an `impl Run` in `web/src/<feature>/jobs.rs`; how to add a job: `domain::queue`.

use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::queue::{Claimed, Job, Lane};
use domain::tenancy::Worker;
use domain::{Fault, Portal};
use metrics::{counter, histogram};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::app::App;

/// Jobs that one process runs at once, by lane.
fn places(lane: Lane) -> usize {
    match lane {
        Lane::Urgent | Lane::Printing => 4,
        Lane::Ordinary => 6,
    }
}

/// How often the table is looked at when no bell rings: the bell is only fast, the table is the truth.
const SLOW_POLL: Duration = Duration::from_secs(2);

/// How often a running job says that it is alive; a third of its lease.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Why a job was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobFailure {
    /// Passing: it is tried again later.
    #[error("{0}")]
    Retry(String),
    /// It can never succeed: operators see it.
    #[error("{0}")]
    GiveUp(String),
    /// The business met the unexpected: it is tried again.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl JobFailure {
    /// A mistake of ours, which trying again will not mend before somebody does.
    pub(crate) fn defect(error: impl std::error::Error) -> Self {
        Self::Retry(error.to_string())
    }
}

/// What became of a job.
pub(crate) type Done = Result<(), JobFailure>;

/// A job in hand: what its handler works with. Dereferences to the [`App`].
pub(crate) struct Work {
    app: App,
    pub(crate) worker: Worker,
    pub(crate) job: Claimed,
}

/// How a job is done. It may run twice.
pub(crate) trait Run: Job {
    fn run(self, work: &Work) -> impl Future<Output = Done> + Send;
}

/// Works until `closing`, then finishes what is in hand.
pub async fn run(app: App, closing: CancellationToken) {
    let worker = app.backstage.worker();
    if let Err(fault) = worker.schedule_sweep().await {
        tracing::warn!(error = %fault, "the daily broom is not scheduled");
    }
    if let Err(fault) = worker.schedule_follow_up().await {
        tracing::warn!(error = %fault, "the follow-up of bookings is not scheduled");
    }
    let lanes = Lane::ALL.map(|lane| (lane, Arc::new(Semaphore::new(places(lane)))));
    let mut running = JoinSet::new();
    while !closing.is_cancelled() {
        let claimed = claim(&worker, &lanes).await.unwrap_or_else(|fault| {
            tracing::warn!(error = %fault, "jobs cannot be claimed");
            Vec::new()
        });
        let idle = claimed.is_empty();
        for (job, place) in claimed {
            let attended = attend(app.clone(), worker.clone(), job);
            running.spawn(async move {
                attended.await;
                drop(place);
            });
        }
        if idle {
            tokio::select! {
                () = app.backstage.poke().heard() => {}
                _ = running.join_next(), if !running.is_empty() => {}
                () = tokio::time::sleep(SLOW_POLL) => {}
                () = closing.cancelled() => {}
            }
        }
        while running.try_join_next().is_some() {}
    }
    while running.join_next().await.is_some() {}
}

/// Does everything that is due now, one after the other, and says how much: for tests and commands.
pub async fn drain(app: &App) -> Result<usize, Fault> {
    let worker = app.backstage.worker();
    let mut done = 0;
    loop {
        let jobs = worker.claim_jobs(20).await?;
        if jobs.is_empty() {
            return Ok(done);
        }
        for job in jobs {
            attend(app.clone(), worker.clone(), job).await;
            done += 1;
        }
    }
}

/// Jobs for the free places of each lane, each with its place.
async fn claim(
    worker: &Worker,
    lanes: &[(Lane, Arc<Semaphore>)],
) -> Result<Vec<(Claimed, OwnedSemaphorePermit)>, Fault> {
    let due = worker.due_lanes().await?;
    let mut claimed = Vec::new();
    for (lane, places) in lanes.iter().filter(|(lane, _)| due.contains(lane)) {
        let free = || Arc::clone(places).try_acquire_owned().ok();
        let free: Vec<_> = std::iter::from_fn(free).collect();
        if !free.is_empty() {
            claimed
                .extend(worker.claim_lane(*lane, free.len() as u64).await?.into_iter().zip(free));
        }
    }
    Ok(claimed)
}

async fn attend(app: App, worker: Worker, job: Claimed) {
    let span = tracing::info_span!("job", id = %job.id, kind = %job.kind);
    let work = Work { app, worker, job };
    async {
        let started = Instant::now();
        let outcome = tokio::select! {
            outcome = run_one(&work) => outcome,
            () = keep_alive(&work.worker, &work.job) => Err(JobFailure::Retry("the lease was lost".into())),
        };
        let kind = work.job.kind.clone();
        histogram!("ministage_job_seconds", "kind" => kind.clone()).record(started.elapsed());
        counter!("ministage_jobs_total", "kind" => kind, "outcome" => word(&outcome)).increment(1);
        if let Err(fault) = close(&work.worker, &work.job, outcome).await {
            // The lease runs out and the job comes again.
            tracing::warn!(error = %fault, "the outcome of a job was not saved");
        }
    }
    .instrument(span)
    .await;
}

/// What became of a job in a word, for whoever watches the house.
fn word(outcome: &Done) -> &'static str {
    match outcome {
        Ok(()) => "done",
        Err(JobFailure::GiveUp(_)) => "given_up",
        Err(JobFailure::Retry(_) | JobFailure::Fault(_)) => "failed",
    }
}

async fn keep_alive(worker: &Worker, job: &Claimed) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        if matches!(worker.extend_job(job).await, Ok(false)) {
            return;
        }
    }
}

async fn close(worker: &Worker, job: &Claimed, outcome: Done) -> Result<(), Fault> {
    match outcome {
        Ok(()) => worker.finish_job(job).await,
        Err(JobFailure::GiveUp(why)) => {
            tracing::error!(%why, "a job was given up");
            worker.give_up_job(job, &why).await
        }
        Err(failure) => {
            tracing::warn!(why = %failure, attempts = job.attempts + 1, "a job failed");
            worker.fail_job(job, &failure.to_string()).await
        }
    }
}

macro_rules! handlers {
    ($($job:ty),+ $(,)?) => {
        /// Which handler does which job: one for each that `domain` lists.
        async fn run_one(work: &Work) -> Done {
            match work.job.kind.as_str() {
                $(<$job>::KIND => Box::pin(read::<$job>(&work.job)?.run(work)).await,)+
                unknown => Err(JobFailure::GiveUp(format!("nobody does {unknown}"))),
            }
        }
    };
}
domain::every_job!(handlers);

fn read<J: Job>(job: &Claimed) -> Result<J, JobFailure> {
    serde_json::from_str(&job.payload)
        .map_err(|error| JobFailure::GiveUp(format!("payload: {error}")))
}

impl Work {
    /// The portal that the job is for.
    pub(crate) async fn portal(&self) -> Result<Portal, JobFailure> {
        let tenant =
            self.job.tenant.ok_or_else(|| JobFailure::GiveUp("a job without its portal".into()))?;
        self.backstage
            .portal(tenant)
            .await?
            .ok_or_else(|| JobFailure::GiveUp("its portal is gone".into()))
    }
}

impl Deref for Work {
    type Target = App;

    fn deref(&self) -> &App {
        &self.app
    }
}
