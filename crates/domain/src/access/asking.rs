//! The form is sent, and its mailbox proved. Whoever sends the form learns nothing: the page and
//! the work are the same for everybody, and what there is to say is said to the mailbox.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::{ExpireAccessRequest, SendAccessProof};
use super::{AccessRequest, AccessStatus, LIFE, NewAccessRequest, PROOF_LIFE};
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkRefused, LinkState, Mailed, refuses_links};
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::{AccessRequestId, SchoolId};
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::{Doors, Worker};

/// What is mailed to the address that was typed.
#[derive(Clone, Debug)]
pub enum AccessProof {
    /// The link that proves it.
    Prove(Token),
    /// She acts for this school already: how to sign in.
    AlreadyMember,
    /// Her request is open already.
    AlreadyOpen(Box<AccessRequest>),
    /// Nothing: the account was closed.
    Silence,
}

/// Why a proof made no request.
#[derive(Debug)]
pub enum ProofRefused {
    /// There was one already.
    AlreadyOpen(Box<AccessRequest>),
    /// She acts for this school already.
    AlreadyMember,
    /// The link does not open.
    Link(LinkState),
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(ProofRefused);

impl Mailed for NewAccessRequest {
    const PURPOSE: LinkPurpose = LinkPurpose::AccessRequest;
}

impl Worker {
    /// Mints the link that proves a requester's mailbox, when its mail leaves.
    pub async fn mint_access_proof(
        &self,
        request: &NewAccessRequest,
        host: &str,
    ) -> Result<AccessProof, Fault> {
        self.write(async |tx| {
            if let Some(account) = tx.account_behind(&request.login).await?
                && account.disabled_at.is_some()
            {
                return Ok(AccessProof::Silence);
            }
            if tx.is_member(request).await? {
                return Ok(AccessProof::AlreadyMember);
            }
            if let Some(open) = tx.open_request(request).await? {
                return Ok(AccessProof::AlreadyOpen(Box::new(open)));
            }
            Ok(AccessProof::Prove(tx.mint(request, None, host, PROOF_LIFE).await?))
        })
        .await
    }
}

impl Doors {
    /// « VALIDER LA DEMANDE DE CRÉATION DE COMPTE »: mails the requester, nobody else, from a job.
    pub async fn ask_access(&self, request: &NewAccessRequest) -> Result<(), Fault> {
        self.write(async |tx| {
            let (request, host) = (request.clone(), self.host.clone());
            tx.enqueue(&SendAccessProof { request, host }).await
        })
        .await
    }

    /// What a link that proves says, if it opens. It is not used.
    pub async fn access_proof(&self, token: &Token) -> Result<NewAccessRequest, LinkRefused> {
        self.read(async |tx| Ok(tx.open::<NewAccessRequest>(token, &self.host).await?.says)).await
    }

    /// Proves the requester's mailbox: uses the link. From here on the request exists, and the
    /// managers are told, now or when the day's notifications allow.
    pub async fn prove_access(&self, token: &Token) -> Result<AccessRequest, ProofRefused> {
        self.write(async |tx| {
            let new = tx.take::<NewAccessRequest>(token, &self.host).await?.says;
            if tx.is_member(&new).await? {
                return Err(tx.keep(ProofRefused::AlreadyMember));
            }
            let id = tx.id();
            tx.put_request(id, &new).await?;
            let Some(open) = tx.open_request(&new).await? else {
                return Err(Fault::Damaged("a request that was just written".into()).into());
            };
            if open.id != id {
                return Err(tx.keep(ProofRefused::AlreadyOpen(Box::new(open))));
            }
            let requested = Event::AccessRequested { request: id };
            tx.record(Actor::System, Some(new.uai), requested).await?;
            let expire = ExpireAccessRequest { request: id };
            tx.enqueue_at(open.expires_at, &expire).await?;
            tx.notify_managers(&open).await?;
            Ok(tx.open_request(&new).await?.unwrap_or(open))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether the mailbox acts for the school already.
    async fn is_member(&self, request: &NewAccessRequest) -> Result<bool, Fault> {
        let account = self.account_behind(&request.login).await?;
        let Some(account) = account.filter(|account| account.confirmed_at.is_some()) else {
            return Ok(false);
        };
        Ok(self.membership_of(account.id, request.uai).await?.is_some())
    }

    /// The open request of a mailbox to a school.
    async fn open_request(&self, of: &NewAccessRequest) -> Result<Option<AccessRequest>, Fault> {
        let query = self
            .shared::<access_requests::Entity>()
            .filter(access_requests::Column::OpenKey.eq(open_key(of)));
        Ok(self.one(query).await?.map(AccessRequest::from))
    }
}

impl Tx<'_, Whole> {
    /// Writes a request, unless the mailbox has an open one.
    async fn put_request(&self, id: AccessRequestId, new: &NewAccessRequest) -> Result<(), Fault> {
        let row = access_requests::ActiveModel {
            id: Set(id),
            uai: Set(SchoolId(new.uai)),
            login: Set(new.login.clone()),
            last_name: Set(new.last_name.to_string()),
            first_name: Set(new.first_name.to_string()),
            position: Set(new.position.to_string()),
            status: Set(AccessStatus::Waiting),
            open_key: Set(Some(open_key(new))),
            proved_at: Set(self.now()),
            expires_at: Set(self.now() + LIFE),
            ..Default::default()
        };
        let known = OnConflict::column(access_requests::Column::OpenKey).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await
    }
}

/// One open request by school and mailbox: a unique column holds it.
fn open_key(of: &NewAccessRequest) -> String {
    format!("{} {}", of.uai, of.login)
}
