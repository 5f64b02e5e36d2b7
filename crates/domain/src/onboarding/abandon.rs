//! A draft that is given up is gone at once, with its invitations; its address is free.

use super::StepRefused;
use crate::erasure::{Ending, PortalEnd};
use crate::fault::anew;
use crate::ids::TenantId;
use crate::tenancy::FullOperator;
use crate::text::Reason;

impl FullOperator {
    /// Erases a draft. What is kept of it are its name, its address, the reason and how much went.
    pub async fn abandon_draft(&self, id: TenantId, reason: &Reason) -> Result<(), StepRefused> {
        anew(|| self.try_abandon(id, reason)).await?;
        self.forget_portals();
        Ok(())
    }

    async fn try_abandon(&self, id: TenantId, reason: &Reason) -> Result<(), StepRefused> {
        self.store
            .write(id, async |tx| {
                let draft = tx.held_draft(None).await?;
                let ending = Ending {
                    why: PortalEnd::Abandoned,
                    reason: Some(reason.to_string()),
                    by: Some(self.person().account),
                    archived_at: None,
                };
                Ok::<_, StepRefused>(tx.erase_portal(self, &draft, ending).await?)
            })
            .await
    }
}
