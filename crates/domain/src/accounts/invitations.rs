//! Joining: the staff of a portal, or the operators. An invitation is a mailed link whose payload
//! says who is invited and as what; the account is made, or found, when it is accepted.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, QueryFilter, Set};
use serde::{Deserialize, Serialize};

use education::mailboxes::normalise;

use super::jobs::{SendOperatorInvitation, SendStaffInvitation};
use super::links::{INVITATION_LIFE, LinkOrder, state};
use super::password_rules::{OPERATOR_MINIMUM, PASSWORD_MINIMUM, PasswordRefused, check};
use super::{Identity, LinkPurpose, LinkState, Title};
use crate::entity::{accounts, mailed_links, operators, staff};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, TenantId};
use crate::random::Token;
use crate::staff::StaffRole;
use crate::store::{Scope, Tx, Whole};
use crate::{Backstage, Fault, HostSchool, Portal};

/// Somebody is invited to the staff of a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
    /// As what.
    pub role: StaffRole,
}

/// Somebody is invited to run the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorInvitation {
    /// Her mailbox: the login that she will have.
    pub login: String,
}

/// What the page of an invitation shows.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// The login that is invited.
    pub login: String,
    /// As what on the staff; `None`: as an operator.
    pub role: Option<StaffRole>,
    /// Whether she has a proved account and keeps its password.
    pub known: bool,
    /// Characters that a new password must have, at least.
    pub minimum: usize,
}

/// What somebody new says of herself. Who is known says nothing.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// « Civilité ».
    pub title: Title,
    /// Family name, checked.
    pub last_name: String,
    /// First name, checked.
    pub first_name: String,
    /// As typed.
    pub password: String,
}

/// What became of an invitation.
#[derive(Clone, Debug)]
pub enum Accepted {
    /// She is in.
    Done {
        /// Who.
        account: AccountId,
        /// Her login.
        login: String,
    },
    /// It does not open.
    Link(LinkState),
    /// Names and a password are needed.
    NewcomerNeeded,
    /// Another password is needed; the link was not used.
    Password(PasswordRefused),
}

impl StaffInvitation {
    /// For this mailbox, as this role.
    pub fn new(mailbox: &str, role: StaffRole) -> Self {
        Self {
            login: normalise(mailbox),
            role,
        }
    }
}

impl OperatorInvitation {
    /// For this mailbox.
    pub fn new(mailbox: &str) -> Self {
        Self {
            login: normalise(mailbox),
        }
    }
}

impl HostSchool {
    /// Invites a colleague. `false`: only an administrator may.
    pub async fn invite(&self, invitation: &StaffInvitation) -> Result<bool, Fault> {
        if self.role() != StaffRole::Admin {
            return Ok(false);
        }
        self.portal
            .invite(invitation, self.actor())
            .await
            .map(|()| true)
    }
}

impl Portal {
    /// Invites somebody to the staff, by a command: the mail leaves from its job.
    pub async fn invite_staff(&self, invitation: &StaffInvitation) -> Result<(), Fault> {
        self.invite(invitation, Actor::System).await
    }

    async fn invite(&self, invitation: &StaffInvitation, actor: Actor) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.record(
                actor,
                None,
                Event::StaffInvited {
                    role: invitation.role,
                },
            )
            .await?;
            tx.enqueue(&SendStaffInvitation {
                invitation: invitation.clone(),
            })
            .await
        })
        .await
    }

    /// Mints the secret of an invitation: when its mail leaves, or for a command to print.
    pub async fn mint_staff_invitation(
        &self,
        invitation: &StaffInvitation,
    ) -> Result<Token, Fault> {
        let payload = serde_json::to_string(invitation)?;
        let host = self.host();
        self.write(async |tx| {
            tx.mint(order(LinkPurpose::StaffInvitation, &host, payload))
                .await
        })
        .await
    }

    /// What an invitation to this portal says, if it opens.
    pub async fn staff_invitation(
        &self,
        token: &Token,
    ) -> Result<Result<InvitationView, LinkState>, Fault> {
        let host = self.host();
        self.read(async |tx| {
            match tx
                .open_invitation::<StaffInvitation>(LinkPurpose::StaffInvitation, token, &host)
                .await?
            {
                Ok(StaffInvitation { login, role }) => {
                    let known = tx
                        .account_by_login(&login)
                        .await?
                        .is_some_and(|account| is_active(&account));
                    Ok(Ok(InvitationView {
                        login,
                        role: Some(role),
                        known,
                        minimum: PASSWORD_MINIMUM,
                    }))
                }
                Err(state) => Ok(Err(state)),
            }
        })
        .await
    }

    /// Joins the staff by an invitation.
    pub async fn accept_staff_invitation(
        &self,
        token: &Token,
        newcomer: Option<Newcomer>,
    ) -> Result<Accepted, Fault> {
        let view = match self.staff_invitation(token).await? {
            Ok(view) => view,
            Err(state) => return Ok(Accepted::Link(state)),
        };
        let host = self.host();
        let entry = match (view.known, newcomer) {
            (true, _) => None,
            (false, None) => return Ok(Accepted::NewcomerNeeded),
            (false, Some(newcomer)) => match self.backstage().prepare(&view, newcomer).await? {
                Ok(entry) => Some(entry),
                Err(refused) => return Ok(Accepted::Password(refused)),
            },
        };
        let role = view.role.unwrap_or(StaffRole::Teacher);
        self.write(async |tx| {
            if let Err(state) = tx
                .take_link(LinkPurpose::StaffInvitation, token, &host)
                .await?
            {
                return Ok(Accepted::Link(state));
            }
            let Some(account) = tx
                .enter(&view.login, entry.as_ref(), "Personnel du lycée", &host)
                .await?
            else {
                return Ok(Accepted::Link(LinkState::Unknown));
            };
            tx.put_staff(account, role).await?;
            tx.end_invitations(LinkPurpose::StaffInvitation, &host, &view.login)
                .await?;
            tx.record(
                Actor::Account(account),
                None,
                Event::StaffJoined { account, role },
            )
            .await?;
            Ok(Accepted::Done {
                account,
                login: view.login.clone(),
            })
        })
        .await
    }
}

impl Backstage {
    /// Invites somebody to run the platform: the mail leaves from its job.
    pub async fn invite_operator(&self, invitation: &OperatorInvitation) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.record(Actor::System, None, Event::OperatorInvited)
                .await?;
            tx.enqueue(&SendOperatorInvitation {
                invitation: invitation.clone(),
            })
            .await
        })
        .await
    }

    /// Mints the secret of an invitation to the console: when its mail leaves, or for a command to print.
    pub async fn mint_operator_invitation(
        &self,
        invitation: &OperatorInvitation,
        host: &str,
    ) -> Result<Token, Fault> {
        let payload = serde_json::to_string(invitation)?;
        self.write(async |tx| {
            tx.mint(order(LinkPurpose::OperatorInvitation, host, payload))
                .await
        })
        .await
    }

    /// What an invitation to the console says, if it opens. Operators always choose a new, longer password.
    pub async fn operator_invitation(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Result<InvitationView, LinkState>, Fault> {
        self.read(async |tx| {
            let opened = tx
                .open_invitation::<OperatorInvitation>(LinkPurpose::OperatorInvitation, token, host)
                .await?;
            Ok(opened.map(|OperatorInvitation { login }| InvitationView {
                login,
                role: None,
                known: false,
                minimum: OPERATOR_MINIMUM,
            }))
        })
        .await
    }

    /// Joins the operators by an invitation.
    pub async fn accept_operator_invitation(
        &self,
        token: &Token,
        host: &str,
        newcomer: Newcomer,
    ) -> Result<Accepted, Fault> {
        let view = match self.operator_invitation(token, host).await? {
            Ok(view) => view,
            Err(state) => return Ok(Accepted::Link(state)),
        };
        let entry = match self.prepare(&view, newcomer).await? {
            Ok(entry) => entry,
            Err(refused) => return Ok(Accepted::Password(refused)),
        };
        self.write(async |tx| {
            if let Err(state) = tx
                .take_link(LinkPurpose::OperatorInvitation, token, host)
                .await?
            {
                return Ok(Accepted::Link(state));
            }
            let Some(account) = tx
                .enter(&view.login, Some(&entry), "Exploitant", host)
                .await?
            else {
                return Ok(Accepted::Link(LinkState::Unknown));
            };
            tx.put_operator(account).await?;
            tx.end_invitations(LinkPurpose::OperatorInvitation, host, &view.login)
                .await?;
            tx.record(
                Actor::Operator(account),
                None,
                Event::OperatorJoined { account },
            )
            .await?;
            Ok(Accepted::Done {
                account,
                login: view.login.clone(),
            })
        })
        .await
    }

    /// Checks and hashes before the transaction: hashing is slow on purpose.
    async fn prepare(
        &self,
        view: &InvitationView,
        newcomer: Newcomer,
    ) -> Result<Result<Entry, PasswordRefused>, Fault> {
        let about = [
            view.login.as_str(),
            &newcomer.last_name,
            &newcomer.first_name,
        ];
        if let Err(refused) = check(&newcomer.password, view.minimum, &about) {
            return Ok(Err(refused));
        }
        let hash = self.shared.passwords.hash(&newcomer.password).await?;
        Ok(Ok(Entry {
            title: newcomer.title,
            last_name: newcomer.last_name,
            first_name: newcomer.first_name,
            hash,
        }))
    }
}

/// A newcomer, with her password hashed.
struct Entry {
    title: Title,
    last_name: String,
    first_name: String,
    hash: String,
}

fn order(purpose: LinkPurpose, host: &str, payload: String) -> LinkOrder<'_> {
    LinkOrder {
        purpose,
        account: None,
        host,
        payload,
        life: INVITATION_LIFE,
    }
}

fn is_active(account: &accounts::Model) -> bool {
    account.confirmed_at.is_some() && account.disabled_at.is_none()
}

impl<S: Scope> Tx<'_, S> {
    async fn open_invitation<I: serde::de::DeserializeOwned>(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<Result<I, LinkState>, Fault> {
        let Some(link) = self.link(purpose, token, host).await? else {
            return Ok(Err(LinkState::Unknown));
        };
        Ok(match state(&link, self.now()) {
            LinkState::Valid => Ok(serde_json::from_str(&link.payload)?),
            state => Err(state),
        })
    }

    /// The account of an invited login: the one that exists, or a new one. Who reads the
    /// invitation has proved the mailbox. `None`: the account was disabled.
    async fn enter(
        &self,
        login: &str,
        entry: Option<&Entry>,
        position: &str,
        host: &str,
    ) -> Result<Option<AccountId>, Fault> {
        let known = self.account_by_login(login).await?;
        if known
            .as_ref()
            .is_some_and(|account| account.disabled_at.is_some())
        {
            return Ok(None);
        }
        let account = match (known, entry) {
            (Some(account), entry) => {
                if let Some(entry) = entry {
                    self.rename(account.id, entry).await?;
                    self.set_password(&account, &entry.hash, None, host).await?;
                }
                account.id
            }
            (None, Some(entry)) => {
                let who = Identity {
                    title: entry.title,
                    last_name: entry.last_name.clone(),
                    first_name: entry.first_name.clone(),
                    position: position.to_owned(),
                    phone: None,
                };
                let id: AccountId = self.id();
                let row = self.account_row(login, &who, Some(&entry.hash));
                self.insert_shared(accounts::ActiveModel { id: Set(id), ..row })
                    .await?;
                self.record(
                    Actor::Account(id),
                    None,
                    Event::AccountCreated { account: id },
                )
                .await?;
                id
            }
            (None, None) => return Ok(None),
        };
        self.prove(account).await?;
        Ok(Some(account))
    }

    async fn rename(&self, account: AccountId, entry: &Entry) -> Result<(), Fault> {
        self.update_shared::<accounts::Entity>()
            .set(accounts::ActiveModel {
                title: Set(entry.title),
                last_name: Set(entry.last_name.clone()),
                first_name: Set(entry.first_name.clone()),
                ..Default::default()
            })
            .filter(accounts::Column::Id.eq(account))
            .exec(self.db())
            .await?;
        Ok(())
    }

    /// Ends the other links of an invitation that was accepted: the mailed one, the printed one.
    async fn end_invitations(
        &self,
        purpose: LinkPurpose,
        host: &str,
        login: &str,
    ) -> Result<(), Fault> {
        let open = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::Purpose.eq(purpose))
            .filter(mailed_links::Column::Host.eq(host))
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()))
            .all(self.db())
            .await?;
        // Operators' payloads are read as the part that both kinds have.
        let same = |link: &&mailed_links::Model| {
            serde_json::from_str::<OperatorInvitation>(&link.payload)
                .is_ok_and(|payload| payload.login == login)
        };
        self.update_shared::<mailed_links::Entity>()
            .set(mailed_links::ActiveModel {
                used_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(mailed_links::Column::Id.is_in(open.iter().filter(same).map(|link| link.id)))
            .exec(self.db())
            .await?;
        Ok(())
    }
}

impl Tx<'_, TenantId> {
    /// Puts a person on the staff, or changes her role.
    pub(super) async fn put_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        let changed = self
            .update::<staff::Entity>()
            .set(staff::ActiveModel {
                role: Set(role),
                ..Default::default()
            })
            .filter(staff::Column::AccountId.eq(account))
            .exec(self.db())
            .await?;
        if changed.rows_affected == 0 {
            self.insert(staff::ActiveModel {
                id: Set(self.id()),
                tenant_id: Set(self.tenant_id()),
                account_id: Set(account),
                role: Set(role),
                created_at: Set(self.now()),
            })
            .await?;
        }
        Ok(())
    }
}

impl Tx<'_, Whole> {
    /// Puts a person among the operators, unless she is.
    pub(super) async fn put_operator(&self, account: AccountId) -> Result<(), Fault> {
        let row = operators::ActiveModel {
            account_id: Set(account),
            created_at: Set(self.now()),
        };
        let known = OnConflict::column(operators::Column::AccountId)
            .do_nothing()
            .to_owned();
        Ok(self.insert_missing_shared(vec![row], known).await?)
    }
}
