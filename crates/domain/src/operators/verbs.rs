//! A role is changed or taken away, with a reason. Of those who may change something, one who can sign in stays.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::OperatorRole;
use crate::entity::{accounts, operators};
use crate::fault::holds_fault;
use crate::history::{Actor, Event, OperatorGone};
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::FullOperator;
use crate::text::Reason;
use crate::{Backstage, Fault};

/// Why nothing was changed.
#[derive(Debug)]
pub enum OperatorRefused {
    /// She runs nothing, or whoever asks may not change anything any more.
    Unknown,
    /// Nobody else could change anything: she stays.
    Last,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(OperatorRefused);

impl FullOperator {
    /// Gives a colleague, or herself, another role. The same again changes nothing.
    pub async fn change_operator(
        &self,
        account: AccountId,
        role: OperatorRole,
        reason: &Reason,
    ) -> Result<(), OperatorRefused> {
        self.write(async |tx| {
            let all = tx.held_operators(Some(self)).await?;
            let known = all.iter().find(|row| row.account_id == account);
            if known.ok_or(OperatorRefused::Unknown)?.role == role {
                return Ok(());
            }
            if role != OperatorRole::Full {
                tx.one_stays(&all, account).await?;
            }
            let account_id = Set(account);
            let row = operators::ActiveModel { account_id, role: Set(role), ..Default::default() };
            tx.run(tx.set(row)).await?;
            let reason = reason.to_string();
            let event = Event::OperatorRoleChanged { account, role, reason };
            Ok(tx.record(self.actor(), None, event).await?)
        })
        .await
    }

    /// Takes the console from a colleague, or from herself, at the next click.
    pub async fn remove_operator(
        &self,
        account: AccountId,
        reason: &Reason,
    ) -> Result<(), OperatorRefused> {
        self.write(async |tx| {
            let all = tx.held_operators(Some(self)).await?;
            tx.one_stays(&all, account).await?;
            let person = tx.get::<accounts::Entity>(account).await?;
            let login = person.ok_or(OperatorRefused::Unknown)?.login;
            tx.end_operator_invitations(&self.shared.console_host(), &login).await?;
            tx.remove_operator(self.actor(), account, reason.to_string()).await
        })
        .await
    }
}

impl Backstage {
    /// The same at the shell. `last`: even if nobody could change anything then.
    pub async fn remove_operator(&self, login: &str, last: bool) -> Result<(), OperatorRefused> {
        self.write(async |tx| {
            let all = tx.held_operators(None).await?;
            let account = tx.account_by_login(login).await?.ok_or(OperatorRefused::Unknown)?.id;
            if !last {
                tx.one_stays(&all, account).await?;
            }
            tx.end_operator_invitations(&self.shared.console_host(), login).await?;
            tx.remove_operator(Actor::System, account, String::new()).await
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// All operators, held in one order: of two who go at the same moment, one is the last. `by` still may.
    async fn held_operators(
        &self,
        by: Option<&FullOperator>,
    ) -> Result<Vec<operators::Model>, OperatorRefused> {
        let all = self.shared::<operators::Entity>().order_by_asc(operators::Column::AccountId);
        let all = self.all(all.lock(LockType::Update)).await?;
        let may = |by: &FullOperator| {
            all.iter().any(|row| is_full(row) && row.account_id == by.person().account)
        };
        match by.is_none_or(may) {
            true => Ok(all),
            false => Err(OperatorRefused::Unknown),
        }
    }

    async fn one_stays(
        &self,
        all: &[operators::Model],
        goes: AccountId,
    ) -> Result<(), OperatorRefused> {
        let full = all.iter().filter(|row| is_full(row)).map(|row| row.account_id);
        let (hers, others): (Vec<_>, Vec<_>) = full.partition(|account| *account == goes);
        if hers.is_empty() {
            return Ok(());
        }
        match self.able(others).await?.is_empty() {
            true => Err(OperatorRefused::Last),
            false => Ok(()),
        }
    }

    async fn remove_operator(
        &self,
        by: Actor,
        account: AccountId,
        reason: String,
    ) -> Result<(), OperatorRefused> {
        self.forget_factor(account).await?;
        let own = operators::Column::AccountId.eq(account);
        if !self.change(self.delete_shared::<operators::Entity>().filter(own)).await? {
            return Err(OperatorRefused::Unknown);
        }
        Ok(self.record(by, None, Event::OperatorRemoved(OperatorGone { account, reason })).await?)
    }
}

fn is_full(row: &operators::Model) -> bool {
    row.role == OperatorRole::Full
}
