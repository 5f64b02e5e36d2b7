//! The first manager of a portal that is being prepared, and the mail that an operator sends herself from it.

use super::jobs::SendTrial;
use super::{Step, StepRefused};
use crate::Fault;
use crate::fault::holds_fault;
use crate::ids::TenantId;
use crate::invitations::StaffInvitation;
use crate::staff::StaffRole;
use crate::tenancy::FullOperator;

/// Why nobody was invited.
#[derive(Debug)]
pub enum InviteRefused {
    /// The directory knows no mailbox of the school.
    NoMailbox,
    /// The portal is not there, or no draft any more.
    Step(StepRefused),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(InviteRefused);

impl From<StepRefused> for InviteRefused {
    fn from(refused: StepRefused) -> Self {
        match refused {
            StepRefused::Fault(fault) => Self::Fault(fault),
            refused => Self::Step(refused),
        }
    }
}

impl FullOperator {
    /// Invites the school's own mailbox to administer the draft. Asked again, the newer invitation takes the place of
    /// the older one. To which mailbox.
    pub async fn invite_first_manager(&self, id: TenantId) -> Result<String, InviteRefused> {
        self.store
            .write(id, async |tx| {
                let row = tx.held_draft(None).await?;
                let school = tx.listed_school(row.uai.0).await?.ok_or(InviteRefused::NoMailbox)?;
                let mailbox = school.mailbox();
                let mailbox = mailbox.address().ok_or(InviteRefused::NoMailbox)?;
                let invitation = StaffInvitation::new(mailbox, StaffRole::Admin);
                let host = self.host_of(row.custom_host.clone(), &row.slug);
                tx.invite_staff(&host, &invitation, self.actor()).await?;
                tx.note(self, &row, Step::Manager).await?;
                Ok(invitation.login)
            })
            .await
    }

    /// Mails the operator herself what the portal would send.
    pub async fn send_trial(&self, id: TenantId) -> Result<(), StepRefused> {
        self.store
            .write(id, async |tx| {
                let row = tx.held_draft(None).await?;
                tx.enqueue(&SendTrial { login: self.person().login.clone() }).await?;
                tx.note(self, &row, Step::Trial).await
            })
            .await
    }
}
