//! Joining: the staff of a portal, a school's account, or the operators. An invitation is a mailed
//! link whose payload says who is invited and as what; the account is made, or found, when it is accepted.
//!
//! `staff`, `school` and `operators` say what each invitation gives; `by_manager` sends and withdraws those
//! of a school, `instead` says what came in place of one. To add a kind: a file beside
//! them with its payload, and a variant of [`InvitedAs`].

mod by_manager;
mod instead;
pub mod jobs;
mod operators;
mod school;
mod staff;

use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, Set};

pub use by_manager::{Invited, OpenInvitation};
pub use operators::{InvitedOperator, OpenOperatorInvitation, OperatorInvitation};
pub use school::SchoolInvitation;
pub use staff::{Inviter, StaffInvitation};

use crate::Fault;
use crate::accounts::{
    Identity, LinkState, Mailed, MembershipRole, Title, name_key, refuses_links,
};
use crate::entity::{accounts, mailed_links};
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::operators::OperatorRole;
use crate::passwords::{PasswordRefused, check};
use crate::sessions::{Arriving, SignedIn};
use crate::staff::{StaffRefused, StaffRole};
use crate::store::{Scope, Tx};
use crate::tenancy::Shared;
use crate::text::{Name, Position};

/// As what somebody is invited.
#[derive(Clone, Debug)]
pub enum InvitedAs {
    /// On the staff of the portal.
    Staff(StaffRole),
    /// In a school's account.
    School {
        /// Its name, as listed.
        school: String,
        /// Manager or member.
        role: MembershipRole,
    },
    /// To run the platform.
    Operator(OperatorRole),
}

/// What the page of an invitation shows.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// The login that is invited.
    pub login: String,
    /// As what.
    pub role: InvitedAs,
    /// Whether she has a proved account and keeps its password.
    pub known: bool,
    /// Characters that a new password must have, at least.
    pub minimum: usize,
    /// Her name as whoever invited her, or she herself, has given it; hers to correct.
    pub last_name: String,
    /// The same.
    pub first_name: String,
    /// What she does; the same.
    pub position: String,
}

/// What somebody new says of herself. Who is known says nothing.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// « Civilité ».
    pub title: Title,
    /// Family name.
    pub last_name: Name,
    /// First name.
    pub first_name: Name,
    /// « Fonction »; `None`: the invitation says it.
    pub position: Option<Position>,
    /// As typed.
    pub password: String,
}

/// Who joined.
#[derive(Clone, Debug)]
pub struct Joined {
    /// Who.
    pub account: AccountId,
    /// Her session: whoever chose a password just now is in. `None`: she keeps the one that she has, and signs
    /// in by it.
    pub opened: Option<SignedIn>,
}

/// Why nobody joined.
#[derive(Debug)]
pub enum JoinRefused {
    /// The invitation does not open.
    Link(LinkState),
    /// Names and a password are needed.
    NewcomerNeeded,
    /// Another password is needed; the link was not used.
    Password(PasswordRefused),
    /// She is the only administrator of the lycée and would be none; the link was not used.
    LastAdmin,
    /// The unexpected.
    Fault(Fault),
}

refuses_links!(JoinRefused);

impl From<StaffRefused> for JoinRefused {
    fn from(refused: StaffRefused) -> Self {
        match refused {
            StaffRefused::LastAdmin => Self::LastAdmin,
            StaffRefused::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl InvitationView {
    fn new(login: String, role: InvitedAs, known: bool, minimum: usize) -> Self {
        Self {
            login,
            role,
            known,
            minimum,
            last_name: String::new(),
            first_name: String::new(),
            position: String::new(),
        }
    }
}

impl Shared {
    /// Checks and hashes before the transaction: hashing is slow on purpose. `None`: she is known, and
    /// keeps what she has.
    async fn prepare(
        &self,
        view: &InvitationView,
        newcomer: Option<Newcomer>,
        position: &str,
    ) -> Result<Option<Entry>, JoinRefused> {
        if view.known {
            return Ok(None);
        }
        let newcomer = newcomer.ok_or(JoinRefused::NewcomerNeeded)?;
        let about: [&str; 3] = [&view.login, &newcomer.last_name, &newcomer.first_name];
        check(&newcomer.password, view.minimum, &about).map_err(JoinRefused::Password)?;
        let hash = self.passwords.hash(&newcomer.password).await?;
        let says_position = newcomer.position.is_some();
        let position = match newcomer.position {
            Some(position) => position,
            None => Position::parse(position)
                .map_err(|_| Fault::Damaged(format!("position of {}", view.login)))?,
        };
        let who = Identity {
            title: newcomer.title,
            last_name: newcomer.last_name,
            first_name: newcomer.first_name,
            position,
            phone: None,
        };
        Ok(Some(Entry { who, says_position, hash }))
    }
}

/// A newcomer, with her password hashed.
struct Entry {
    who: Identity,
    /// She said what she does: it takes the place of what was known.
    says_position: bool,
    hash: String,
}

/// Who joins.
#[derive(Clone, Copy)]
struct Entered {
    account: AccountId,
    /// Her password is the one that she typed just now.
    chose: bool,
}

impl<S: Scope> Tx<'_, S> {
    /// The account of an invited login: the one that exists, or a new one. Who reads the invitation has proved the
    /// mailbox. Of several who do so at the same moment the first one's words and password stay; `anew`: those of
    /// whoever comes now do, in any case. A closed account opens nothing, and the link is used up; one that became
    /// one with another leads to that one.
    async fn enter(
        &self,
        login: &str,
        (entry, anew): (Option<&Entry>, bool),
        host: &str,
    ) -> Result<Entered, JoinRefused> {
        let created = match entry {
            Some(entry) => self.create_account(login, entry).await?,
            None => None,
        };
        let account = self.held_account(login).await?.filter(|held| held.disabled_at.is_none());
        let Some(account) = account else {
            return Err(self.keep(JoinRefused::Link(LinkState::Replaced)));
        };
        let proved = account.confirmed_at.is_some() && self.guards().sign_up;
        let chosen = entry.filter(|_| anew || !proved);
        if let Some(entry) = chosen.filter(|_| created.is_none()) {
            self.rename(account.id, entry).await?;
            self.set_password(&account, &entry.hash, None, host).await?;
        }
        self.prove(account.id).await?;
        Ok(Entered { account: account.id, chose: chosen.is_some() })
    }

    /// Makes the account of a login, unless there is one.
    async fn create_account(&self, login: &str, entry: &Entry) -> Result<Option<AccountId>, Fault> {
        if self.account_by_login(login).await?.is_some() {
            return Ok(None);
        }
        let id: AccountId = self.id();
        let row = self.account_row(login, &entry.who, Some(&entry.hash));
        let row = accounts::ActiveModel { id: Set(id), ..row };
        // Another invitation may make it at this moment.
        let known = OnConflict::column(accounts::Column::Login).do_nothing().to_owned();
        self.insert_missing_shared(vec![row], known).await?;
        if self.account(id).await?.is_none() {
            return Ok(None);
        }
        self.record(Actor::Account(id), None, Event::AccountCreated { account: id }).await?;
        Ok(Some(id))
    }

    /// The account to which a login leads, which nobody changes until the end of the transaction.
    async fn held_account(&self, login: &str) -> Result<Option<accounts::Model>, Fault> {
        let same = self.shared::<accounts::Entity>().filter(accounts::Column::Login.eq(login));
        match self.one(same.lock(LockType::NoKeyUpdate)).await? {
            Some(accounts::Model { merged_into: Some(other), .. }) => {
                let other =
                    self.shared::<accounts::Entity>().filter(accounts::Column::Id.eq(other));
                self.one(other.lock(LockType::NoKeyUpdate)).await
            }
            own => Ok(own),
        }
    }

    /// Lets somebody in, in the browser where she chose her password.
    async fn welcome(
        &self,
        Entered { account, chose }: Entered,
        (host, arriving): (&str, Arriving<'_>),
    ) -> Result<Joined, Fault> {
        let opened = match chose {
            true => Some(self.let_in(account, host, arriving).await?),
            false => None,
        };
        Ok(Joined { account, opened })
    }

    async fn rename(&self, account: AccountId, entry: &Entry) -> Result<(), Fault> {
        let who = &entry.who;
        let position = match entry.says_position {
            true => Set(who.position.to_string()),
            false => sea_orm::NotSet,
        };
        let change = self.set(accounts::ActiveModel {
            id: Set(account),
            title: Set(who.title),
            last_name: Set(who.last_name.to_string()),
            first_name: Set(who.first_name.to_string()),
            name_key: Set(Some(name_key(&who.last_name, &who.first_name))),
            position,
            ..Default::default()
        });
        self.run(change).await.map(drop)
    }

    /// Ends the other links of an invitation that was accepted: the mailed one, the printed one.
    async fn end_invitations<M: Mailed>(
        &self,
        host: &str,
        is_same: impl Fn(&M) -> bool,
    ) -> Result<(), Fault> {
        let query = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::Purpose.eq(M::PURPOSE))
            .filter(mailed_links::Column::Host.eq(host))
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()));
        let open = self.all(query).await?;
        let same = |link: &&mailed_links::Model| {
            serde_json::from_str(&link.payload).is_ok_and(|says| is_same(&says))
        };
        let change = self
            .ending_links()
            .filter(mailed_links::Column::Id.is_in(open.iter().filter(same).map(|link| link.id)));
        self.run(change).await.map(drop)
    }
}
