//! « Ouvrir »: the draft becomes a portal that answers everybody.

use super::jobs::TellOpened;
use super::queries::draft;
use super::{Step, StepRefused};
use crate::Fault;
use crate::fault::holds_fault;
use crate::history::{Event, StateChange};
use crate::ids::TenantId;
use crate::tenancy::{FullOperator, TenantState};
use crate::tenants::{Asked, apply};

/// Why a portal was not opened.
#[derive(Debug)]
pub enum OpenRefused {
    /// These steps are missing.
    Missing(Vec<Step>),
    /// It is no draft, or not the one that was read.
    Step(StepRefused),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(OpenRefused);

impl From<StepRefused> for OpenRefused {
    fn from(refused: StepRefused) -> Self {
        match refused {
            StepRefused::Fault(fault) => Self::Fault(fault),
            refused => Self::Step(refused),
        }
    }
}

impl FullOperator {
    /// Opens a draft that has all it needs and is still what was read, as if a folder had said so; who administers it is
    /// told.
    pub async fn open_lycee(&self, id: TenantId, version: i32) -> Result<(), OpenRefused> {
        self.store
            .write(id, async |tx| {
                let row = tx.held_draft(Some(version)).await?;
                let draft = draft(tx, row.clone(), self).await?;
                let missing = draft.missing();
                if !missing.is_empty() {
                    return Err(OpenRefused::Missing(missing));
                }
                let managers = draft.managers;
                let mut wanted = draft.bundle;
                wanted.spec.state = TenantState::Open;
                let asked = Asked::new(id, &wanted, Some(draft.school), &self.base_domain);
                apply(tx, asked, self.actor()).await.map_err(StepRefused::from)?;
                let opened = StateChange {
                    tenant: id,
                    state: TenantState::Open,
                    reason: "tout ce qu’il lui faut est prêt".to_owned(),
                    from: Some(TenantState::Draft),
                };
                let event = Event::TenantStateSet(opened);
                tx.record(self.actor(), Some(row.uai.0), event).await?;
                let letters = managers.into_iter().map(|login| TellOpened { login });
                tx.enqueue_all(&letters.collect::<Vec<_>>()).await?;
                Ok(())
            })
            .await?;
        self.forget_portals();
        Ok(())
    }
}
