//! Signing out, here or everywhere; my sessions, and how to end them.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::{alive, chain_of, of_chain};
use crate::Fault;
use crate::entity::sessions;
use crate::history::{Actor, Event};
use crate::ids::{AccountId, ChainId, SessionId};
use crate::store::{Scope, Tx};
use crate::tenancy::AccountHolder;

/// A session as its person sees it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Its id.
    pub id: SessionId,
    /// On which host.
    pub host: String,
    /// With which others it was opened.
    pub chain: ChainId,
    /// The browser, as it names itself.
    pub agent: String,
    /// « Maintenir ma connexion ».
    pub kept: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
}

impl AccountHolder {
    /// « DÉCONNEXION »: this session ends, and the one that the same browser has at her account's
    /// home, so that whoever sits down next is not let in by a hop.
    pub async fn sign_out(&self) -> Result<(), Fault> {
        let at_home = Condition::all()
            .add(sessions::Column::Chain.eq(self.person.chain))
            .add(sessions::Column::Host.eq(self.home_host()));
        self.write(async |tx| {
            let account = self.person.account;
            tx.record(self.actor(), None, Event::SignedOut { account }).await?;
            tx.end_those(account, one(self.person.session).add(at_home)).await.map(drop)
        })
        .await
    }

    /// « Se déconnecter de tous les portails »: every session that this browser has from hop to hop,
    /// also another person's. Says how many there were.
    pub async fn sign_out_everywhere(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let account = self.person.account;
            tx.record(self.actor(), None, Event::SessionsEnded { account }).await?;
            let chain = of_chain(self.person.chain);
            tx.end_browser(self, one(self.person.session).add(chain)).await
        })
        .await
    }

    /// What else is open in this browser, from hop to hop: on which hosts, and whether it is hers.
    pub async fn elsewhere(&self) -> Result<Vec<(String, bool)>, Fault> {
        let query = async |tx: &Tx<'_, _>| {
            let lines = tx
                .shared::<sessions::Entity>()
                .filter(of_chain(self.person.chain))
                .filter(sessions::Column::Id.ne(self.person.session))
                .filter(alive(tx.now()))
                .order_by_desc(sessions::Column::SeenAt)
                .order_by_desc(sessions::Column::Id);
            tx.all(lines).await
        };
        let mine = |row: sessions::Model| (row.host, row.account_id == self.person.account);
        Ok(self.read(query).await?.into_iter().map(mine).collect())
    }

    /// The sessions of a person that live, the last used first.
    pub async fn sessions(&self) -> Result<Vec<SessionLine>, Fault> {
        self.read(async |tx| tx.sessions_of(self.person.account).await).await
    }

    /// Ends one session of a person. `false`: it is not hers, or it had ended.
    pub async fn end_session(&self, session: SessionId) -> Result<bool, Fault> {
        self.write(async |tx| {
            let account = self.person.account;
            if tx.end_those(account, one(session)).await? == 0 {
                return Ok(false);
            }
            tx.record(self.actor(), None, Event::SessionsEnded { account }).await?;
            Ok(true)
        })
        .await
    }

    /// Ends every session of a person but the one that asks, and says how many there were.
    pub async fn end_other_sessions(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let account = self.person.account;
            tx.record(self.actor(), None, Event::SessionsEnded { account }).await?;
            tx.end_sessions(account, Some(self.person.session)).await
        })
        .await
    }
}

pub(super) fn one(session: SessionId) -> Condition {
    Condition::any().add(sessions::Column::Id.eq(session))
}

impl<S: Scope> Tx<'_, S> {
    /// The sessions of an account that live, the last used first.
    pub(crate) async fn sessions_of(&self, account: AccountId) -> Result<Vec<SessionLine>, Fault> {
        let query = self
            .shared::<sessions::Entity>()
            .filter(sessions::Column::AccountId.eq(account))
            .filter(alive(self.now()))
            .order_by_desc(sessions::Column::SeenAt)
            .order_by_desc(sessions::Column::Id);
        Ok(self.all(query).await?.into_iter().map(SessionLine::from).collect())
    }

    /// Ends sessions of one browser; says how many. Whoever else signed in there reads that she is signed out.
    async fn end_browser(&self, by: &AccountHolder, which: Condition) -> Result<u64, Fault> {
        let open = self.all(self.shared::<sessions::Entity>().filter(which.clone())).await?;
        let mut others: Vec<AccountId> = open.into_iter().map(|row| row.account_id).collect();
        others.sort_unstable();
        others.dedup();
        for account in others.into_iter().filter(|&one| one != by.person.account) {
            self.record(Actor::Account(account), None, Event::SignedOut { account }).await?;
        }
        self.run(self.delete_shared::<sessions::Entity>().filter(which)).await
    }

    /// Ends sessions of an account; says how many.
    pub(super) async fn end_those(
        &self,
        account: AccountId,
        which: Condition,
    ) -> Result<u64, Fault> {
        let delete = self
            .delete_shared::<sessions::Entity>()
            .filter(sessions::Column::AccountId.eq(account))
            .filter(which);
        self.run(delete).await
    }

    /// Ends the sessions of an account, but `kept`; says how many of them lived.
    pub(crate) async fn end_sessions(
        &self,
        account: AccountId,
        kept: Option<SessionId>,
    ) -> Result<u64, Fault> {
        self.forget_dead_sessions(account).await?;
        let others = kept.map(|kept| sessions::Column::Id.ne(kept));
        self.end_those(account, Condition::all().add_option(others)).await
    }

    pub(super) async fn forget_dead_sessions(&self, account: AccountId) -> Result<(), Fault> {
        self.end_those(account, alive(self.now()).not()).await.map(drop)
    }
}

impl From<sessions::Model> for SessionLine {
    fn from(row: sessions::Model) -> Self {
        Self {
            chain: chain_of(&row),
            id: row.id,
            host: row.host,
            agent: row.agent,
            kept: row.kept,
            created_at: row.created_at,
            seen_at: row.seen_at,
        }
    }
}
