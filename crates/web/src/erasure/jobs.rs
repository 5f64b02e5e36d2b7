//! What is erased, and what is noted of it beside the backups.

use domain::erasure::Tombstone;
use domain::erasure::jobs::{EraseIdentities, ErasePupil, KeepTombstones};

use crate::worker::{Done, JobFailure, Run, Work};

impl Run for EraseIdentities {
    async fn run(self, work: &Work) -> Done {
        while work.worker.erase_identities(self.tenant, self.through).await? {}
        Ok(())
    }
}

impl Run for ErasePupil {
    async fn run(self, work: &Work) -> Done {
        let bookings = work.worker.erase_pupil(&self).await?;
        tracing::info!(pupil = %self.pupil, bookings, "a pupil was erased");
        Ok(())
    }
}

impl Run for KeepTombstones {
    /// All of them: what another machine could not write is written by whoever can.
    async fn run(self, work: &Work) -> Done {
        let Some(ledger) = work.ledger.clone() else { return Ok(()) };
        let lines: Vec<String> =
            work.worker.all_tombstones().await?.iter().map(Tombstone::line).collect();
        let added = tokio::task::spawn_blocking(move || ledger.add(lines)).await;
        match added {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => {
                Err(JobFailure::Retry(format!("the marks cannot be kept: {}", error.kind())))
            }
            Err(error) => Err(JobFailure::defect(error)),
        }
    }
}
