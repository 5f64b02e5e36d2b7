//! The archive is written; the portal is erased when its time is over.

use domain::archives::jobs::WriteArchive;
use domain::erasure::DueErasure;
use domain::erasure::jobs::ErasePortal;

use super::contents::write;
use super::file::Stop;
use crate::worker::{Done, JobFailure, Run, Work};

impl Run for WriteArchive {
    async fn run(self, work: &Work) -> Done {
        let Some(writing) = work.worker.begin_archive(self.tenant).await? else { return Ok(()) };
        match Box::pin(write(work, &writing)).await {
            Ok(bytes) => {
                tracing::info!(tenant = %self.tenant, bytes, "an archive was written");
                Ok(())
            }
            // It was undone, or another job writes it anew.
            Err(Stop::Lost) => Ok(()),
            Err(Stop::Failed(failure)) => Err(failure),
        }
    }
}

impl Run for ErasePortal {
    async fn run(self, work: &Work) -> Done {
        match work.worker.erase_portal(&self).await? {
            DueErasure::Erased => {
                tracing::info!(tenant = %self.tenant, "a portal was erased");
                Ok(())
            }
            DueErasure::Kept => Ok(()),
            DueErasure::Unwritten => Err(JobFailure::Retry("its archive is not written".into())),
        }
    }
}
