//! The rows of a person, as several verbs write and read them: account, membership, proof, address.

use education::Uai;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set,
};

use super::{Addressee, Identity, LinkPurpose, MembershipRole, name_key};
use crate::Fault;
use crate::entity::{accounts, memberships};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, SchoolId};
use crate::store::{Scope, Tx};

/// Accounts that became one with another that are looked at.
const MOST_MERGED: u64 = 20;

impl<S: Scope> Tx<'_, S> {
    /// An account by its id.
    pub(crate) async fn account(&self, id: AccountId) -> Result<Option<accounts::Model>, Fault> {
        self.get::<accounts::Entity>(id).await
    }

    /// An account by its login.
    pub(crate) async fn account_by_login(
        &self,
        login: &str,
    ) -> Result<Option<accounts::Model>, Fault> {
        self.one(self.shared::<accounts::Entity>().filter(accounts::Column::Login.eq(login))).await
    }

    /// The account to which a login leads: its own, or the one that became one with it.
    pub(crate) async fn account_behind(
        &self,
        login: &str,
    ) -> Result<Option<accounts::Model>, Fault> {
        match self.account_by_login(login).await? {
            Some(accounts::Model { merged_into: Some(other), .. }) => self.account(other).await,
            own => Ok(own),
        }
    }

    /// Those of these accounts who can act: proved, and not closed.
    pub(crate) async fn able(
        &self,
        accounts: impl IntoIterator<Item = AccountId>,
    ) -> Result<Vec<accounts::Model>, Fault> {
        let able = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.is_in(accounts))
            .filter(accounts::Column::ConfirmedAt.is_not_null())
            .filter(accounts::Column::DisabledAt.is_null());
        self.all(able).await
    }

    /// The columns of a person, unconfirmed; without id.
    pub(crate) fn account_row(
        &self,
        login: &str,
        who: &Identity,
        hash: Option<&str>,
    ) -> accounts::ActiveModel {
        accounts::ActiveModel {
            login: Set(login.to_owned()),
            title: Set(who.title),
            last_name: Set(who.last_name.to_string()),
            first_name: Set(who.first_name.to_string()),
            name_key: Set(Some(name_key(&who.last_name, &who.first_name))),
            position: Set(who.position.to_string()),
            phone: Set(who.phone.clone()),
            password_hash: Set(hash.map(str::to_owned)),
            confirmed_at: Set(None),
            disabled_at: Set(None),
            password_changed_at: Set(Some(self.now())),
            created_at: Set(self.now()),
            ..Default::default()
        }
    }

    /// A person's places in schools; filter and order them further.
    pub(crate) fn places_of(&self, account: AccountId) -> Select<memberships::Entity> {
        self.shared::<memberships::Entity>().filter(memberships::Column::AccountId.eq(account))
    }

    /// Who acts for a school; filter and order them further.
    pub(crate) fn members_of(&self, uai: Uai) -> Select<memberships::Entity> {
        self.shared::<memberships::Entity>().filter(memberships::Column::Uai.eq(SchoolId(uai)))
    }

    /// What a person is in a school.
    pub(crate) async fn membership_of(
        &self,
        account: AccountId,
        uai: Uai,
    ) -> Result<Option<memberships::Model>, Fault> {
        let hers = memberships::Column::AccountId.eq(account);
        self.one(self.members_of(uai).filter(hers)).await
    }

    /// The account that an account became one with, or itself; it stays so until the end of the transaction.
    pub(crate) async fn stands_for(&self, account: AccountId) -> Result<AccountId, Fault> {
        if !self.guards().merging {
            return Ok(account);
        }
        let same = self.shared::<accounts::Entity>().filter(accounts::Column::Id.eq(account));
        let row = self.one(same.lock(LockType::Share)).await?;
        Ok(row.and_then(|row| row.merged_into).unwrap_or(account))
    }

    /// The accounts that became one with this one, the first ones.
    pub(crate) async fn former_accounts(
        &self,
        account: AccountId,
    ) -> Result<Vec<AccountId>, Fault> {
        let merged = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::MergedInto.eq(account))
            .select_only()
            .column(accounts::Column::Id)
            .limit(MOST_MERGED)
            .into_tuple();
        self.all(merged).await
    }

    /// Of rows of an account, or of the one with which that became one.
    pub(crate) fn is_now(&self, column: impl ColumnTrait, account: AccountId) -> Condition {
        let merged = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.eq(account))
            .filter(accounts::Column::MergedInto.is_not_null())
            .select_only()
            .column(accounts::Column::MergedInto);
        Condition::any()
            .add(column.eq(account))
            .add(column.in_subquery(QueryTrait::into_query(merged)))
    }

    /// Makes a person a member of a school, unless she is.
    pub(crate) async fn put_membership(
        &self,
        account: AccountId,
        uai: Uai,
        role: MembershipRole,
    ) -> Result<(), Fault> {
        let account = self.stands_for(account).await?;
        let row = memberships::ActiveModel {
            id: Set(self.id()),
            account_id: Set(account),
            uai: Set(SchoolId(uai)),
            role: Set(role),
            created_at: Set(self.now()),
        };
        let known = OnConflict::columns([memberships::Column::AccountId, memberships::Column::Uai])
            .do_nothing()
            .to_owned();
        self.insert_missing_shared(vec![row], known).await
    }

    /// The mailbox of an account is proved, if it was not; its other sign-ups and their links end.
    pub(crate) async fn prove(&self, account: AccountId) -> Result<(), Fault> {
        let update = self
            .set(accounts::ActiveModel {
                id: Set(account),
                confirmed_at: Set(Some(self.now())),
                ..Default::default()
            })
            .filter(accounts::Column::ConfirmedAt.is_null());
        let proved = self.change(update).await?;
        self.mailbox_proved(account).await?;
        if self.guards().sign_up {
            self.end_links(LinkPurpose::ConfirmLogin, account).await?;
            self.forget_attempts(account).await?;
        }
        if proved {
            self.record(Actor::Account(account), None, Event::LoginConfirmed { account }).await?;
        }
        Ok(())
    }

    /// A person as a mail addresses her, with the first school that she acts for.
    pub(crate) async fn addressee(&self, account: accounts::Model) -> Result<Addressee, Fault> {
        let query = self.places_of(account.id).order_by_asc(memberships::Column::Id);
        let membership = self.one(query).await?;
        let school = match membership {
            Some(place) => self.listed_school(*place.uai).await?.map(|school| school.listed.name),
            None => None,
        };
        Ok(Addressee {
            account: account.id,
            name: account.display_name(),
            login: account.login,
            position: account.position,
            school: school.unwrap_or_default(),
        })
    }
}
