//! Accounts of people who were on the staff of a portal that was erased, and nowhere else: they go with it.

use sea_orm::{ColumnTrait, Condition, QueryFilter};

use crate::Fault;
use crate::entity::{
    access_requests, accounts, bookings, devices, history, login_changes, mailed_links,
    memberships, operators, outgoing_mails, passkeys, readings, recovery_codes,
    school_applications, school_invitations, sessions, sign_ups, staff, viewings,
};
use crate::ids::{AccountId, TenantId};
use crate::store::Tx;

impl Tx<'_, TenantId> {
    /// Forgets those of these people whom no school, no other portal, no console and nothing that they did elsewhere
    /// knows. Says how many accounts went.
    pub(super) async fn forget_people(&self, people: &[AccountId]) -> Result<u64, Fault> {
        let mut gone = 0;
        for &person in people {
            let hers = Condition::any()
                .add(accounts::Column::Id.eq(person))
                .add(accounts::Column::MergedInto.eq(person));
            let hers = self.all(self.shared::<accounts::Entity>().filter(hers)).await?;
            let mut known = false;
            for account in &hers {
                known = known || self.is_known_elsewhere(account).await?;
            }
            if !known {
                for account in &hers {
                    self.forget_account(account).await?;
                }
                gone += hers.len() as u64;
            }
        }
        Ok(gone)
    }

    /// Across lycées: whether she is anybody anywhere, asked once her portal's rows are gone.
    async fn is_known_elsewhere(&self, account: &accounts::Model) -> Result<bool, Fault> {
        let id = account.id;
        let by = |columns: &[sea_orm::sea_query::Expr]| {
            columns.iter().cloned().fold(Condition::any(), Condition::add)
        };
        macro_rules! known {
            (shared $table:ident: $($column:ident)+) => {
                self.any(self.shared::<$table::Entity>().filter(by(&[$($table::Column::$column.eq(id)),+]))).await?
            };
            (beyond $table:ident: $($column:ident)+) => {
                self.any(self.beyond::<$table::Entity>().filter(by(&[$($table::Column::$column.eq(id)),+]))).await?
            };
        }
        // One that became one with hers is hers, and asked about itself.
        let became_hers = account.merged_into.is_some_and(|into| into != id);
        Ok(known!(shared memberships: AccountId)
            || known!(shared operators: AccountId)
            || known!(shared sign_ups: AccountId)
            || known!(beyond staff: AccountId)
            || known!(beyond bookings: BookedBy DecidedBy)
            || known!(beyond viewings: AccountId OperatorId)
            || known!(shared access_requests: NoticedBy DecidedBy)
            || known!(shared school_applications: DecidedBy)
            || known!(shared school_invitations: InvitedBy)
            || known!(shared readings: AccountId)
            || (became_hers && known!(shared accounts: MergedInto)))
    }

    async fn forget_account(&self, account: &accounts::Model) -> Result<(), Fault> {
        let id = account.id;
        macro_rules! forget {
            ($table:ident: $column:ident) => {
                let hers = $table::Column::$column.eq(id);
                self.run(self.delete_shared::<$table::Entity>().filter(hers)).await?;
            };
        }
        forget!(sessions: AccountId);
        forget!(devices: AccountId);
        forget!(mailed_links: AccountId);
        forget!(login_changes: AccountId);
        forget!(recovery_codes: AccountId);
        forget!(passkeys: AccountId);
        // What was done to her account, in words that may name her.
        forget!(history: About);
        let mails = outgoing_mails::Column::Recipient.eq(&account.login);
        self.run(self.delete_shared::<outgoing_mails::Entity>().filter(mails)).await?;
        forget!(accounts: Id);
        Ok(())
    }
}
