//! A school asks, proves its mailbox, and is accepted or refused.

use education::Uai;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::{SendApplicationProof, TellApplicationRefused};
use super::{ApplicationState, FORGOTTEN_AFTER, NewApplication, PROOF_LIFE, SchoolApplication};
use crate::accounts::links::{LinkOrder, state};
use crate::accounts::{
    LinkPurpose, LinkState, MembershipRole, SchoolAnswer, SchoolInvitation, schools,
};
use crate::directory::added_by_hand;
use crate::entity::school_applications;
use crate::entity::schools as rows;
use crate::history::{Actor, Event};
use crate::ids::ApplicationId;
use crate::random::Token;
use crate::store::{Tx, Whole};
use crate::tenancy::Person;
use crate::{Backstage, Fault};

/// What became of a request.
#[derive(Clone, Debug)]
pub enum Applied {
    /// It is kept; a mail leaves to prove the mailbox.
    Sent(ApplicationId),
    /// There is another way for this school: what the directory answers.
    School(Box<SchoolAnswer>),
}

/// What became of a proof.
#[derive(Clone, Debug)]
pub enum Proved {
    /// An operator will look at it.
    Done(Box<SchoolApplication>),
    /// The link does not open.
    Link(LinkState),
}

/// What became of a decision.
#[derive(Clone, Debug)]
pub enum Decided {
    /// Done; the applicant is told by mail.
    Done,
    /// Somebody decided already, or the applicant asked again.
    TooLate,
    /// The school has another way in by now: what the directory answers.
    School(Box<SchoolAnswer>),
}

impl Backstage {
    /// Asks for an account by hand, from `host`.
    pub async fn apply(
        &self,
        uai: Uai,
        new: &NewApplication,
        host: &str,
    ) -> Result<Applied, Fault> {
        self.write(async |tx| {
            let answer = schools::answer(tx, uai).await?;
            if !is_by_hand(&answer) {
                return Ok(Applied::School(Box::new(answer)));
            }
            let id: ApplicationId = tx.id();
            tx.insert_shared(row(tx, id, uai, new, host)).await?;
            tx.enqueue(&SendApplicationProof { application: id })
                .await?;
            Ok(Applied::Sent(id))
        })
        .await
    }

    /// Mints the link that proves the mailbox, when its mail leaves. Proved or gone: no mail.
    pub async fn mint_application_proof(
        &self,
        id: ApplicationId,
    ) -> Result<Option<(SchoolApplication, Token)>, Fault> {
        self.write(async |tx| {
            let found = tx.application(id).await?;
            let Some(application) = found.filter(|one| one.state == ApplicationState::Unproved)
            else {
                return Ok(None);
            };
            let token = tx
                .mint(LinkOrder {
                    purpose: LinkPurpose::ProveApplication,
                    account: None,
                    host: &application.host,
                    payload: id.to_string(),
                    life: PROOF_LIFE,
                })
                .await?;
            Ok(Some((application, token)))
        })
        .await
    }

    /// The application that a link proves, and what the link is worth, without using it.
    pub async fn application_behind(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<(LinkState, Option<SchoolApplication>), Fault> {
        self.read(async |tx| {
            let purpose = LinkPurpose::ProveApplication;
            let Some(link) = tx.link(purpose, token, host).await? else {
                return Ok((LinkState::Unknown, None));
            };
            Ok((
                state(&link, tx.now()),
                tx.application_of(&link.payload).await?,
            ))
        })
        .await
    }

    /// Proves the applicant's mailbox: from now on operators see the application. What she had
    /// asked before for the same school is replaced.
    pub async fn prove_application(&self, token: &Token, host: &str) -> Result<Proved, Fault> {
        self.write(async |tx| {
            let purpose = LinkPurpose::ProveApplication;
            let link = match tx.take_link(purpose, token, host).await? {
                Ok(link) => link,
                Err(state) => return Ok(Proved::Link(state)),
            };
            let Some(application) = tx.application_of(&link.payload).await? else {
                return Ok(Proved::Link(LinkState::Unknown));
            };
            tx.replace_older(&application).await?;
            let proved = school_applications::ActiveModel {
                state: Set(ApplicationState::Waiting),
                proved_at: Set(Some(tx.now())),
                ..Default::default()
            };
            if !tx
                .step_application(application.id, ApplicationState::Unproved, proved)
                .await?
            {
                return Ok(Proved::Link(LinkState::Used));
            }
            let event = Event::SchoolApplied {
                application: application.id,
            };
            tx.record(Actor::System, Some(application.uai), event)
                .await?;
            Ok(Proved::Done(Box::new(application)))
        })
        .await
    }

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
            if !tx
                .decide_application(id, ApplicationState::Accepted, None, operator)
                .await?
            {
                return Ok(Decided::TooLate);
            }
            let actor = Actor::Operator(operator.account);
            if matches!(answer, SchoolAnswer::Unknown { .. }) {
                tx.add_school(&application).await?;
            }
            let event = Event::ApplicationAccepted { application: id };
            tx.record(actor, Some(application.uai), event).await?;
            tx.invite_to_school(actor, &invitation(&application))
                .await?;
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
            if !tx
                .decide_application(id, state, Some(reason), operator)
                .await?
            {
                return Ok(Decided::TooLate);
            }
            let event = Event::ApplicationRefused { application: id };
            let actor = Actor::Operator(operator.account);
            tx.record(actor, Some(application.uai), event).await?;
            tx.enqueue(&TellApplicationRefused { application: id })
                .await?;
            Ok(Decided::Done)
        })
        .await
    }

    /// An application, for its mail.
    pub async fn application(&self, id: ApplicationId) -> Result<Option<SchoolApplication>, Fault> {
        self.read(async |tx| tx.application(id).await).await
    }

    /// Forgets the applications whose mailbox nobody proved. For a daily broom.
    pub async fn sweep_applications(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let gone = tx
                .delete_shared::<school_applications::Entity>()
                .filter(school_applications::Column::State.eq(ApplicationState::Unproved))
                .filter(school_applications::Column::CreatedAt.lt(tx.now() - FORGOTTEN_AFTER))
                .exec(tx.db())
                .await?;
            Ok(gone.rows_affected)
        })
        .await
    }
}

/// Whether a school can come in by hand only.
fn is_by_hand(answer: &SchoolAnswer) -> bool {
    matches!(
        answer,
        SchoolAnswer::NoMailbox(_) | SchoolAnswer::Unknown { .. }
    )
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

fn row(
    tx: &Tx<'_, Whole>,
    id: ApplicationId,
    uai: Uai,
    new: &NewApplication,
    host: &str,
) -> school_applications::ActiveModel {
    let (school, who) = (&new.school, &new.applicant);
    school_applications::ActiveModel {
        id: Set(id),
        uai: Set(uai.to_string()),
        academy: Set(school.academy.clone()),
        kind: Set(school.kind.as_str().to_owned()),
        name: Set(school.name.clone()),
        address: Set(school.address.clone()),
        postal_code: Set(school.postal_code.clone()),
        city: Set(school.city.clone()),
        title: Set(who.title),
        last_name: Set(who.last_name.clone()),
        first_name: Set(who.first_name.clone()),
        position: Set(who.position.clone()),
        mail: Set(new.mail.clone()),
        phone: Set(who.phone.clone()),
        host: Set(host.to_owned()),
        state: Set(ApplicationState::Unproved),
        created_at: Set(tx.now()),
        ..Default::default()
    }
}

impl<S: crate::store::Scope> Tx<'_, S> {
    /// The application that a link's payload names.
    async fn application_of(&self, payload: &str) -> Result<Option<SchoolApplication>, Fault> {
        match payload.parse() {
            Ok(id) => self.application(id).await,
            Err(_) => Ok(None),
        }
    }

    /// Takes an application from one state to another. `false`: it was elsewhere.
    async fn step_application(
        &self,
        id: ApplicationId,
        from: ApplicationState,
        to: school_applications::ActiveModel,
    ) -> Result<bool, Fault> {
        let done = self
            .update_shared::<school_applications::Entity>()
            .set(to)
            .filter(school_applications::Column::Id.eq(id))
            .filter(school_applications::Column::State.eq(from))
            .exec(self.db())
            .await?;
        Ok(done.rows_affected == 1)
    }

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
        self.step_application(id, ApplicationState::Waiting, decided)
            .await
    }

    async fn replace_older(&self, newer: &SchoolApplication) -> Result<(), Fault> {
        self.update_shared::<school_applications::Entity>()
            .set(school_applications::ActiveModel {
                state: Set(ApplicationState::Replaced),
                ..Default::default()
            })
            .filter(school_applications::Column::Uai.eq(newer.uai.to_string()))
            .filter(school_applications::Column::Mail.eq(&newer.mail))
            .filter(school_applications::Column::State.eq(ApplicationState::Waiting))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Writes the school into the directory as it was described, unless it came in meanwhile.
    async fn add_school(&self, application: &SchoolApplication) -> Result<(), Fault> {
        let row = added_by_hand(application.uai, &application.school, self.now());
        let known = OnConflict::column(rows::Column::Uai)
            .do_nothing()
            .to_owned();
        Ok(self.insert_missing_shared(vec![row], known).await?)
    }
}
