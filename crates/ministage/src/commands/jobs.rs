//! `job`: what the queue gave up, tried again or dropped.

use domain::Backstage;
use domain::ids::JobId;

use super::say::say;
use crate::cli::Job;

pub(super) async fn run(backstage: &Backstage, command: Job) -> anyhow::Result<()> {
    match command {
        Job::List => {
            for job in backstage.given_up_jobs().await? {
                let why = job.last_error.unwrap_or_default();
                say!("{}  {:<28} {:>3} essais  {why}", job.id, job.kind, job.attempts);
            }
        }
        Job::Retry { id } => {
            let found = backstage.retry_job(JobId(id)).await?;
            anyhow::ensure!(found, "aucun travail abandonné n’a le numéro {id}");
            say!("{id} : recommence");
        }
        Job::Drop { id } => {
            let found = backstage.drop_job(JobId(id)).await?;
            anyhow::ensure!(found, "aucun travail abandonné n’a le numéro {id}");
            say!("{id} : supprimé");
        }
    }
    Ok(())
}
