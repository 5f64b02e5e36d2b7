//! What an operator decides: the school comes in with its first manager, or is told why not.

use sea_orm::Set;
use sea_orm::sea_query::OnConflict;

use super::{VerdictRefused, is_by_hand};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::applications::jobs::TellApplicationRefused;
use crate::applications::{ApplicationState, SchoolApplication};
use crate::directory::added_by_hand;
use crate::entity::school_applications;
use crate::entity::schools as rows;
use crate::history::Event;
use crate::ids::ApplicationId;
use crate::invitations::SchoolInvitation;
use crate::signup::{SchoolAnswer, schools};
use crate::store::{Scope, Tx};
use crate::tenancy::FullOperator;
use crate::text::Reason;

impl FullOperator {
    /// Accepts: a school that the directory does not know enters it, and the applicant is invited
    /// as its manager.
    pub async fn accept_application(&self, id: ApplicationId) -> Result<(), VerdictRefused> {
        self.write(async |tx| {
            let application = tx.application(id).await?.ok_or(VerdictRefused::TooLate)?;
            let answer = schools::answer(tx, application.uai).await?;
            if !is_by_hand(&answer) {
                return Err(VerdictRefused::School(Box::new(answer)));
            }
            tx.decide_application(id, ApplicationState::Accepted, None, self).await?;
            if matches!(answer, SchoolAnswer::Unknown { .. }) {
                tx.add_school(&application).await?;
            }
            let event = Event::ApplicationAccepted { application: id };
            tx.record(self.actor(), Some(application.uai), event).await?;
            Ok(tx.invite_to_school(self.actor(), &invitation(&application)).await?)
        })
        .await
    }

    /// Refuses; `reason` is mailed to the applicant.
    pub async fn refuse_application(
        &self,
        id: ApplicationId,
        reason: &Reason,
    ) -> Result<(), VerdictRefused> {
        self.write(async |tx| {
            let application = tx.application(id).await?.ok_or(VerdictRefused::TooLate)?;
            tx.decide_application(id, ApplicationState::Refused, Some(reason), self).await?;
            let event = Event::ApplicationRefused { application: id };
            tx.record(self.actor(), Some(application.uai), event).await?;
            Ok(tx.enqueue(&TellApplicationRefused { application: id }).await?)
        })
        .await
    }
}

/// The applicant becomes the school's first manager.
fn invitation(application: &SchoolApplication) -> SchoolInvitation {
    SchoolInvitation {
        last_name: application.last_name.clone(),
        first_name: application.first_name.clone(),
        position: application.position.clone(),
        requested: true,
        opens: true,
        ..SchoolInvitation::new(&application.mail, application.uai, MembershipRole::Manager)
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn decide_application(
        &self,
        id: ApplicationId,
        state: ApplicationState,
        reason: Option<&str>,
        operator: &FullOperator,
    ) -> Result<(), VerdictRefused> {
        let decided = school_applications::ActiveModel {
            id: Set(id),
            state: Set(state),
            reason: Set(reason.map(str::to_owned)),
            decided_by: Set(Some(operator.person().account)),
            decided_at: Set(Some(self.now())),
            ..Default::default()
        };
        match self.step_application(ApplicationState::Waiting, decided).await? {
            true => Ok(()),
            false => Err(VerdictRefused::TooLate),
        }
    }

    /// Writes the school into the directory as it was described, unless it came in meanwhile.
    async fn add_school(&self, application: &SchoolApplication) -> Result<(), Fault> {
        let row = added_by_hand(application.uai, &application.school, self.now());
        let known = OnConflict::column(rows::Column::Uai).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}
