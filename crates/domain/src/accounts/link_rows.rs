//! The rows of links: minted once, looked at, used by one, ended by what comes after.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, QueryFilter, Set, UpdateMany};

use super::links::{LinkPurpose, LinkRefused, LinkState, LinkView, Mailed, Seen};
use crate::Fault;
use crate::entity::{accounts, mailed_links};
use crate::ids::AccountId;
use crate::random::Token;
use crate::store::{Scope, Tx};

impl<M: Mailed> Seen<M> {
    /// A link whose words do not read is none of ours.
    fn read(link: &mailed_links::Model, now: DateTime<Utc>) -> Option<Self> {
        let state = match link {
            link if link.used_at.is_some() => LinkState::Used,
            link if link.ended_at.is_some() => LinkState::Replaced,
            link if link.expires_at <= now => LinkState::Expired,
            _ => LinkState::Valid,
        };
        let says = serde_json::from_str(&link.payload).ok()?;
        Some(Self { state, account: link.account_id, says })
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Makes a link to `host` and gives its secret, once. A portal that another node has moved since is where it is
    /// now: its former address, which the letter may still name, leads there.
    pub(crate) async fn mint<M: Mailed>(
        &self,
        says: &M,
        account: Option<AccountId>,
        host: &str,
        life: TimeDelta,
    ) -> Result<Token, Fault> {
        let (token, host) = (self.random().token(), self.host_now(host).await?);
        self.insert_shared(mailed_links::ActiveModel {
            id: Set(self.id()),
            token_hash: Set(token.hash()),
            purpose: Set(M::PURPOSE),
            account_id: Set(account),
            host: Set(host),
            payload: Set(serde_json::to_string(says)?),
            created_at: Set(self.now()),
            expires_at: Set(self.now() + life),
            used_at: Set(None),
            ended_at: Set(None),
        })
        .await?;
        Ok(token)
    }

    /// The link of a secret, if it says an `M` on `host`, whatever it is worth.
    pub(crate) async fn peek<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Option<Seen<M>>, Fault> {
        let found = self.link(M::PURPOSE, token, host).await?;
        Ok(found.and_then(|link| Seen::read(&link, self.now())))
    }

    /// A link that opens; it is not used.
    pub(crate) async fn open<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Seen<M>, LinkRefused> {
        match self.peek::<M>(token, host).await? {
            Some(seen) if seen.state == LinkState::Valid => Ok(seen),
            seen => Err(LinkRefused::Link(seen.map_or(LinkState::Unknown, |seen| seen.state))),
        }
    }

    /// Uses a link: of two at the same time, one gets it.
    pub(crate) async fn take<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Seen<M>, LinkRefused> {
        let seen = self.open::<M>(token, host).await?;
        let used =
            mailed_links::ActiveModel { used_at: Set(Some(self.now())), ..Default::default() };
        let open = self
            .mark_links(used)
            .filter(mailed_links::Column::TokenHash.eq(token.hash()))
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()));
        if self.change(open).await? {
            return Ok(seen);
        }
        // Used or ended since it was read.
        let now = self.peek::<M>(token, host).await?;
        Err(LinkRefused::Link(now.map_or(LinkState::Unknown, |seen| seen.state)))
    }

    /// What a link to an account is worth, and the account's login.
    pub(crate) async fn view<M: Mailed>(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<LinkView, Fault> {
        let Some(seen) = self.peek::<M>(token, host).await? else {
            return Ok(LinkState::Unknown.into());
        };
        Ok(match self.reader(&seen).await? {
            Some(account) if account.disabled_at.is_none() => {
                LinkView { state: seen.state, login: account.login }
            }
            _ => LinkState::Replaced.into(),
        })
    }

    /// The account whose link it is.
    pub(crate) async fn reader<M>(&self, seen: &Seen<M>) -> Result<Option<accounts::Model>, Fault> {
        match seen.account {
            Some(id) => self.account(id).await,
            None => Ok(None),
        }
    }

    async fn link(
        &self,
        purpose: LinkPurpose,
        token: &Token,
        host: &str,
    ) -> Result<Option<mailed_links::Model>, Fault> {
        let found = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::TokenHash.eq(token.hash()))
            .filter(mailed_links::Column::Purpose.eq(purpose));
        let Some(link) = self.one(found).await? else { return Ok(None) };
        // One of both may be the address that a portal left a moment ago, as another node still knows it.
        let here =
            link.host == host || self.host_now(&link.host).await? == self.host_now(host).await?;
        Ok(here.then_some(link))
    }

    /// Marks links, of those that are neither used nor ended; filter it.
    fn mark_links(&self, mark: mailed_links::ActiveModel) -> UpdateMany<mailed_links::Entity> {
        self.update_shared::<mailed_links::Entity>()
            .set(mark)
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::EndedAt.is_null())
    }

    /// Ends links that are still open: a newer one takes their place, or there is nothing left to
    /// do by them. Filter it.
    pub(crate) fn ending_links(&self) -> UpdateMany<mailed_links::Entity> {
        let ended =
            mailed_links::ActiveModel { ended_at: Set(Some(self.now())), ..Default::default() };
        self.mark_links(ended)
    }

    /// Ends the links of an account that are still open.
    pub(crate) async fn end_links(
        &self,
        purpose: LinkPurpose,
        account: AccountId,
    ) -> Result<(), Fault> {
        let theirs = self
            .ending_links()
            .filter(mailed_links::Column::AccountId.eq(account))
            .filter(mailed_links::Column::Purpose.eq(purpose));
        self.run(theirs).await.map(drop)
    }
}
