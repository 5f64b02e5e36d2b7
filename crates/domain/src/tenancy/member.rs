//! A person on a portal.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::Portal;
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{memberships, schools, staff};
use crate::history::Actor;
use crate::ids::{AccountId, SessionId};
use crate::staff::StaffRole;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub account: AccountId,
    /// By which session.
    pub session: SessionId,
    /// The confirmed mailbox, or one to be confirmed.
    pub login: String,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// What the person does at school: "secrétariat".
    pub position: String,
    /// Whether the mailbox is proved. Until then no convocation is mailed.
    pub confirmed: bool,
}

/// What a signed-in person is on a portal.
#[derive(Clone)]
pub enum Standing {
    /// On its staff.
    Host(HostSchool),
    /// For a school that sends pupils.
    Origin(OriginSchool),
    /// Neither.
    Nobody(Person),
}

/// A person who acts for her school on one portal: the role of the collège that books.
#[derive(Clone)]
pub struct OriginSchool {
    pub(crate) portal: Portal,
    pub(crate) person: Person,
    uai: Uai,
    name: String,
    role: MembershipRole,
}

/// A person of the staff, on her portal.
#[derive(Clone)]
pub struct HostSchool {
    pub(crate) portal: Portal,
    pub(crate) person: Person,
    role: StaffRole,
}

impl Portal {
    /// What `person` is here: staff first, else for the first school that she belongs to.
    pub async fn standing(&self, person: Person) -> Result<Standing, Fault> {
        if let Some(role) = self.staff_role(person.account).await? {
            return Ok(Standing::Host(HostSchool { portal: self.clone(), person, role }));
        }
        let membership = self
            .backstage()
            .read(async |tx| {
                Ok::<_, Fault>(
                    tx.shared::<memberships::Entity>()
                        .filter(memberships::Column::AccountId.eq(person.account))
                        .order_by_asc(memberships::Column::Id)
                        .one(tx.db())
                        .await?,
                )
            })
            .await?;
        let Some(membership) = membership else { return Ok(Standing::Nobody(person)) };
        let name = self
            .backstage()
            .read(async |tx| {
                Ok::<_, Fault>(
                    tx.shared::<schools::Entity>().filter(schools::Column::Uai.eq(&membership.uai)).one(tx.db()).await?,
                )
            })
            .await?
            .map_or_else(|| membership.uai.clone(), |school| school.name);
        let uai = membership.uai.parse().map_err(|_| Fault::Damaged("UAI of a membership".into()))?;
        Ok(Standing::Origin(OriginSchool { portal: self.clone(), person, uai, name, role: membership.role }))
    }

    async fn staff_role(&self, account: AccountId) -> Result<Option<StaffRole>, Fault> {
        self.read(async |tx| {
            let row = tx.find::<staff::Entity>().filter(staff::Column::AccountId.eq(account)).one(tx.db()).await?;
            Ok(row.map(|row| row.role))
        })
        .await
    }
}

impl OriginSchool {
    /// The portal on which she is.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// For which school she acts.
    pub fn uai(&self) -> Uai {
        self.uai
    }

    /// The school's name.
    pub fn school_name(&self) -> &str {
        &self.name
    }

    /// Manager or member of it.
    pub fn role(&self) -> MembershipRole {
        self.role
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.person.account)
    }
}

impl HostSchool {
    /// Her portal.
    pub fn portal(&self) -> &Portal {
        &self.portal
    }

    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// What she may do.
    pub fn role(&self) -> StaffRole {
        self.role
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.person.account)
    }
}
