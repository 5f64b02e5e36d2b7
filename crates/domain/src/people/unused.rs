//! Accounts that nobody uses: after two years less thirty days she is told, thirty days later the account is nobody's.
//! Signing in keeps it. What was done by it stays, without her name; whoever decides alone for a school or a portal is
//! kept, and the operators see that.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Set,
};

use super::jobs::TellUnused;
use super::{PersonLine, Place};
use crate::Fault;
use crate::accounts::{Addressee, Title};
use crate::entity::{accounts, devices, login_changes, memberships, operators, staff};
use crate::fault::anew;
use crate::history::{Actor, Event};
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::{Operator, Worker};

/// After so long an account that nobody uses is removed.
pub const UNUSED_FOR: TimeDelta = TimeDelta::days(2 * 365);

/// So long before she is told, at least.
pub const TOLD_BEFORE: TimeDelta = TimeDelta::days(30);

/// Accounts of one step of the night.
const AT_A_TIME: u64 = 100;

/// Lines that operators are shown.
const MOST_SHOWN: u64 = 50;

/// With the guard off: as long as somebody takes to sign in.
const THOUGHT: Duration = Duration::from_millis(700);

/// By what nobody's account is named, wherever an act of hers is.
const REMOVED: &str = "Compte supprimé";

/// Somebody who is told.
#[derive(Clone, Debug)]
pub struct UnusedTold {
    /// Whom.
    pub to: Addressee,
    /// When it goes, at the earliest.
    pub until: DateTime<Utc>,
}

/// Accounts that stay although nobody uses them: nobody else decides for a school or a portal.
#[derive(Clone, Debug, Default)]
pub struct Idle {
    /// The longest unused first.
    pub lines: Vec<(PersonLine, DateTime<Utc>)>,
    /// How many there are, up to a thousand and one.
    pub total: u64,
}

impl Worker {
    /// Tells those whose account goes in thirty days. Says how many.
    pub async fn tell_unused(&self) -> Result<u64, Fault> {
        let (mut told, mut after) = (0, None);
        loop {
            let due = self.due(TOLD_BEFORE - UNUSED_FOR, false, after).await?;
            let Some(last) = due.last() else { return Ok(told) };
            after = Some(*last);
            for account in due {
                let one = self.write(async |tx| tx.tell_unused(account).await).await?;
                told += u64::from(one);
            }
        }
    }

    /// Whom to tell, unless she signed in since.
    pub async fn unused_told(&self, job: &TellUnused) -> Result<Option<UnusedTold>, Fault> {
        self.read(async |tx| {
            let row = tx.account(job.account).await?;
            let Some(row) = row.filter(|row| row.removed_at.is_none()) else { return Ok(None) };
            let Some(told) = row.unused_told_at else { return Ok(None) };
            let until = (told + TOLD_BEFORE).max(row.last_used() + UNUSED_FOR);
            Ok(Some(UnusedTold { to: tx.addressee(row).await?, until }))
        })
        .await
    }

    /// Removes the accounts whose time is over, one by one. Says how many.
    pub async fn remove_unused(&self) -> Result<u64, Fault> {
        let (mut removed, mut after) = (0, None);
        loop {
            let due = self.due(-UNUSED_FOR, true, after).await?;
            let Some(last) = due.last() else { return Ok(removed) };
            after = Some(*last);
            if !self.store.guards().unused {
                tokio::time::sleep(THOUGHT).await;
            }
            for account in due {
                let one = anew(|| self.write(async |tx| tx.remove_unused(account).await)).await?;
                removed += u64::from(one);
            }
        }
    }

    async fn due(
        &self,
        since: TimeDelta,
        told: bool,
        after: Option<AccountId>,
    ) -> Result<Vec<AccountId>, Fault> {
        self.read(async |tx| {
            let mut due = tx.unused(tx.now() + since).order_by_asc(accounts::Column::Id);
            due = match told {
                true => due.filter(long_told(tx.now())),
                false => due.filter(accounts::Column::UnusedToldAt.is_null()),
            };
            if let Some(after) = after {
                due = due.filter(accounts::Column::Id.gt(after));
            }
            let ids = due.select_only().column(accounts::Column::Id).limit(AT_A_TIME);
            tx.all(ids.into_tuple()).await
        })
        .await
    }
}

impl Operator {
    /// Accounts that nobody uses and that stay, because nobody else decides for a school or a portal.
    pub async fn idle_people(&self) -> Result<Idle, Fault> {
        self.read(async |tx| {
            let unused = tx.unused(tx.now() + TOLD_BEFORE - UNUSED_FOR);
            let kept = || unused.clone().filter(accounts::Column::UnusedToldAt.is_null());
            let rows = kept().order_by_asc(accounts::Column::SeenAt).limit(MOST_SHOWN);
            let rows = tx.all(rows.order_by_asc(accounts::Column::Id)).await?;
            let since: Vec<_> = rows.iter().map(accounts::Model::last_used).collect();
            let lines = tx.person_lines(rows).await?.into_iter().zip(since).collect();
            Ok(Idle { lines, total: tx.count_some(kept()).await? })
        })
        .await
    }
}

impl accounts::Model {
    /// When she signed in last, or her account was opened.
    fn last_used(&self) -> DateTime<Utc> {
        self.seen_at.unwrap_or(self.created_at)
    }
}

/// Not used since a moment.
fn unused_since(moment: DateTime<Utc>) -> Condition {
    let never = accounts::Column::SeenAt.is_null();
    Condition::any()
        .add(accounts::Column::SeenAt.lt(moment))
        .add(Condition::all().add(never).add(accounts::Column::CreatedAt.lt(moment)))
}

/// Told long enough ago.
fn long_told(now: DateTime<Utc>) -> Condition {
    Condition::all().add(accounts::Column::UnusedToldAt.lte(now - TOLD_BEFORE))
}

impl Tx<'_, Whole> {
    /// Accounts that nobody used since a moment. Whoever runs the platform is not removed by a rule; an account that
    /// became one with another goes with that one.
    fn unused(&self, since: DateTime<Utc>) -> Select<accounts::Entity> {
        let run = self.shared::<operators::Entity>().select_only();
        let run = QueryTrait::into_query(run.column(operators::Column::AccountId));
        self.shared::<accounts::Entity>()
            .filter(unused_since(since))
            .filter(accounts::Column::RemovedAt.is_null())
            .filter(accounts::Column::MergedInto.is_null())
            .filter(accounts::Column::Id.not_in_subquery(run))
    }

    async fn decides_alone(&self, account: AccountId) -> Result<bool, Fault> {
        Ok(!self.portals_without(account).await?.is_empty()
            || !self.schools_without(account).await?.is_empty())
    }

    /// `false`: she is kept, or has signed in just now.
    async fn tell_unused(&self, account: AccountId) -> Result<bool, Fault> {
        if self.decides_alone(account).await? {
            return Ok(false);
        }
        let told = accounts::ActiveModel {
            id: Set(account),
            unused_told_at: Set(Some(self.now())),
            ..Default::default()
        };
        let told = self.set(told).filter(unused_since(self.now() + TOLD_BEFORE - UNUSED_FOR));
        if !self.change(told).await? {
            return Ok(false);
        }
        if !self.able([account]).await?.is_empty() {
            self.enqueue(&TellUnused { account }).await?;
        }
        Ok(true)
    }

    /// `false`: she signed in just now, or became the last who decides somewhere: the operators see her then.
    async fn remove_unused(&self, account: AccountId) -> Result<bool, Fault> {
        if self.decides_alone(account).await? {
            let kept = accounts::ActiveModel {
                id: Set(account),
                unused_told_at: Set(None),
                ..Default::default()
            };
            self.run(self.set(kept)).await?;
            return Ok(false);
        }
        // Before all else: whoever signs in at this moment waits for it, or is waited for.
        let mut nobody = self.set(self.nobodys(account));
        if self.guards().unused {
            nobody = nobody.filter(unused_since(self.now() - UNUSED_FOR));
            nobody = nobody.filter(long_told(self.now()));
        }
        if !self.change(nobody).await? {
            return Ok(false);
        }
        self.record_removed(account).await?;
        for former in self.former_accounts(account).await? {
            self.run(self.set(self.nobodys(former))).await?;
        }
        self.end_ways_in(account).await?;
        self.forget_attempts(account).await?;
        let places = memberships::Column::AccountId.eq(account);
        self.run(self.delete_shared::<memberships::Entity>().filter(places)).await?;
        // Of all lycées: she is the same person there.
        let places = staff::Column::AccountId.eq(account);
        self.run(self.delete_across::<staff::Entity>().filter(places)).await?;
        let browsers = devices::Column::AccountId.eq(account);
        self.run(self.delete_shared::<devices::Entity>().filter(browsers)).await?;
        let changes = login_changes::Column::AccountId.eq(account);
        self.run(self.delete_shared::<login_changes::Entity>().filter(changes)).await?;
        Ok(true)
    }

    /// A line for herself, and one for each school and portal where she was.
    async fn record_removed(&self, account: AccountId) -> Result<(), Fault> {
        let event = Event::PersonRemoved { account };
        self.record(Actor::System, None, event.clone()).await?;
        let row = self.account(account).await?;
        let lines = self.person_lines(row.into_iter().collect()).await?;
        for place in lines.into_iter().flat_map(|line| line.places) {
            match place {
                Place::School(uai, ..) => {
                    self.record(Actor::System, Some(uai), event.clone()).await?;
                }
                Place::Portal(portal, ..) => {
                    self.record_for(portal, Actor::System, event.clone()).await?;
                }
            }
        }
        Ok(())
    }

    /// A row by which nobody is known and nobody comes in. Its login is free for whoever comes next.
    fn nobodys(&self, account: AccountId) -> accounts::ActiveModel {
        accounts::ActiveModel {
            id: Set(account),
            login: Set(format!("{account}@removed.invalid")),
            title: Set(Title::Unsaid),
            last_name: Set(REMOVED.to_owned()),
            first_name: Set(String::new()),
            name_key: Set(Some(String::new())),
            position: Set(String::new()),
            phone: Set(None),
            password_hash: Set(None),
            bounced_at: Set(None),
            bounce_code: Set(None),
            disabled_at: Set(Some(self.now())),
            removed_at: Set(Some(self.now())),
            ..Default::default()
        }
    }
}
