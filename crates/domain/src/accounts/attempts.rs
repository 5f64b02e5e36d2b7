//! A sign-up that waits for its mailbox: an attempt of its own, with its own names and password. The
//! account of the mailbox becomes that of one attempt, the one whose link was followed.

use chrono::{DateTime, TimeDelta, Utc};
use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::{Identity, name_key};
use crate::Fault;
use crate::entity::{accounts, sign_ups};
use crate::ids::{AccountId, SchoolId, SignUpId};
use crate::random::Token;
use crate::store::{Scope, Tx};

/// How long a sign-up waits for its confirmation.
pub const SIGN_UP_LIFE: TimeDelta = TimeDelta::days(7);

/// Other attempts that are shown, at most.
const MOST_SHOWN: u64 = 5;

/// Somebody who signed up, as the account will be.
pub(crate) struct Attempt {
    /// `None`: the account's own words, from before attempts had rows.
    pub(crate) id: Option<SignUpId>,
    pub(crate) person: accounts::Model,
    pub(crate) uai: Option<Uai>,
    pub(crate) at: DateTime<Utc>,
    browser_hash: Option<String>,
}

impl Attempt {
    fn new(account: accounts::Model, row: sign_ups::Model) -> Self {
        Self {
            id: Some(row.id),
            uai: Some(*row.uai),
            at: row.created_at,
            browser_hash: Some(row.browser_hash),
            person: accounts::Model {
                title: row.title,
                last_name: row.last_name,
                first_name: row.first_name,
                position: row.position,
                phone: row.phone,
                password_hash: Some(row.password_hash),
                password_changed_at: Some(row.created_at),
                ..account
            },
        }
    }

    /// Whether this browser signed up.
    pub(crate) fn is_of(&self, browser: Option<&Token>) -> bool {
        browser.is_some_and(|browser| self.browser_hash == Some(browser.hash()))
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Writes an attempt down.
    pub(crate) async fn put_attempt(
        &self,
        account: AccountId,
        uai: Uai,
        (who, hash): (&Identity, &str),
        browser: &Token,
    ) -> Result<SignUpId, Fault> {
        let id = self.id();
        self.insert_shared(sign_ups::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            uai: Set(SchoolId(uai)),
            title: Set(who.title),
            last_name: Set(who.last_name.to_string()),
            first_name: Set(who.first_name.to_string()),
            position: Set(who.position.to_string()),
            phone: Set(who.phone.clone()),
            password_hash: Set(hash.to_owned()),
            browser_hash: Set(browser.hash()),
            created_at: Set(self.now()),
        })
        .await?;
        Ok(id)
    }

    /// The attempt `id` at an account, while the account waits for one.
    pub(crate) async fn attempt(
        &self,
        account: accounts::Model,
        id: Option<SignUpId>,
    ) -> Result<Option<Attempt>, Fault> {
        if account.confirmed_at.is_some() || account.disabled_at.is_some() {
            return Ok(None);
        }
        let Some(id) = id else {
            return Ok(account.password_hash.is_some().then_some(Attempt {
                id: None,
                uai: None,
                at: account.created_at,
                browser_hash: None,
                person: account,
            }));
        };
        let row = self.get::<sign_ups::Entity>(id).await?;
        let row = row.filter(|row| row.account_id == account.id);
        Ok(row.map(|row| Attempt::new(account, row)))
    }

    /// The newest attempt at an account: of this browser, if it made one.
    pub(crate) async fn newest_attempt(
        &self,
        account: AccountId,
        browser: Option<&Token>,
    ) -> Result<Option<SignUpId>, Fault> {
        let query = self
            .shared::<sign_ups::Entity>()
            .filter(sign_ups::Column::AccountId.eq(account))
            .order_by_desc(sign_ups::Column::Id);
        let all = self.all(query).await?;
        let is_hers = |row: &&sign_ups::Model| {
            browser.is_some_and(|browser| row.browser_hash == browser.hash())
        };
        Ok(all.iter().find(is_hers).or(all.first()).map(|row| row.id))
    }

    /// The other attempts at an account that waits, the newest first.
    pub(crate) async fn other_attempts(&self, attempt: &Attempt) -> Result<Vec<Attempt>, Fault> {
        let Some(id) = attempt.id else { return Ok(Vec::new()) };
        let others = self
            .shared::<sign_ups::Entity>()
            .filter(sign_ups::Column::AccountId.eq(attempt.person.id))
            .filter(sign_ups::Column::Id.ne(id))
            .order_by_desc(sign_ups::Column::Id)
            .limit(MOST_SHOWN);
        let rows = self.all(others).await?.into_iter();
        Ok(rows.map(|row| Attempt::new(attempt.person.clone(), row)).collect())
    }

    /// Whether this browser made an attempt at an account.
    pub(crate) async fn attempted(
        &self,
        account: AccountId,
        browser: &Token,
    ) -> Result<bool, Fault> {
        let theirs = self
            .shared::<sign_ups::Entity>()
            .filter(sign_ups::Column::AccountId.eq(account))
            .filter(sign_ups::Column::BrowserHash.eq(browser.hash()));
        self.any(theirs).await
    }

    /// The account becomes that of an attempt, unless somebody proved it meanwhile, or opened the account of
    /// the school by another mailbox: of two at the same moment, one has it. `false`: to be taken back.
    pub(crate) async fn adopt(&self, attempt: &Attempt) -> Result<bool, Fault> {
        let person = attempt.person.clone();
        let id = person.id;
        let words = accounts::ActiveModel {
            id: Set(id),
            title: Set(person.title),
            name_key: Set(Some(name_key(&person.last_name, &person.first_name))),
            last_name: Set(person.last_name),
            first_name: Set(person.first_name),
            position: Set(person.position),
            phone: Set(person.phone),
            password_hash: Set(person.password_hash),
            password_changed_at: Set(person.password_changed_at),
            ..Default::default()
        };
        let mut change = self.set(words);
        if self.guards().sign_up {
            change = change
                .filter(accounts::Column::ConfirmedAt.is_null())
                .filter(accounts::Column::DisabledAt.is_null());
        }
        if !self.change(change).await? {
            return Ok(false);
        }
        match attempt.uai {
            Some(uai) => self.open_school(id, uai).await,
            None => Ok(true),
        }
    }

    /// Forgets the attempts at an account that is proved.
    pub(crate) async fn forget_attempts(&self, account: AccountId) -> Result<(), Fault> {
        let theirs = self
            .delete_shared::<sign_ups::Entity>()
            .filter(sign_ups::Column::AccountId.eq(account));
        self.run(theirs).await.map(drop)
    }

    /// Forgets the attempts that nobody confirmed in time.
    pub(crate) async fn sweep_attempts(&self) -> Result<u64, Fault> {
        let old = self.now() - SIGN_UP_LIFE;
        let late = self.delete_shared::<sign_ups::Entity>();
        self.run(late.filter(sign_ups::Column::CreatedAt.lt(old))).await
    }
}
