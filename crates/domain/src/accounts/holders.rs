//! Who holds the account of a school: its managers, and whoever opens it first.

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::MembershipRole;
use crate::Fault;
use crate::entity::{accounts, memberships, schools};
use crate::ids::{AccountId, SchoolId};
use crate::store::{Scope, Tx};

/// The account of a school that somebody opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Whose account.
    pub uai: Uai,
    /// Name of the school.
    pub school: String,
    /// "M. Bruno Petit", who has held it for the longest.
    pub by: String,
    /// What he does there.
    pub position: String,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl<S: Scope> Tx<'_, S> {
    /// Who manages a school today: proved, and not closed.
    pub(crate) async fn managers_of(&self, uai: Uai) -> Result<Vec<accounts::Model>, Fault> {
        let query =
            self.members_of(uai).filter(memberships::Column::Role.eq(MembershipRole::Manager));
        let rows = self.all(query).await?;
        self.able(rows.iter().map(|row| row.account_id)).await
    }

    /// Holds a school until the end of the transaction: two who act on who holds its account act one after
    /// the other. SQLite has one writer, and needs nothing.
    pub(crate) async fn lock_school(&self, uai: Uai) -> Result<(), Fault> {
        let same = schools::Column::Uai.eq(SchoolId(uai));
        // Not FOR UPDATE: rows that refer to the school may still be written meanwhile.
        let query = self.shared::<schools::Entity>().filter(same).lock(LockType::NoKeyUpdate);
        self.one(query).await.map(drop)
    }

    /// Makes somebody the first manager of a school. `false`: another person holds its account. Every way
    /// that opens an account ends here; of two at the same moment, one opens it.
    pub(crate) async fn open_school(&self, account: AccountId, uai: Uai) -> Result<bool, Fault> {
        if self.guards().sign_up {
            self.lock_school(uai).await?;
            if self.holder_but(Some(account), uai).await?.is_some() {
                return Ok(false);
            }
        }
        self.put_membership(account, uai, MembershipRole::Manager).await?;
        Ok(true)
    }

    /// Who holds the account of a school, to somebody else who tried to open it.
    pub(crate) async fn opened_by_another(
        &self,
        account: Option<AccountId>,
        uai: Uai,
    ) -> Result<Option<Opened>, Fault> {
        let Some((place, holder)) = self.holder_but(account, uai).await? else {
            return Ok(None);
        };
        let school = self.listed_school(uai).await?;
        Ok(Some(Opened {
            uai,
            school: school.map(|school| school.listed.name).unwrap_or_default(),
            by: holder.display_name(),
            position: holder.position,
            at: place.created_at,
        }))
    }

    /// Who of a school's proved people has held its account for the longest, but one: managers first.
    async fn holder_but(
        &self,
        account: Option<AccountId>,
        uai: Uai,
    ) -> Result<Option<(memberships::Model, accounts::Model)>, Fault> {
        let mut rows = self.all(self.members_of(uai).order_by_asc(memberships::Column::Id)).await?;
        rows.retain(|row| Some(row.account_id) != account);
        rows.sort_by_key(|row| row.role != MembershipRole::Manager);
        let mut people =
            self.by_id::<accounts::Entity>(rows.iter().map(|row| row.account_id)).await?;
        people.retain(|_, person| person.confirmed_at.is_some());
        let with = |row: memberships::Model| people.remove(&row.account_id).map(|one| (row, one));
        Ok(rows.into_iter().find_map(with))
    }
}
