//! What the applicant does: she asks, and proves the mailbox that she gave.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use super::{ApplicationRefused, is_by_hand};
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::applications::jobs::SendApplicationProof;
use crate::applications::{ApplicationState, NewApplication, PROOF_LIFE, SchoolApplication};
use crate::entity::school_applications;
use crate::history::{Actor, Event};
use crate::ids::{ApplicationId, SchoolId};
use crate::random::Token;
use crate::signup::schools;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{Doors, Worker};

/// The link that proves the applicant's mailbox.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct Proof(ApplicationId);

impl Mailed for Proof {
    const PURPOSE: LinkPurpose = LinkPurpose::ProveApplication;
}

impl Worker {
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
            let token = tx.mint(&Proof(id), None, &application.host, PROOF_LIFE).await?;
            Ok(Some((application, token)))
        })
        .await
    }
}

impl Doors {
    /// Asks for an account by hand.
    pub async fn apply(
        &self,
        uai: Uai,
        new: &NewApplication,
    ) -> Result<ApplicationId, ApplicationRefused> {
        self.write(async |tx| {
            let answer = schools::answer(tx, uai).await?;
            if !is_by_hand(&answer) {
                return Err(ApplicationRefused::School(Box::new(answer)));
            }
            let id: ApplicationId = tx.id();
            let row = row(tx, id, uai, new, &self.host);
            tx.insert_shared(row).await?;
            tx.enqueue(&SendApplicationProof { application: id }).await?;
            Ok(id)
        })
        .await
    }

    /// The application that a link proves, and what the link is worth, without using it.
    pub async fn application(
        &self,
        token: &Token,
    ) -> Result<(LinkState, Option<SchoolApplication>), Fault> {
        self.read(async |tx| match tx.peek::<Proof>(token, &self.host).await? {
            Some(link) => {
                let application = tx.application(link.says.0).await?;
                let open =
                    application.as_ref().is_some_and(|one| one.state == ApplicationState::Unproved);
                let state = match link.state {
                    LinkState::Valid if !open => LinkState::Replaced,
                    state => state,
                };
                Ok((state, application))
            }
            None => Ok((LinkState::Unknown, None)),
        })
        .await
    }

    /// Proves the applicant's mailbox: from now on operators see the application. What she had
    /// asked before for the same school is replaced.
    pub async fn prove_application(&self, token: &Token) -> Result<SchoolApplication, LinkRefused> {
        self.write(async |tx| {
            let id = tx.take::<Proof>(token, &self.host).await?.says.0;
            let Some(application) = tx.application(id).await? else {
                return Err(tx.keep(LinkRefused::Link(LinkState::Unknown)));
            };
            tx.replace_older(&application).await?;
            let proved = school_applications::ActiveModel {
                id: Set(id),
                state: Set(ApplicationState::Waiting),
                proved_at: Set(Some(tx.now())),
                ..Default::default()
            };
            if !tx.step_application(ApplicationState::Unproved, proved).await? {
                return Err(tx.keep(LinkRefused::Link(LinkState::Replaced)));
            }
            let event = Event::SchoolApplied { application: id };
            tx.record(Actor::System, Some(application.uai), event).await?;
            Ok(application)
        })
        .await
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
        uai: Set(SchoolId(uai)),
        academy: Set(school.academy.clone()),
        kind: Set(school.kind.as_str().to_owned()),
        name: Set(school.name.to_string()),
        address: Set(school.address.to_string()),
        postal_code: Set(school.postal_code.clone()),
        city: Set(school.city.to_string()),
        title: Set(who.title),
        last_name: Set(who.last_name.to_string()),
        first_name: Set(who.first_name.to_string()),
        position: Set(who.position.to_string()),
        mail: Set(new.mail.clone()),
        phone: Set(who.phone.clone()),
        host: Set(host.to_owned()),
        state: Set(ApplicationState::Unproved),
        created_at: Set(tx.now()),
        ..Default::default()
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn replace_older(&self, newer: &SchoolApplication) -> Result<(), Fault> {
        let change = self
            .update_shared::<school_applications::Entity>()
            .set(school_applications::ActiveModel {
                state: Set(ApplicationState::Replaced),
                ..Default::default()
            })
            .filter(school_applications::Column::Uai.eq(SchoolId(newer.uai)))
            .filter(school_applications::Column::Mail.eq(&newer.mail))
            .filter(school_applications::Column::State.eq(ApplicationState::Waiting));
        self.run(change).await.map(drop)
    }
}
