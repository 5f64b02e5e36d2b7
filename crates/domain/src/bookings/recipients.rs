//! Who is written to about a booking.
//!
//! A booking belongs to the school and not to the person who typed it: she is told while she is of
//! that school and her address is proved; else the school's managers are. Nobody is ever written to
//! at an address that was not confirmed.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter};

use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::staff;
use crate::ids::AccountId;
use crate::staff::StaffRole;
use crate::store::{Scope, Tx};
use crate::tenancy::Portal;

/// Somebody with a confirmed address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub account: AccountId,
    /// The confirmed mailbox.
    pub address: String,
}

impl Portal {
    /// Who is told about a booking of `uai` that `booked_by` typed.
    pub async fn school_recipients(
        &self,
        uai: Uai,
        booked_by: AccountId,
    ) -> Result<Vec<Recipient>, Fault> {
        self.read(async |tx| {
            let query = tx.members_of(uai);
            let people = tx.all(query).await?;
            let reachable =
                reachable(tx, people.iter().map(|row| row.account_id).collect()).await?;
            if let Some(typist) = reachable.iter().find(|person| person.account == booked_by) {
                return Ok(vec![typist.clone()]);
            }
            let manages = |person: &Recipient| {
                people.iter().any(|row| {
                    row.account_id == person.account && row.role == MembershipRole::Manager
                })
            };
            Ok(reachable.into_iter().filter(manages).collect())
        })
        .await
    }

    /// Who of the staff is told of what schools do: those who may decide.
    pub async fn staff_recipients(&self) -> Result<Vec<Recipient>, Fault> {
        self.read(async |tx| {
            let deciding = staff::Column::Role
                .is_in(StaffRole::ALL.iter().copied().filter(|role| role.may_edit()));
            let people = tx.all(tx.find::<staff::Entity>().filter(deciding)).await?;
            reachable(tx, people.into_iter().map(|row| row.account_id).collect()).await
        })
        .await
    }
}

async fn reachable<S: Scope>(
    tx: &Tx<'_, S>,
    people: Vec<AccountId>,
) -> Result<Vec<Recipient>, Fault> {
    let rows = tx.able(people).await?;
    Ok(rows.into_iter().map(|row| Recipient { account: row.id, address: row.login }).collect())
}
