//! The link is asked for, mailed to the school's own mailbox, and opens the form once.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use super::jobs::SendPortalForm;
use super::{FORM_LIFE, MayHost, PortalRequest, PortalWish, RequestState, may_host};
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkRefused, LinkState, Mailed};
use crate::directory::School;
use crate::entity::portal_requests;
use crate::history::{Actor, Event};
use crate::ids::{PortalRequestId, SchoolId};
use crate::random::Token;
use crate::tenancy::{Doors, Worker};

/// The link by which whoever reads a lycée's mailbox asks for its portal.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct PortalForm(Uai);

impl Mailed for PortalForm {
    const PURPOSE: LinkPurpose = LinkPurpose::PortalForm;
}

impl Doors {
    /// Whether a school may ask for a portal.
    pub async fn may_host(&self, uai: Uai) -> Result<MayHost, Fault> {
        self.read(async |tx| may_host(tx, uai, self).await).await
    }

    /// Asks for the mail with the link, where the school may have a portal. What it may.
    pub async fn ask_for_portal(&self, uai: Uai) -> Result<MayHost, Fault> {
        self.write(async |tx| {
            let may = may_host(tx, uai, self).await?;
            if matches!(may, MayHost::Ready { .. }) {
                let order = SendPortalForm { school: uai, host: self.host.clone() };
                tx.enqueue(&order).await?;
            }
            Ok(may)
        })
        .await
    }

    /// The school of a link, and what the link is worth, without using it.
    pub async fn portal_form(&self, token: &Token) -> Result<(LinkState, Option<School>), Fault> {
        self.read(async |tx| match tx.peek::<PortalForm>(token, &self.host).await? {
            Some(link) => Ok((link.state, tx.listed_school(link.says.0).await?)),
            None => Ok((LinkState::Unknown, None)),
        })
        .await
    }

    /// Asks for a portal by a mailed link, which opens once. What the school asked for before is replaced.
    pub async fn request_portal(
        &self,
        token: &Token,
        wish: &PortalWish,
    ) -> Result<PortalRequestId, LinkRefused> {
        self.write(async |tx| {
            let uai = tx.take::<PortalForm>(token, &self.host).await?.says.0;
            let school = tx.listed_school(uai).await?;
            let mailbox =
                school.as_ref().and_then(|school| school.mailbox().address().map(str::to_owned));
            let Some(mail) = mailbox else {
                return Err(tx.keep(LinkRefused::Link(LinkState::Replaced)));
            };
            let replaced = portal_requests::ActiveModel {
                state: Set(RequestState::Replaced),
                decided_at: Set(Some(tx.now())),
                ..Default::default()
            };
            let older = tx
                .update_shared::<portal_requests::Entity>()
                .set(replaced)
                .filter(portal_requests::Column::Uai.eq(SchoolId(uai)))
                .filter(portal_requests::Column::State.eq(RequestState::Waiting));
            tx.run(older).await?;
            let id: PortalRequestId = tx.id();
            let who = &wish.who;
            tx.insert_shared(portal_requests::ActiveModel {
                id: Set(id),
                uai: Set(SchoolId(uai)),
                title: Set(who.title),
                last_name: Set(who.last_name.to_string()),
                first_name: Set(who.first_name.to_string()),
                position: Set(who.position.to_string()),
                phone: Set(who.phone.clone()),
                mail: Set(mail),
                wish: Set(wish.name.to_string()),
                words: Set(wish.words.as_ref().map(ToString::to_string).unwrap_or_default()),
                state: Set(RequestState::Waiting),
                reason: Set(None),
                portal: Set(None),
                created_at: Set(tx.now()),
                decided_at: Set(None),
            })
            .await?;
            tx.record(Actor::System, Some(uai), Event::PortalAsked { request: id }).await?;
            Ok(id)
        })
        .await
    }
}

impl Worker {
    /// Mints the link when its mail leaves: the school's name, its mailbox, the secret. `None`: it may not ask any more.
    pub async fn mint_portal_form(
        &self,
        order: &SendPortalForm,
    ) -> Result<Option<(String, String, Token)>, Fault> {
        self.write(async |tx| {
            let MayHost::Ready { school, .. } = may_host(tx, order.school, self).await? else {
                return Ok(None);
            };
            let Some(mailbox) = school.mailbox().address().map(str::to_owned) else {
                return Ok(None);
            };
            let token = tx.mint(&PortalForm(order.school), None, &order.host, FORM_LIFE).await?;
            Ok(Some((school.listed.name, mailbox, token)))
        })
        .await
    }

    /// A request, for its letter.
    pub async fn portal_request(
        &self,
        id: PortalRequestId,
    ) -> Result<Option<PortalRequest>, Fault> {
        self.read(async |tx| {
            Ok(tx.get::<portal_requests::Entity>(id).await?.map(PortalRequest::from))
        })
        .await
    }
}
