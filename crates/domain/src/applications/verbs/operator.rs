//! What an operator decides: the school comes in with its first manager, or is told why not.

use sea_orm::Set;
use sea_orm::sea_query::OnConflict;

use super::{Decided, is_by_hand};
use crate::accounts::MembershipRole;
use crate::applications::jobs::TellApplicationRefused;
use crate::applications::{ApplicationState, SchoolApplication};
use crate::directory::added_by_hand;
use crate::entity::school_applications;
use crate::entity::schools as rows;
use crate::history::{Actor, Event};
use crate::ids::ApplicationId;
use crate::invitations::SchoolInvitation;
use crate::signup::{SchoolAnswer, schools};
use crate::store::{Scope, Tx};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

impl Backstage {
    /// Accepts: a school that the directory does not know enters it, and the applicant is invited
    /// as its manager.
    pub async fn accept_application(
        &self,
        id: ApplicationId,
        operator: &Person,
    ) -> Result<Decided, Fault> {
        self.write(async |tx| {
            let Some(application) = tx.application(id).await? else {
                return Ok(Decided::TooLate);
            };
            let answer = schools::answer(tx, application.uai).await?;
            if !is_by_hand(&answer) {
                return Ok(Decided::School(Box::new(answer)));
            }
            if !tx.decide_application(id, ApplicationState::Accepted, None, operator).await? {
                return Ok(Decided::TooLate);
            }
            let actor = Actor::Operator(operator.account);
            if matches!(answer, SchoolAnswer::Unknown { .. }) {
                tx.add_school(&application).await?;
            }
            let event = Event::ApplicationAccepted { application: id };
            tx.record(actor, Some(application.uai), event).await?;
            tx.invite_to_school(actor, &invitation(&application)).await?;
            Ok(Decided::Done)
        })
        .await
    }

    /// Refuses; `reason` is mailed to the applicant.
    pub async fn refuse_application(
        &self,
        id: ApplicationId,
        operator: &Person,
        reason: &str,
    ) -> Result<Decided, Fault> {
        self.write(async |tx| {
            let Some(application) = tx.application(id).await? else {
                return Ok(Decided::TooLate);
            };
            let state = ApplicationState::Refused;
            if !tx.decide_application(id, state, Some(reason), operator).await? {
                return Ok(Decided::TooLate);
            }
            let event = Event::ApplicationRefused { application: id };
            let actor = Actor::Operator(operator.account);
            tx.record(actor, Some(application.uai), event).await?;
            tx.enqueue(&TellApplicationRefused { application: id }).await?;
            Ok(Decided::Done)
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
        ..SchoolInvitation::new(&application.mail, application.uai, MembershipRole::Manager)
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn decide_application(
        &self,
        id: ApplicationId,
        state: ApplicationState,
        reason: Option<&str>,
        operator: &Person,
    ) -> Result<bool, Fault> {
        let decided = school_applications::ActiveModel {
            state: Set(state),
            reason: Set(reason.map(str::to_owned)),
            decided_by: Set(Some(operator.account)),
            decided_at: Set(Some(self.now())),
            ..Default::default()
        };
        self.step_application(id, ApplicationState::Waiting, decided).await
    }

    /// Writes the school into the directory as it was described, unless it came in meanwhile.
    async fn add_school(&self, application: &SchoolApplication) -> Result<(), Fault> {
        let row = added_by_hand(application.uai, &application.school, self.now());
        let known = OnConflict::column(rows::Column::Uai).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}
