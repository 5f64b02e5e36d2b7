//! A person on a portal.

use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::Portal;
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{accounts, memberships, schools, staff};
use crate::history::Actor;
use crate::ids::{AccountId, SessionId, TenantId};
use crate::staff::StaffRole;
use crate::store::Tx;

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

/// A person's place on the staff, or in a school, as one statement finds them.
#[derive(FromQueryResult)]
struct Place {
    staff_role: Option<StaffRole>,
    school_role: Option<MembershipRole>,
    uai: Option<String>,
    school_name: Option<String>,
}

impl Portal {
    /// What `person` is here: staff first, else for the first school that she belongs to. One
    /// statement, read at every request, so that a right that is removed works at the next one.
    pub async fn standing(&self, person: Person) -> Result<Standing, Fault> {
        let place = self
            .read(async |tx| place_of(tx, person.account).await)
            .await?;
        let portal = self.clone();
        Ok(match place {
            Some(Place {
                staff_role: Some(role),
                ..
            }) => Standing::Host(HostSchool {
                portal,
                person,
                role,
            }),
            Some(Place {
                school_role: Some(role),
                uai: Some(uai),
                school_name,
                ..
            }) => {
                let damaged = |_| Fault::Damaged("UAI of a membership".into());
                let name = education::names::display(&school_name.unwrap_or_else(|| uai.clone()));
                Standing::Origin(OriginSchool {
                    portal,
                    person,
                    uai: uai.parse().map_err(damaged)?,
                    name,
                    role,
                })
            }
            _ => Standing::Nobody(person),
        })
    }
}

async fn place_of(tx: &Tx<'_, TenantId>, account: AccountId) -> Result<Option<Place>, Fault> {
    let on_staff = Condition::all()
        .add(
            Expr::col((staff::Entity, staff::Column::AccountId))
                .equals((accounts::Entity, accounts::Column::Id)),
        )
        .add(Expr::col((staff::Entity, staff::Column::TenantId)).eq(tx.tenant_id()));
    let in_school = Expr::col((memberships::Entity, memberships::Column::AccountId))
        .equals((accounts::Entity, accounts::Column::Id));
    let of_school = Expr::col((schools::Entity, schools::Column::Uai))
        .equals((memberships::Entity, memberships::Column::Uai));
    let mut select = tx
        .shared::<accounts::Entity>()
        .filter(accounts::Column::Id.eq(account))
        .select_only()
        .column_as(staff::Column::Role, "staff_role")
        .column_as(memberships::Column::Role, "school_role")
        .column_as(memberships::Column::Uai, "uai")
        .column_as(schools::Column::Name, "school_name")
        .order_by_asc(memberships::Column::Id);
    QueryTrait::query(&mut select)
        .join(JoinType::LeftJoin, staff::Entity, on_staff)
        .join(JoinType::LeftJoin, memberships::Entity, in_school)
        .join(JoinType::LeftJoin, schools::Entity, of_school);
    Ok(select.into_model::<Place>().one(tx.db()).await?)
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
