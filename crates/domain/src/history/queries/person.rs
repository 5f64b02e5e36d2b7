//! What was done to one account, as its person and operators read it.

use sea_orm::{ColumnTrait, Condition};

use super::facts::Facts;
use super::who::{actors, of_school};
use super::{HistoryPage, HistoryQuery, page};
use crate::Fault;
use crate::entity::history;
use crate::ids::{AccountId, EventId};
use crate::store::{Tx, Whole};
use crate::tenancy::{AccountHolder, Operator, Shared};

/// Acts of operators, and of the platform, that stand in the histories of schools and portals too: here once.
const EVERYWHERE: [&str; 4] =
    ["person_closed", "person_reopened", "people_merged", "person_removed"];

impl AccountHolder {
    /// What was done to her account: she by name, others as their house.
    pub async fn own_history(&self, before: Option<EventId>) -> Result<HistoryPage, Fault> {
        let name = &self.person.name;
        self.read(async |tx| {
            let hers = tx.accounts_of(self.person.account).await?;
            let (rows, next) = tx.lines_about(&hers, before).await?;
            let facts = Facts::gather(tx, &self.shared, &rows).await?;
            let people = hers.into_iter().map(|account| (account, name.clone())).collect();
            let lines = rows
                .into_iter()
                .map(|row| facts.line(row, |row, facts| of_school(row, facts, &people)));
            Ok(HistoryPage { lines: lines.collect(), next })
        })
        .await
    }
}

impl Operator {
    /// What was done to somebody's account, by whom.
    pub async fn history_of_person(
        &self,
        account: AccountId,
        before: Option<EventId>,
    ) -> Result<HistoryPage, Fault> {
        let house: &Shared = self;
        self.read(async |tx| {
            let hers = tx.accounts_of(account).await?;
            let (rows, next) = tx.lines_about(&hers, before).await?;
            let people = tx.names(actors(&rows)).await?;
            let facts = Facts::gather(tx, house, &rows).await?;
            let lines = rows.into_iter().map(|row| {
                let by = row.actor_id;
                let line = facts.line(row, |row, facts| of_school(row, facts, &people));
                line.naming_operator(by, &people)
            });
            Ok(HistoryPage { lines: lines.collect(), next })
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// An account, and those that became one with it.
    async fn accounts_of(&self, account: AccountId) -> Result<Vec<AccountId>, Fault> {
        let former = self.former_accounts(account).await?;
        Ok(former.into_iter().chain([account]).collect())
    }

    async fn lines_about(
        &self,
        hers: &[AccountId],
        before: Option<EventId>,
    ) -> Result<(Vec<history::Model>, Option<EventId>), Fault> {
        let about = hers.iter().map(|account| account.0);
        let own = Condition::any().add(history::Column::Event.is_not_in(EVERYWHERE)).add(
            Condition::all()
                .add(history::Column::TenantId.is_null())
                .add(history::Column::Uai.is_null()),
        );
        let whose = Condition::all().add(history::Column::About.is_in(about)).add(own);
        page(self, whose, HistoryQuery { kind: None, before }).await
    }
}
