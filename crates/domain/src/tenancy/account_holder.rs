//! A person and her own account, on whatever host she is signed in.

use std::sync::Arc;

use education::Uai;

use super::{Backstage, Person, SchoolMember, Shared};
use crate::Fault;
use crate::entity::accounts;
use crate::history::Actor;
use crate::store::{Scope, Tx};

/// A person about her own account: her profile, password, login and sessions, and on
/// `compte.<base>` her schools and what they booked on all portals.
#[derive(Clone)]
pub struct AccountHolder {
    pub(crate) shared: Arc<Shared>,
    pub(crate) person: Person,
}

impl Backstage {
    /// The account of somebody who is signed in.
    pub fn account_of(&self, person: &Person) -> AccountHolder {
        AccountHolder { shared: Arc::clone(&self.shared), person: person.clone() }
    }
}

impl AccountHolder {
    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// What she is in a school; `None`: nothing.
    pub async fn membership(&self, uai: Uai) -> Result<Option<SchoolMember>, Fault> {
        let found = self.read(async |tx| tx.membership_of(self.person.account, uai).await).await?;
        Ok(found.map(|row| SchoolMember::new(&self.shared, &self.person, uai, row.role)))
    }

    /// Her account as it stands.
    pub(crate) async fn row<S: Scope>(&self, tx: &Tx<'_, S>) -> Result<accounts::Model, Fault> {
        let row = tx.account(self.person.account).await?;
        row.ok_or_else(|| Fault::Damaged("a session without its account".into()))
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.person.account)
    }
}
