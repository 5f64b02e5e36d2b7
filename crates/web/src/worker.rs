//! Does what was enqueued: claims jobs, runs them, tries again.
//!
//! To add a job: its payload in `domain/src/<feature>/jobs.rs`, its handler in
//! `web/src/<feature>/jobs.rs`, and a line in [`run_one`].

use std::time::Duration;

use domain::queue::{Claimed, Job};
use domain::{Backstage, Fault, Portal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::app::App;

/// Jobs that one process runs at once.
const AT_ONCE: usize = 8;

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

/// Works until `closing`, then finishes what is in hand.
pub async fn run(app: App, closing: CancellationToken) {
    if let Err(fault) = app.backstage.schedule_sweep().await {
        tracing::warn!(error = %fault, "the daily broom is not scheduled");
    }
    let mut running = JoinSet::new();
    while !closing.is_cancelled() {
        let free = AT_ONCE.saturating_sub(running.len());
        let claimed = match free {
            0 => Vec::new(),
            free => claim(&app, free).await,
        };
        let idle = claimed.is_empty();
        for job in claimed {
            running.spawn(attend(app.clone(), job));
        }
        if idle {
            tokio::select! {
                () = app.backstage.poke().heard(), if running.len() < AT_ONCE => {}
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
    let mut done = 0;
    loop {
        let jobs = app.backstage.claim_jobs(20).await?;
        if jobs.is_empty() {
            return Ok(done);
        }
        for job in jobs {
            attend(app.clone(), job).await;
            done += 1;
        }
    }
}

async fn claim(app: &App, count: usize) -> Vec<Claimed> {
    let claimed = match app.backstage.has_due_jobs().await {
        Ok(true) => app.backstage.claim_jobs(count as u64).await,
        Ok(false) => Ok(Vec::new()),
        Err(fault) => Err(fault),
    };
    claimed.unwrap_or_else(|fault| {
        tracing::warn!(error = %fault, "jobs cannot be claimed");
        Vec::new()
    })
}

async fn attend(app: App, job: Claimed) {
    let span = tracing::info_span!("job", id = %job.id, kind = %job.kind);
    async {
        let outcome = tokio::select! {
            outcome = run_one(&app, &job) => outcome,
            () = keep_alive(&app.backstage, &job) => Err(JobFailure::Retry("the lease was lost".into())),
        };
        if let Err(fault) = close(&app.backstage, &job, outcome).await {
            // The lease runs out and the job comes again.
            tracing::warn!(error = %fault, "the outcome of a job was not saved");
        }
    }
    .instrument(span)
    .await;
}

async fn keep_alive(backstage: &Backstage, job: &Claimed) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        if matches!(backstage.extend_job(job).await, Ok(false)) {
            return;
        }
    }
}

async fn close(
    backstage: &Backstage,
    job: &Claimed,
    outcome: Result<(), JobFailure>,
) -> Result<(), Fault> {
    match outcome {
        Ok(()) => backstage.finish_job(job).await,
        Err(JobFailure::GiveUp(why)) => {
            tracing::error!(%why, "a job was given up");
            backstage.give_up_job(job, &why).await
        }
        Err(failure) => {
            tracing::warn!(why = %failure, attempts = job.attempts + 1, "a job failed");
            backstage.fail_job(job, &failure.to_string()).await
        }
    }
}

/// Which handler does which job.
async fn run_one(app: &App, job: &Claimed) -> Result<(), JobFailure> {
    use domain::access::jobs::*;
    use domain::accounts::jobs::*;
    use domain::applications::jobs::*;
    use domain::bookings::jobs::*;
    use domain::colleagues::jobs::TellColleague;
    use domain::upkeep::SweepHouse;
    match job.kind.as_str() {
        SendConfirmation::KIND => {
            crate::signup::jobs::send_confirmation(app, job, read(job)?).await
        }
        SendSchoolAddition::KIND => crate::signup::second_school::send(app, job, read(job)?).await,
        SendPasswordReset::KIND => crate::passwords::jobs::send_reset(app, job, read(job)?).await,
        TellPasswordChanged::KIND => {
            crate::passwords::jobs::tell_changed(app, job, read(job)?).await
        }
        SendLoginChangeLink::KIND => {
            crate::login_change::jobs::send_link(app, job, read(job)?).await
        }
        TellLoginChanged::KIND => {
            crate::login_change::jobs::tell_changed(app, job, read(job)?).await
        }
        TellColleague::KIND => crate::colleagues::jobs::tell(app, job, read(job)?).await,
        SendStaffInvitation::KIND => {
            crate::invitations::jobs::send_staff(app, job, read(job)?).await
        }
        SendSchoolInvitation::KIND => {
            crate::invitations::jobs::send_school(app, job, read(job)?).await
        }
        SendOperatorInvitation::KIND => {
            crate::invitations::jobs::send_operator(app, job, read(job)?).await
        }
        SendAccessProof::KIND => crate::access::jobs::send_proof(app, job, read(job)?).await,
        SendAccessNotice::KIND => crate::access::jobs::send_notice(app, job, read(job)?).await,
        TellRequester::KIND => crate::access::jobs::tell_requester(app, job, read(job)?).await,
        NotifyManagers::KIND => {
            let NotifyManagers { request } = read(job)?;
            Ok(app.backstage.notify_managers(request).await?)
        }
        RemindManagers::KIND => {
            let RemindManagers { request } = read(job)?;
            Ok(app.backstage.remind_managers(request).await?)
        }
        EndAccessNotice::KIND => {
            let EndAccessNotice { request } = read(job)?;
            Ok(app.backstage.end_access_notice(request).await?)
        }
        ExpireAccessRequest::KIND => {
            let ExpireAccessRequest { request } = read(job)?;
            Ok(app.backstage.expire_access(request).await?)
        }
        SendApplicationProof::KIND => {
            crate::applications::jobs::send_proof(app, job, read(job)?).await
        }
        TellApplicationRefused::KIND => {
            crate::applications::jobs::tell_refused(app, job, read(job)?).await
        }
        SweepHouse::KIND => crate::upkeep::sweep(app, read(job)?).await,
        SendSummons::KIND => crate::bookings::jobs::send_summons(app, job, read(job)?).await,
        TellHostOfCancellation::KIND => {
            crate::bookings::jobs::tell_host_of_cancellation(app, job, read(job)?).await
        }
        TellSchoolOfDecision::KIND => {
            crate::bookings::jobs::tell_school_of_decision(app, job, read(job)?).await
        }
        TellSchoolOfChange::KIND => {
            crate::bookings::jobs::tell_school_of_change(app, job, read(job)?).await
        }
        unknown => Err(JobFailure::GiveUp(format!("nobody does {unknown}"))),
    }
}

fn read<J: Job>(job: &Claimed) -> Result<J, JobFailure> {
    serde_json::from_str(&job.payload)
        .map_err(|error| JobFailure::GiveUp(format!("payload: {error}")))
}

impl App {
    /// The portal that a job is for.
    pub(crate) async fn portal_of(&self, job: &Claimed) -> Result<Portal, JobFailure> {
        let tenant =
            job.tenant.ok_or_else(|| JobFailure::GiveUp("a job without its portal".into()))?;
        self.backstage
            .portal(tenant)
            .await?
            .ok_or_else(|| JobFailure::GiveUp("its portal is gone".into()))
    }
}
