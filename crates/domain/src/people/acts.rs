//! A link again, sessions ended, an account closed or opened again. Each is a line that the person reads.

use std::time::Duration;

use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::PersonRefused;
use super::jobs::PersonNews;
use crate::Fault;
use crate::entity::{accounts, mailed_links};
use crate::fault::anew;
use crate::history::Event;
use crate::ids::AccountId;
use crate::passwords::jobs::SendPasswordReset;
use crate::signup::jobs::SendConfirmation;
use crate::store::{Tx, Whole};
use crate::tenancy::{FullOperator, Operator};
use crate::text::Reason;

impl FullOperator {
    /// Mails the link again that she waits for: of a new password, or of her newest sign-up. It leads to her account's
    /// home, and nobody but the reader of her mailbox sees it.
    pub async fn send_person_link(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<(), PersonRefused> {
        self.write(async |tx| {
            tx.may_act(self).await?;
            let row = tx.open_person(account).await?;
            let (login, host) = (row.login, self.home_host());
            match row.confirmed_at {
                Some(_) => tx.enqueue(&SendPasswordReset { login, host }).await?,
                None => {
                    let sign_up = tx.newest_attempt(account, None).await?;
                    tx.enqueue(&SendConfirmation { login, host, sign_up }).await?;
                }
            }
            let event = Event::PersonLinkSent { account, reason: reason.to_string() };
            Ok(tx.record(self.actor(), None, event).await?)
        })
        .await
    }

    /// Ends every session of a person, on every host, and tells her.
    pub async fn end_person_sessions(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<(), PersonRefused> {
        self.write(async |tx| {
            tx.may_act(self).await?;
            tx.open_person(account).await?;
            if tx.end_sessions(account, None).await? == 0 {
                return Err(PersonRefused::Already);
            }
            let event = Event::PersonSessionsEnded { account, reason: reason.to_string() };
            tx.record(self.actor(), None, event).await?;
            Ok(tx.tell_person(account, PersonNews::SignedOut).await?)
        })
        .await
    }

    /// Closes an account: its sessions and links end, nobody signs in by it, and its person is told. What she is in
    /// schools and on portals is kept, and so are their bookings. A portal keeps its last administrator; a school may
    /// lose its last manager, and then its requests come to the operators.
    pub async fn close_person(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<(), PersonRefused> {
        let seen = self.alone_seen(account).await?;
        anew(|| self.try_close(account, reason, seen.as_deref())).await
    }

    async fn try_close(
        &self,
        account: AccountId,
        reason: &Reason,
        seen: Option<&[String]>,
    ) -> Result<(), PersonRefused> {
        self.write(async |tx| {
            tx.may_act(self).await?;
            if tx.runs_platform(account).await? {
                return Err(PersonRefused::Operator);
            }
            let held = tx.portals_without(account).await?;
            let alone = seen.map_or(held, <[String]>::to_vec);
            if !alone.is_empty() {
                return Err(PersonRefused::LastAdmin(alone));
            }
            let closed = accounts::ActiveModel {
                id: Set(account),
                disabled_at: Set(Some(tx.now())),
                ..Default::default()
            };
            // Before her sessions: whoever signs in at this moment waits for it, or is waited for.
            if !tx.change(tx.set(closed).filter(accounts::Column::DisabledAt.is_null())).await? {
                return Err(tx.why_not(account, PersonRefused::Already).await?);
            }
            let event = Event::PersonClosed { account, reason: reason.to_string() };
            Ok(tx.settled(self, account, event, PersonNews::Closed).await?)
        })
        .await
    }

    /// Opens a closed account again, as it was. A session that came in between is ended.
    pub async fn reopen_person(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<(), PersonRefused> {
        self.write(async |tx| {
            tx.may_act(self).await?;
            let open = accounts::ActiveModel {
                id: Set(account),
                disabled_at: Set(None),
                ..Default::default()
            };
            let closed = tx
                .set(open)
                .filter(accounts::Column::DisabledAt.is_not_null())
                .filter(accounts::Column::MergedInto.is_null())
                .filter(accounts::Column::RemovedAt.is_null());
            if !tx.change(closed).await? {
                return Err(tx.why_not(account, PersonRefused::Already).await?);
            }
            let event = Event::PersonReopened { account, reason: reason.to_string() };
            Ok(tx.settled(self, account, event, PersonNews::Reopened).await?)
        })
        .await
    }
}

impl Operator {
    /// The mistake that is not made: the administrators counted before the transaction. `None` in a house whose guard
    /// is on.
    async fn alone_seen(&self, account: AccountId) -> Result<Option<Vec<String>>, Fault> {
        if self.store.guards().last_manager {
            return Ok(None);
        }
        let seen = self.read(async |tx| tx.portals_without(account).await).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(Some(seen))
    }
}

impl Tx<'_, Whole> {
    /// An account by which somebody may come in.
    async fn open_person(&self, account: AccountId) -> Result<accounts::Model, PersonRefused> {
        let row = self.account(account).await?.ok_or(PersonRefused::Unknown)?;
        match (row.merged_into, row.disabled_at) {
            (Some(_), _) => Err(PersonRefused::Merged),
            (_, Some(_)) => Err(PersonRefused::Closed),
            _ => Ok(row),
        }
    }

    async fn why_not(
        &self,
        account: AccountId,
        already: PersonRefused,
    ) -> Result<PersonRefused, Fault> {
        Ok(match self.account(account).await? {
            None => PersonRefused::Unknown,
            Some(row) if row.merged_into.is_some() => PersonRefused::Merged,
            Some(_) => already,
        })
    }

    /// What follows when an account was closed or opened again: nobody is in by it, and all concerned can read why.
    async fn settled(
        &self,
        by: &FullOperator,
        account: AccountId,
        event: Event,
        news: PersonNews,
    ) -> Result<(), Fault> {
        self.end_ways_in(account).await?;
        self.record_everywhere(by, account, &event).await?;
        self.tell_person(account, news).await
    }

    /// Sessions, and links that open.
    pub(super) async fn end_ways_in(&self, account: AccountId) -> Result<(), Fault> {
        let links = self.ending_links().filter(mailed_links::Column::AccountId.eq(account));
        self.run(links).await?;
        self.end_sessions(account, None).await.map(drop)
    }
}
