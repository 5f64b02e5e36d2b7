//! As whom a portal can be seen: its staff, and the people of a school.

use education::mailboxes::normalise;
use education::{Uai, names};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::AsWhom;
use crate::Fault;
use crate::accounts::{MembershipRole, named_like};
use crate::entity::{accounts, memberships, schools, staff};
use crate::ids::{AccountId, TenantId};
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::FullOperator;

/// People that are listed, at most.
const MOST_SEATS: u64 = 100;

/// A person as whom a portal can be seen.
#[derive(Clone, Debug)]
pub struct Seat {
    /// As whom.
    pub whom: AsWhom,
    /// « Mme Maëlle Le Goff ».
    pub name: String,
    /// Her login.
    pub login: String,
    /// What she is there.
    pub role: SeatRole,
}

/// What somebody is on a portal.
#[derive(Clone, Debug)]
pub enum SeatRole {
    /// On its staff.
    Staff(StaffRole),
    /// For a school: its name.
    School(MembershipRole, String),
}

impl FullOperator {
    /// As whom a portal can be seen: without `words` its staff, else the people of the school with this UAI, the
    /// person with this login, or those whose name begins like this. By key, however many people there are.
    pub async fn seats(&self, portal: TenantId, words: &str) -> Result<Vec<Seat>, Fault> {
        let words = words.trim();
        self.store
            .read(portal, async |tx| match (words.parse::<Uai>(), words) {
                (Ok(uai), _) => {
                    let members = tx.members_of(uai).order_by_asc(memberships::Column::Id);
                    let places = tx.all(members.limit(MOST_SEATS)).await?;
                    tx.seats(Vec::new(), places).await
                }
                (_, "") => {
                    let all = tx.find::<staff::Entity>().order_by_asc(staff::Column::Id);
                    tx.seats(tx.all(all.limit(MOST_SEATS)).await?, Vec::new()).await
                }
                (_, login) if login.contains('@') => {
                    let account = tx.account_behind(&normalise(login)).await?;
                    tx.seats_of(account.into_iter().map(|account| account.id).collect()).await
                }
                (_, name) => tx.seats_of(tx.named_like(name).await?).await,
            })
            .await
    }
}

impl Tx<'_, TenantId> {
    /// Open accounts whose name begins like this, in its order: by an index.
    async fn named_like(&self, name: &str) -> Result<Vec<AccountId>, Fault> {
        let Some(like) = named_like(name) else { return Ok(Vec::new()) };
        let found = self
            .shared::<accounts::Entity>()
            .filter(like)
            .filter(accounts::Column::DisabledAt.is_null())
            .order_by_asc(accounts::Column::NameKey)
            .order_by_asc(accounts::Column::Id)
            .limit(MOST_SEATS)
            .select_only()
            .column(accounts::Column::Id);
        self.all(found.into_tuple()).await
    }

    /// What these people are here: on the staff, else in their schools.
    async fn seats_of(&self, people: Vec<AccountId>) -> Result<Vec<Seat>, Fault> {
        let of = staff::Column::AccountId.is_in(people.iter().copied());
        let staff = self.find::<staff::Entity>().filter(of).order_by_asc(staff::Column::Id);
        let staff = self.all(staff.limit(MOST_SEATS)).await?;
        let others = people.iter().filter(|one| staff.iter().all(|row| row.account_id != **one));
        let places = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.is_in(others.copied()))
            .order_by_asc(memberships::Column::Id);
        let places = self.all(places.limit(MOST_SEATS)).await?;
        self.seats(staff, places).await
    }

    async fn seats(
        &self,
        staff: Vec<staff::Model>,
        places: Vec<memberships::Model>,
    ) -> Result<Vec<Seat>, Fault> {
        let of_staff = staff.iter().map(|row| row.account_id);
        let people = of_staff.chain(places.iter().map(|row| row.account_id));
        let people = self.by_id::<accounts::Entity>(people).await?;
        let listed = self.by_id::<schools::Entity>(places.iter().map(|row| row.uai)).await?;
        let able = |account| people.get(&account).filter(|row| row.disabled_at.is_none());
        let seat = |account, school, role| {
            let row: &accounts::Model = able(account)?;
            let whom = AsWhom { account, school };
            Some(Seat { whom, name: row.display_name(), login: row.login.clone(), role })
        };
        let staff = staff.into_iter();
        let staff = staff.map(|row| (row.account_id, None, SeatRole::Staff(row.role)));
        let places = places.into_iter().map(|row| {
            let school = listed.get(&row.uai).map(|school| names::display(&school.name));
            let name = school.unwrap_or_else(|| row.uai.to_string());
            (row.account_id, Some(*row.uai), SeatRole::School(row.role, name))
        });
        Ok(staff
            .chain(places)
            .filter_map(|(account, school, role)| seat(account, school, role))
            .collect())
    }

    /// Whether somebody is this on the portal now.
    pub(super) async fn is_seated(&self, whom: AsWhom) -> Result<bool, Fault> {
        let account = self.account(whom.account).await?;
        if account.is_none_or(|row| row.disabled_at.is_some()) {
            return Ok(false);
        }
        let of = staff::Column::AccountId.eq(whom.account);
        let on_staff = self.any(self.find::<staff::Entity>().filter(of)).await?;
        match whom.school {
            None => Ok(on_staff),
            // Whoever is on the staff sees the portal as the staff does, whatever her schools are.
            Some(_) if on_staff => Ok(false),
            Some(uai) => Ok(self.membership_of(whom.account, uai).await?.is_some()),
        }
    }
}
