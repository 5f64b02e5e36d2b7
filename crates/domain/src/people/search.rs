//! Somebody is found by her mailbox, by the beginning of her name, or by her school: by an index, page by page.

use std::collections::HashMap;

use education::mailboxes::normalise;
use education::{Uai, names};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::{PersonLine, PersonState, Place};
use crate::accounts::{name_key, named_like};
use crate::entity::{accounts, memberships, schools, staff, tenants};
use crate::ids::{AccountId, SchoolId};
use crate::paging::{Page, PageRequest};
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;
use crate::{Backstage, Fault};

/// People of one school, or of the staff of its portals, that are found by it.
const MOST_OF_SCHOOL: u64 = 500;

/// Accounts that a step of [`Backstage::name_people`] names.
const TOGETHER: u64 = 500;

impl Operator {
    /// One page of people, by name: those of a school and of its portals, who has a mailbox, or whose name begins like
    /// this. Without words there is nobody: two hundred thousand names are no list.
    pub async fn people(&self, words: &str, page: PageRequest) -> Result<Page<PersonLine>, Fault> {
        self.read(async |tx| {
            let Some(wanted) = tx.wanted(words).await? else {
                return Ok(Page { rows: Vec::new(), total: 0, request: page });
            };
            let query = tx.shared::<accounts::Entity>().filter(wanted);
            let query = query.order_by_asc(accounts::Column::NameKey);
            let found = tx.page(query.order_by_asc(accounts::Column::Id), page).await?;
            let Page { rows, total, request } = found;
            Ok(Page { rows: tx.person_lines(rows).await?, total, request })
        })
        .await
    }

    /// Whose these mailboxes are, of those that somebody signs in with: one statement.
    pub async fn people_by_mailbox<'a>(
        &self,
        mailboxes: impl IntoIterator<Item = &'a str>,
    ) -> Result<HashMap<String, AccountId>, Fault> {
        let wanted = accounts::Column::Login.is_in(mailboxes.into_iter().map(normalise));
        self.read(async |tx| {
            let found = tx.all(tx.shared::<accounts::Entity>().filter(wanted.clone())).await?;
            Ok(found.into_iter().map(|row| (row.login, row.id)).collect())
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Who is meant, in words of an index; `None`: nobody.
    async fn wanted(&self, words: &str) -> Result<Option<SimpleExpr>, Fault> {
        let words = words.trim();
        if let Ok(uai) = words.parse::<Uai>() {
            let of_school = self.people_of(uai).await?;
            return Ok(Some(accounts::Column::Id.is_in(of_school)));
        }
        if words.contains('@') {
            return Ok(Some(accounts::Column::Login.eq(normalise(words))));
        }
        Ok(named_like(words))
    }

    /// Those of a school, and of the staff of its portals: across lycées, for operators.
    async fn people_of(&self, uai: Uai) -> Result<Vec<AccountId>, Fault> {
        let members = self.all(self.members_of(uai).limit(MOST_OF_SCHOOL)).await?;
        let portals = tenants::Column::Uai.eq(SchoolId(uai));
        let portals = self.all(self.shared::<tenants::Entity>().filter(portals)).await?;
        let team = self
            .across::<staff::Entity>()
            .filter(staff::Column::TenantId.is_in(portals.iter().map(|row| row.id)));
        let team = self.all(team.limit(MOST_OF_SCHOOL)).await?;
        let members = members.iter().map(|row| row.account_id);
        Ok(members.chain(team.iter().map(|row| row.account_id)).collect())
    }

    /// Accounts with the places of each: four statements, however many there are.
    pub(super) async fn person_lines(
        &self,
        rows: Vec<accounts::Model>,
    ) -> Result<Vec<PersonLine>, Fault> {
        let ids: Vec<AccountId> = rows.iter().map(|row| row.id).collect();
        let mut places = self.places(&ids).await?;
        let line = |row: accounts::Model| PersonLine {
            account: row.id,
            name: row.display_name(),
            state: PersonState::of(&row),
            places: places.remove(&row.id).unwrap_or_default(),
            login: row.login,
            position: row.position,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Where people are: across lycées, for operators.
    async fn places(&self, of: &[AccountId]) -> Result<HashMap<AccountId, Vec<Place>>, Fault> {
        let of = || of.iter().copied();
        let members = self.shared::<memberships::Entity>();
        let members = members.filter(memberships::Column::AccountId.is_in(of()));
        let members = self.all(members.order_by_asc(memberships::Column::Id)).await?;
        let team = self.across::<staff::Entity>().filter(staff::Column::AccountId.is_in(of()));
        let team = self.all(team.order_by_asc(staff::Column::Id)).await?;
        let listed = self.by_id::<schools::Entity>(members.iter().map(|row| row.uai)).await?;
        let portals = self.by_id::<tenants::Entity>(team.iter().map(|row| row.tenant_id)).await?;
        let mut places: HashMap<AccountId, Vec<Place>> = HashMap::new();
        for row in members {
            let name = listed.get(&row.uai).map(|school| names::display(&school.name));
            let name = name.unwrap_or_else(|| row.uai.to_string());
            let place = Place::School(*row.uai, name, row.role);
            places.entry(row.account_id).or_default().push(place);
        }
        for row in team {
            let Some(portal) = portals.get(&row.tenant_id) else { continue };
            let place = Place::Portal(portal.id, portal.name.clone(), row.role);
            places.entry(row.account_id).or_default().push(place);
        }
        Ok(places)
    }
}

impl PersonState {
    pub(super) fn of(row: &accounts::Model) -> Self {
        match row {
            row if row.removed_at.is_some() => Self::Removed,
            row if row.merged_into.is_some() => Self::Merged,
            row if row.disabled_at.is_some() => Self::Closed,
            row if row.confirmed_at.is_none() => Self::Waiting,
            _ => Self::Open,
        }
    }
}

impl Backstage {
    /// Says of people whom an older release wrote how their names are looked up. Idempotent; nothing to do costs one
    /// statement.
    pub(crate) async fn name_people(&self) -> Result<(), Fault> {
        loop {
            let named = self
                .write(async |tx| {
                    let unnamed =
                        tx.shared::<accounts::Entity>().filter(accounts::Column::NameKey.is_null());
                    let rows = tx.all(unnamed.limit(TOGETHER)).await?;
                    for row in &rows {
                        let named = accounts::ActiveModel {
                            id: Set(row.id),
                            name_key: Set(Some(name_key(&row.last_name, &row.first_name))),
                            ..Default::default()
                        };
                        tx.run(tx.set(named)).await?;
                    }
                    Ok::<_, Fault>(rows.len() as u64)
                })
                .await?;
            if named < TOGETHER {
                return Ok(());
            }
        }
    }
}
