//! `/taches`: what waits, runs or was given up.

use chrono::{DateTime, Utc};
use domain::console::JobCounts;
use domain::ids::JobId;
use domain::queue::{JobLine, JobState, MAX_ATTEMPTS};

use super::ROWS;
use super::kinds::words;
use super::pages::{DropJobPage, JobListPage, JobRow};
use crate::query::Query;
use crate::urls;
use crate::view::{Badge, Choice, Empty, Listed, Tone};
use crate::visit::{Ids, Reply, Result, Signed, redirect};
use domain::tenancy::{FullOperator, Operator};

/// Where those that were given up are listed.
const DEAD: &str = "/taches?etat=dead";

/// Shows the list.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let state: Option<JobState> = query.read("etat");
    let counts = visit.role.job_counts().await?;
    let now = visit.now;
    let page = visit.role.job_page(state, query.page_of(ROWS)).await?.map(|job| row(job, now));
    let pager = query.neighbours(&page);
    visit.page(&JobListPage {
        states: states(state, counts),
        list: Listed::new(page.rows, pager, || Empty::new("Aucune tâche", "Tout est fait.")),
    })
}

/// `POST /taches/{id}/reprise`.
pub(crate) async fn retry(visit: Signed<FullOperator>, Ids(id): Ids<JobId>) -> Result {
    let found = visit.role.retry_job(id).await?;
    if found {
        visit.trace("job_retried").about(id).done();
    }
    Ok(after(found, "La tâche est relancée\u{a0}: elle est faite dans un instant."))
}

/// `GET /taches/{id}/suppression`.
pub(crate) async fn ask_drop(visit: Signed<FullOperator>, Ids(id): Ids<JobId>) -> Result {
    match visit.role.given_up_job(id).await? {
        Some(job) => visit.page(&DropJobPage {
            what: words(&job.kind).to_owned(),
            error: job.last_error.unwrap_or_default(),
            action: urls::drop_job(id),
            back: DEAD.to_owned(),
        }),
        None => Ok(after(false, "")),
    }
}

/// `POST /taches/{id}/suppression`.
pub(crate) async fn delete(visit: Signed<FullOperator>, Ids(id): Ids<JobId>) -> Result {
    let found = visit.role.drop_job(id).await?;
    if found {
        visit.trace("job_dropped").about(id).done();
    }
    Ok(after(found, "La tâche est supprimée\u{a0}: elle ne sera pas faite."))
}

fn after(found: bool, done: &str) -> Reply {
    match found {
        true => redirect(DEAD).good(done),
        false => redirect(DEAD).info("Cette tâche n’est plus abandonnée\u{a0}: rien n’est changé."),
    }
}

fn states(chosen: Option<JobState>, counts: JobCounts) -> Vec<Choice> {
    let all = counts.queued + counts.leased + counts.dead;
    let choice = |state: JobState, label: &str, count| {
        Choice::new(state.as_str(), label, chosen == Some(state)).counted(count)
    };
    vec![
        Choice::new("", "Toutes", chosen.is_none()).counted(all),
        choice(JobState::Queued, "En attente", counts.queued),
        choice(JobState::Leased, "En cours", counts.leased),
        choice(JobState::Dead, "Abandonnées", counts.dead),
    ]
}

fn row(job: JobLine, now: DateTime<Utc>) -> JobRow {
    JobRow {
        state: match job.state {
            JobState::Queued => Badge::new(Tone::Wait, "clock", "En attente"),
            JobState::Leased => Badge::new(Tone::Accent, "refresh-cw", "En cours"),
            JobState::Dead => Badge::new(Tone::Bad, "circle-x", "Abandonnée"),
        },
        attempts: format!("{} sur {MAX_ATTEMPTS}", job.attempts),
        next_run: if job.state == JobState::Queued { wait(job.run_at, now) } else { String::new() },
        error: job.last_error.unwrap_or_default(),
        what: words(&job.kind).to_owned(),
        kind: job.kind,
        steps: (job.state == JobState::Dead)
            .then(|| (urls::retry_job(job.id), urls::drop_job(job.id))),
    }
}

/// « maintenant », « dans 40 s », « dans 4 min », « dans 3 h ».
fn wait(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = (at - now).num_seconds();
    match seconds {
        ..=0 => "maintenant".into(),
        1..60 => format!("dans {seconds}\u{a0}s"),
        60..3600 => format!("dans {}\u{a0}min", seconds / 60),
        3600..172_800 => format!("dans {}\u{a0}h", seconds / 3600),
        _ => format!("dans {}\u{a0}jours", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_are_said_in_the_largest_unit() {
        let now = DateTime::UNIX_EPOCH;
        let said = |seconds| wait(now + chrono::TimeDelta::seconds(seconds), now);
        assert_eq!(
            [said(-5), said(40), said(250), said(7300)],
            ["maintenant", "dans 40\u{a0}s", "dans 4\u{a0}min", "dans 2\u{a0}h"]
        );
    }
}
