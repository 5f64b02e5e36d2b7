//! Who acts for a school.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use education::Uai;
use education::names::fold;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Colleague, Managers};
use crate::Fault;
use crate::accounts::{Addressee, MembershipRole};
use crate::entity::{accounts, devices, memberships};
use crate::ids::{AccountId, MembershipId, SchoolId};
use crate::store::{Scope, Tx};
use crate::tenancy::{SchoolMember, Worker};

impl SchoolMember {
    /// Everybody who acts for the school: managers first, then by name.
    pub async fn colleagues(&self) -> Result<Vec<Colleague>, Fault> {
        self.read(async |tx| {
            let query = tx.members_of(self.uai());
            let rows = tx.all(query).await?;
            tx.assemble_colleagues(rows).await
        })
        .await
    }

    /// One of them.
    pub async fn colleague(&self, id: MembershipId) -> Result<Option<Colleague>, Fault> {
        self.read(async |tx| {
            let row = tx.membership(self.uai(), id).await?;
            Ok(tx.assemble_colleagues(row.into_iter().collect()).await?.pop())
        })
        .await
    }

    /// Whether a manager stays when this one goes: what the page says before anybody presses.
    pub async fn can_spare(&self, id: MembershipId) -> Result<bool, Fault> {
        self.read(async |tx| {
            let managers = tx.managers(self.uai()).await?;
            Ok(!managers.include(id) || managers.remain_without(id))
        })
        .await
    }
}

impl Worker {
    /// The person whom a job tells what she is in a school, with that school's name. `None`: her
    /// account is closed.
    pub async fn colleague_addressee(
        &self,
        account: AccountId,
        uai: Uai,
    ) -> Result<Option<Addressee>, Fault> {
        self.read(async |tx| {
            let found = tx.account(account).await?;
            let Some(found) = found.filter(|one| one.disabled_at.is_none()) else {
                return Ok(None);
            };
            let school = tx.listed_school(uai).await?;
            Ok(Some(Addressee {
                school: school.map(|school| school.listed.name).unwrap_or_default(),
                ..tx.addressee(found).await?
            }))
        })
        .await
    }
}

impl Worker {
    /// A manager of a school and another, with its name. `None`: one of them manages it no more.
    pub async fn fellow_managers(
        &self,
        uai: Uai,
        told: AccountId,
        other: AccountId,
    ) -> Result<Option<(Addressee, Addressee)>, Fault> {
        self.read(async |tx| {
            let mut managers = tx.managers_of(uai).await?;
            let mut find = |id| {
                let found = managers.iter().position(|one| one.id == id);
                found.map(|index| managers.swap_remove(index))
            };
            let (Some(told), Some(other)) = (find(told), find(other)) else { return Ok(None) };
            let school = tx.listed_school(uai).await?.map(|school| school.listed.name);
            let to = Addressee { school: school.unwrap_or_default(), ..tx.addressee(told).await? };
            Ok(Some((to, tx.addressee(other).await?)))
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// A place in this school.
    pub(super) async fn membership(
        &self,
        uai: Uai,
        id: MembershipId,
    ) -> Result<Option<memberships::Model>, Fault> {
        let query = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::Id.eq(id))
            .filter(memberships::Column::Uai.eq(SchoolId(uai)));
        self.one(query).await
    }

    /// The managers who can act. Their rows are held until the end of the transaction, always in the
    /// same order: of two who go at the same moment, the second sees that the first has gone.
    pub(super) async fn managers(&self, uai: Uai) -> Result<Managers, Fault> {
        let query = self
            .members_of(uai)
            .filter(memberships::Column::Role.eq(MembershipRole::Manager))
            .order_by_asc(memberships::Column::Id)
            .lock_exclusive();
        let held = self.all(query).await?;
        let able = self.able(held.iter().map(|row| row.account_id)).await?;
        Ok(Managers(
            held.into_iter()
                .filter(|row| able.iter().any(|one| one.id == row.account_id))
                .map(|row| row.id)
                .collect(),
        ))
    }

    async fn assemble_colleagues(
        &self,
        rows: Vec<memberships::Model>,
    ) -> Result<Vec<Colleague>, Fault> {
        let who = || rows.iter().map(|row| row.account_id);
        let mut people = self.by_id::<accounts::Entity>(who()).await?;
        // Each sign-in marks its browser: cheaper to read than the history.
        let query = self
            .shared::<devices::Entity>()
            .select_only()
            .column(devices::Column::AccountId)
            .column_as(devices::Column::SeenAt.max(), "seen_at")
            .filter(devices::Column::AccountId.is_in(who()))
            .group_by(devices::Column::AccountId)
            .into_tuple();
        let seen: Vec<(AccountId, DateTime<Utc>)> = self.all(query).await?;
        let seen: HashMap<_, _> = seen.into_iter().collect();
        let mut colleagues: Vec<_> = rows
            .into_iter()
            .filter_map(|row| {
                let person = people.remove(&row.account_id)?;
                if person.disabled_at.is_some() {
                    return None;
                }
                let place = (row.role, fold(&person.last_name), row.id);
                let colleague = Colleague {
                    id: row.id,
                    account: person.id,
                    name: person.display_name(),
                    position: person.position,
                    login: person.login,
                    role: row.role,
                    confirmed: person.confirmed_at.is_some(),
                    signed_in_at: seen.get(&row.account_id).copied(),
                };
                Some((place, colleague))
            })
            .collect();
        colleagues.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(colleagues.into_iter().map(|(_, one)| one).collect())
    }
}
