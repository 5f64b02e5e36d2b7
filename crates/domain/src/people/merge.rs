//! Two accounts of one person become one. The other stays as a row whose login leads to it, and so that the history,
//! which is never changed, still names her.

use std::collections::BTreeSet;
use std::time::Duration;

use education::Uai;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::PersonLine;
use super::jobs::{PersonNews, SettlePeople};
use crate::Fault;
use crate::directory::is_own_mailbox;
use crate::entity::accounts;
use crate::fault::{anew, holds_fault};
use crate::history::Event;
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::{FullOperator, Operator};
use crate::text::Reason;

/// Why two accounts did not become one.
#[derive(Debug)]
pub enum MergeRefused {
    /// One of them is not there, or whoever asks may not change anything any more.
    Unknown,
    /// They are the same.
    Same,
    /// Nobody could sign in: the one that stays is closed, or its mailbox is not proved.
    Nobody,
    /// One of them is one with another already.
    Merged,
    /// The one that goes runs the platform, by a second factor of its own: that is taken away first.
    Operator,
    /// The one that goes is the school's own mailbox, by which whoever comes next will ask: it stays.
    Mailbox,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(MergeRefused);

/// Two accounts that are to become one, as they are now.
#[derive(Clone, Debug)]
pub struct Merging {
    /// The one that stays.
    pub stays: PersonLine,
    /// The one that goes.
    pub gone: PersonLine,
}

/// The rows of two accounts.
#[derive(Clone)]
struct Both {
    stays: accounts::Model,
    gone: accounts::Model,
}

impl Operator {
    /// The account with this login, which is to become one with `stays`; or why it cannot.
    pub async fn to_merge(&self, stays: AccountId, login: &str) -> Result<Merging, MergeRefused> {
        let login = education::mailboxes::normalise(login);
        self.read(async |tx| {
            let stays = tx.account(stays).await?.ok_or(MergeRefused::Unknown)?;
            let gone = tx.account_by_login(&login).await?.ok_or(MergeRefused::Unknown)?;
            let both = Both { stays, gone };
            tx.may_merge(&both).await?;
            let lines = tx.person_lines(vec![both.stays, both.gone]).await?;
            match <[PersonLine; 2]>::try_from(lines) {
                Ok([stays, gone]) => Ok(Merging { stays, gone }),
                Err(_) => Err(MergeRefused::Unknown),
            }
        })
        .await
    }
}

impl FullOperator {
    /// Makes two accounts of one person one. Both mailboxes are told.
    pub async fn merge_people(
        &self,
        stays: AccountId,
        gone: AccountId,
        reason: &Reason,
    ) -> Result<(), MergeRefused> {
        let seen = self.both_seen(stays, gone).await?;
        anew(|| self.try_merge(stays, gone, reason, seen.as_ref())).await
    }

    async fn try_merge(
        &self,
        stays: AccountId,
        gone: AccountId,
        reason: &Reason,
        seen: Option<&Both>,
    ) -> Result<(), MergeRefused> {
        self.write(async |tx| {
            if !tx.is_full_operator(self.person().account).await? {
                return Err(MergeRefused::Unknown);
            }
            let held = tx.both(stays, gone).await?;
            tx.may_merge(seen.unwrap_or(&held)).await?;
            let settle = SettlePeople {
                stays,
                gone,
                schools: tx.move_memberships(stays, gone).await?,
                portals: tx.move_staff(stays, gone).await?,
            };
            tx.move_bookings(&settle).await?;
            tx.move_viewings(stays, gone).await?;
            tx.move_decisions(stays, gone).await?;
            tx.end_ways_in(gone).await?;
            tx.forget_attempts(gone).await?;
            tx.lead(gone, stays).await?;
            tx.seen_as(&held).await?;
            let reason = reason.to_string();
            let event = Event::PeopleMerged { account: stays, gone, reason };
            tx.record_everywhere(self, stays, &event).await?;
            tx.tell_person(stays, PersonNews::TookIn(gone)).await?;
            tx.tell_person(gone, PersonNews::BecameOne(stays)).await?;
            if tx.guards().merging {
                tx.enqueue_at(tx.now() + super::SETTLED_AFTER, &settle).await?;
            }
            Ok(())
        })
        .await
    }

    /// The mistake that is not made: both read before the transaction. `None` in a house whose guard is on.
    async fn both_seen(
        &self,
        stays: AccountId,
        gone: AccountId,
    ) -> Result<Option<Both>, MergeRefused> {
        if self.store.guards().merging {
            return Ok(None);
        }
        let seen = self.read(async |tx| tx.both(stays, gone).await).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
        Ok(Some(seen))
    }
}

impl Tx<'_, Whole> {
    /// Both accounts, held in one order: whoever joins a school or a portal by one of them at this moment waits, and
    /// then finds the one that stays.
    async fn both(&self, stays: AccountId, gone: AccountId) -> Result<Both, MergeRefused> {
        let both = self
            .shared::<accounts::Entity>()
            .filter(accounts::Column::Id.is_in([stays, gone]))
            .order_by_asc(accounts::Column::Id)
            .lock(LockType::Update);
        let rows = self.all(both).await?;
        let one = |id| rows.iter().find(|row| row.id == id).cloned().ok_or(MergeRefused::Unknown);
        Ok(Both { stays: one(stays)?, gone: one(gone)? })
    }

    async fn may_merge(&self, Both { stays, gone }: &Both) -> Result<(), MergeRefused> {
        if stays.id == gone.id {
            return Err(MergeRefused::Same);
        }
        if stays.merged_into.is_some() || gone.merged_into.is_some() {
            return Err(MergeRefused::Merged);
        }
        if stays.disabled_at.is_some() || stays.confirmed_at.is_none() {
            return Err(MergeRefused::Nobody);
        }
        if self.runs_platform(gone.id).await? {
            return Err(MergeRefused::Operator);
        }
        let places = self.all(self.places_of(gone.id)).await?;
        let named = gone.login.split(['@', '.']).filter_map(|part| part.parse::<Uai>().ok());
        let schools: BTreeSet<Uai> = places.iter().map(|row| row.uai.0).chain(named).collect();
        for uai in schools {
            let school = self.listed_school(uai).await?;
            let own = |login: &str| school.as_ref().is_some_and(|one| is_own_mailbox(one, login));
            if own(&gone.login) && !own(&stays.login) {
                return Err(MergeRefused::Mailbox);
            }
        }
        Ok(())
    }

    /// Who used either of them uses the one that stays.
    async fn seen_as(&self, Both { stays, gone }: &Both) -> Result<(), Fault> {
        let seen = accounts::ActiveModel {
            id: Set(stays.id),
            seen_at: Set(stays.seen_at.max(gone.seen_at)),
            unused_told_at: Set(None),
            ..Default::default()
        };
        self.run(self.set(seen)).await.map(drop)
    }

    /// From now on a login leads to the account that stays, and so do those that led to it before.
    async fn lead(&self, gone: AccountId, stays: AccountId) -> Result<(), Fault> {
        let closed = accounts::ActiveModel {
            id: Set(gone),
            disabled_at: Set(Some(self.now())),
            merged_into: Set(Some(stays)),
            ..Default::default()
        };
        self.run(self.set(closed)).await?;
        let before = self
            .update_shared::<accounts::Entity>()
            .col_expr(accounts::Column::MergedInto, Expr::val(stays))
            .filter(accounts::Column::MergedInto.eq(gone));
        self.run(before).await.map(drop)
    }
}
