//! Who acted, as far as the reader may know: her own people by name, the others as their house.

use std::collections::{HashMap, HashSet};

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::facts::Facts;
use crate::Fault;
use crate::entity::{accounts, history, memberships, staff};
use crate::ids::*;
use crate::store::{Scope, Tx, Whole};

/// Who acted, as far as the reader may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// One of the reader's own house, by name.
    Person(String),
    /// Somebody of another house: a school, or a lycée.
    House(String),
    /// Somebody who is not of the reader's house any more.
    Former,
    /// « un exploitant »; by name where she saw a portal as somebody else.
    Operator(Option<String>),
    /// « la plateforme »: a rule, a command.
    Platform,
}

/// Names of accounts.
pub(crate) type People = HashMap<AccountId, String>;

/// As a school sees who acted: its own people by name, a lycée's as the lycée.
pub(super) fn of_school(row: &history::Model, facts: &Facts, people: &People) -> Who {
    let Some(actor) = row.actor_id.map(AccountId) else {
        return Who::Platform;
    };
    if let Some(name) = people.get(&actor) {
        return Who::Person(name.clone());
    }
    // Only the school books: who did and is not of it any more was.
    let booked = row.event == "booking_made";
    match row.tenant_id.and_then(|id| facts.portals.get(&id)) {
        Some((name, _)) if !booked => Who::House(name.clone()),
        _ => Who::Former,
    }
}

/// As a portal sees who acted: its own people by name, a school's as the school.
pub(super) fn of_portal(row: &history::Model, facts: &Facts, people: &People) -> Who {
    let Some(actor) = row.actor_id.map(AccountId) else {
        return Who::Platform;
    };
    if let Some(name) = people.get(&actor) {
        return Who::Person(name.clone());
    }
    match row.uai.as_ref().and_then(|uai| facts.schools.get(uai)) {
        Some(name) => Who::House(name.clone()),
        None => Who::Former,
    }
}

/// Somebody by the name of her account, and who she is now.
struct Named {
    now: AccountId,
    name: String,
}

/// The names of those who are among `these` now.
fn those(named: HashMap<AccountId, Named>, these: &HashSet<AccountId>) -> People {
    let still = named.into_iter().filter(|(_, one)| these.contains(&one.now));
    still.map(|(id, one)| (id, one.name)).collect()
}

pub(super) fn actors(rows: &[history::Model]) -> Vec<AccountId> {
    let actors: HashSet<_> = rows.iter().filter_map(|row| row.actor_id).collect();
    actors.into_iter().map(AccountId).collect()
}

impl<S: Scope> Tx<'_, S> {
    /// The names of those of `people` who belong to a school.
    pub(crate) async fn members(&self, uai: Uai, people: &[AccountId]) -> Result<People, Fault> {
        let named = self.who_now(people).await?;
        let query = self
            .members_of(uai)
            .filter(memberships::Column::AccountId.is_in(named.values().map(|one| one.now)))
            .select_only()
            .column(memberships::Column::AccountId)
            .into_tuple();
        let members: HashSet<AccountId> = self.all(query).await?.into_iter().collect();
        Ok(those(named, &members))
    }

    /// The names of accounts, and who each is now: an account that became one with another is that one.
    async fn who_now(&self, people: &[AccountId]) -> Result<HashMap<AccountId, Named>, Fault> {
        let rows = self.by_id::<accounts::Entity>(people.iter().copied()).await?;
        let named = |(id, row): (AccountId, accounts::Model)| {
            (id, Named { now: row.merged_into.unwrap_or(id), name: row.display_name() })
        };
        Ok(rows.into_iter().map(named).collect())
    }

    pub(crate) async fn names(&self, people: Vec<AccountId>) -> Result<People, Fault> {
        let people = self.by_id::<accounts::Entity>(people).await?;
        Ok(people.into_iter().map(|(id, row)| (id, row.display_name())).collect())
    }
}

impl Tx<'_, Whole> {
    /// The names of those of `people` who are on the staff of a portal.
    pub(crate) async fn staff_names(
        &self,
        portal: TenantId,
        people: &[AccountId],
    ) -> Result<People, Fault> {
        let named = self.who_now(people).await?;
        let query = self
            .across::<staff::Entity>()
            .filter(staff::Column::TenantId.eq(portal))
            .filter(staff::Column::AccountId.is_in(named.values().map(|one| one.now)))
            .select_only()
            .column(staff::Column::AccountId)
            .into_tuple();
        let staff: HashSet<AccountId> = self.all(query).await?.into_iter().collect();
        Ok(those(named, &staff))
    }
}
