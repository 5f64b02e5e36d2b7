//! She types another address; she thinks better of it.

use education::mailboxes::normalise;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::{LOGIN_CHANGE_LIFE, LoginSide, LoginWishRefused, PendingLogin};
use crate::Fault;
use crate::accounts::{LinkPurpose, MembershipRole};
use crate::directory::{School, check_mailbox};
use crate::entity::{accounts, login_changes, memberships};
use crate::history::Event;
use crate::ids::{AccountId, LoginChangeId};
use crate::login_change::jobs::SendLoginChangeLink;
use crate::store::{Scope, Tx};
use crate::tenancy::AccountHolder;

impl AccountHolder {
    /// The change of login that a person has begun, if it can still be finished.
    pub async fn pending_login_change(&self) -> Result<Option<PendingLogin>, Fault> {
        self.read(async |tx| {
            let wanted = tx.login_change_of(self.person.account).await?;
            Ok(wanted.filter(|row| row.expires_at > tx.now()).map(PendingLogin::from))
        })
        .await
    }

    /// The school whose official mailbox is the person's login and which she manages: while she
    /// does, her login stays. `None`: she may change it.
    pub async fn official_school(&self) -> Result<Option<String>, Fault> {
        self.read(async |tx| tx.official_school(&self.row(tx).await?).await).await
    }

    /// Asks for another login: two mails leave. A wish from before is forgotten.
    pub async fn ask_login_change(
        &self,
        mailbox: &str,
        host: &str,
    ) -> Result<(), LoginWishRefused> {
        let new = normalise(mailbox);
        self.write(async |tx| {
            let account = self.row(tx).await?;
            if new == account.login {
                return Err(LoginWishRefused::Same);
            }
            if let Some(school) = tx.official_school(&account).await? {
                return Err(LoginWishRefused::Official { school });
            }
            if !tx.may_be_login(account.id, &new).await? {
                return Err(LoginWishRefused::NotAcademic);
            }
            tx.forget_login_change(account.id).await?;
            let change: LoginChangeId = tx.id();
            let row = login_changes::ActiveModel {
                id: Set(change),
                account_id: Set(account.id),
                old_login: Set(account.login),
                new_login: Set(new.clone()),
                old_proved_at: Set(None),
                new_proved_at: Set(None),
                created_at: Set(tx.now()),
                expires_at: Set(tx.now() + LOGIN_CHANGE_LIFE),
            };
            tx.insert_shared(row).await?;
            let jobs = [LoginSide::Old, LoginSide::New].map(|side| SendLoginChangeLink {
                change,
                side,
                host: host.to_owned(),
            });
            tx.enqueue_all(&jobs).await?;
            let event = Event::LoginChangeAsked { account: account.id };
            tx.record(self.actor(), None, event).await?;
            Ok(())
        })
        .await
    }

    /// She keeps her login: the links that left do not open any more.
    pub async fn cancel_login_change(&self) -> Result<(), Fault> {
        let account = self.person.account;
        self.write(async |tx| {
            if tx.login_change_of(account).await?.is_none() {
                return Ok(());
            }
            tx.forget_login_change(account).await?;
            let event = Event::LoginChangeCancelled { account };
            tx.record(self.actor(), None, event).await
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    async fn login_change_of(
        &self,
        account: AccountId,
    ) -> Result<Option<login_changes::Model>, Fault> {
        let query = self
            .shared::<login_changes::Entity>()
            .filter(login_changes::Column::AccountId.eq(account));
        self.one(query).await
    }

    /// Forgets the change of an account, with its links.
    pub(super) async fn forget_login_change(&self, account: AccountId) -> Result<(), Fault> {
        let change = self
            .delete_shared::<login_changes::Entity>()
            .filter(login_changes::Column::AccountId.eq(account));
        self.run(change).await?;
        self.end_links(LinkPurpose::AllowLoginChange, account).await?;
        self.end_links(LinkPurpose::ConfirmLoginChange, account).await
    }

    /// Name of the school whose official mailbox is this account's login, if she manages it.
    pub(super) async fn official_school(
        &self,
        account: &accounts::Model,
    ) -> Result<Option<String>, Fault> {
        let schools = self.schools_served(account.id, Some(MembershipRole::Manager)).await?;
        Ok(schools
            .into_iter()
            .find(|school| school.mailbox().address() == Some(account.login.as_str()))
            .map(|school| school.listed.name))
    }

    /// Who acts for a school has an address of her work, by the rule of access requests; the staff of
    /// a lycée and operators were invited by whatever address they have.
    async fn may_be_login(&self, account: AccountId, mailbox: &str) -> Result<bool, Fault> {
        let schools = self.schools_served(account, None).await?;
        let fits = |school: &School| check_mailbox(school, mailbox).is_ok();
        Ok(schools.is_empty() || schools.iter().any(fits))
    }

    async fn schools_served(
        &self,
        account: AccountId,
        role: Option<MembershipRole>,
    ) -> Result<Vec<School>, Fault> {
        let mut places = self.places_of(account);
        if let Some(role) = role {
            places = places.filter(memberships::Column::Role.eq(role));
        }
        let mut schools = Vec::new();
        for place in self.all(places).await? {
            schools.extend(self.listed_school(*place.uai).await?);
        }
        Ok(schools)
    }
}
