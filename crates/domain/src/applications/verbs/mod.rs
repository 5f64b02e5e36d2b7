//! A school asks, proves its mailbox, and is accepted or refused.
//!
//! | file | holds |
//! |---|---|
//! | `applicant` | what she does: ask, prove |
//! | `operator` | what is decided: accept, refuse |

mod applicant;
mod operator;

use sea_orm::{ColumnTrait, QueryFilter};

use super::{ApplicationState, FORGOTTEN_AFTER, SchoolApplication};
use crate::Fault;
use crate::entity::school_applications;
use crate::fault::holds_fault;
use crate::ids::ApplicationId;
use crate::signup::SchoolAnswer;
use crate::store::{Scope, Tx};
use crate::tenancy::Worker;

/// Why nothing was asked.
#[derive(Debug)]
pub enum ApplicationRefused {
    /// There is another way for this school: what the directory answers.
    School(Box<SchoolAnswer>),
    /// The unexpected.
    Fault(Fault),
}

/// Why an operator's verdict does not hold.
#[derive(Debug)]
pub enum VerdictRefused {
    /// Somebody decided already, or the applicant asked again.
    TooLate,
    /// The school has another way in by now: what the directory answers.
    School(Box<SchoolAnswer>),
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(ApplicationRefused, VerdictRefused);

impl Worker {
    /// An application, for its mail.
    pub async fn application(&self, id: ApplicationId) -> Result<Option<SchoolApplication>, Fault> {
        self.read(async |tx| tx.application(id).await).await
    }

    /// Forgets the applications whose mailbox nobody proved. For a daily broom.
    pub async fn sweep_applications(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let change = tx
                .delete_shared::<school_applications::Entity>()
                .filter(school_applications::Column::State.eq(ApplicationState::Unproved))
                .filter(school_applications::Column::CreatedAt.lt(tx.now() - FORGOTTEN_AFTER));
            tx.run(change).await
        })
        .await
    }
}

/// Whether a school can come in by hand only.
fn is_by_hand(answer: &SchoolAnswer) -> bool {
    matches!(
        answer,
        SchoolAnswer::Ready { .. } | SchoolAnswer::NoMailbox(_) | SchoolAnswer::Unknown { .. }
    )
}

impl<S: Scope> Tx<'_, S> {
    /// Takes an application from one state to another. `false`: it was elsewhere.
    async fn step_application(
        &self,
        from: ApplicationState,
        to: school_applications::ActiveModel,
    ) -> Result<bool, Fault> {
        let change = self.set(to).filter(school_applications::Column::State.eq(from));
        self.change(change).await
    }
}
