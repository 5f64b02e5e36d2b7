//! A person on a portal.

use chrono::{DateTime, Utc};
use education::Uai;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult, JoinType, Order, QueryFilter, QuerySelect, QueryTrait,
};

use super::{Portal, SchoolMember};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::{accounts, memberships, schools, staff};
use crate::history::Actor;
use crate::ids::{AccountId, ChainId, SchoolId, SessionId, TenantId};
use crate::staff::StaffRole;
use crate::store::Tx;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub account: AccountId,
    /// By which session.
    pub session: SessionId,
    /// The sessions of this browser that were opened one from another.
    pub chain: ChainId,
    /// The school for which she chose to act; else her first. Whether it is (still) hers is asked
    /// at each request.
    pub school: Option<Uai>,
    /// The confirmed mailbox, or one to be confirmed.
    pub login: String,
    /// "Mme Maëlle Le Goff".
    pub name: String,
    /// What the person does at school: "secrétariat".
    pub position: String,
    /// Whether the mailbox is proved. Until then no convocation is mailed.
    pub confirmed: bool,
    /// The mailbox refuses our letters: since when, and the refusal's code, "550 5.1.1".
    pub bounced: Option<(DateTime<Utc>, String)>,
}

/// What a signed-in person is on a portal.
#[derive(Clone)]
pub enum Standing {
    /// On its staff.
    Host(StaffMember),
    /// For a school that sends pupils.
    Origin(Booker),
    /// Neither.
    Nobody(Person),
}

/// A person who acts for her school on one portal: the role of the collège that books.
#[derive(Clone)]
pub struct Booker {
    pub(crate) portal: Portal,
    pub(crate) person: Person,
    uai: Uai,
    name: String,
    role: MembershipRole,
    others: Vec<ServedSchool>,
}

/// A school that a person serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedSchool {
    /// Its number.
    pub uai: Uai,
    /// Its name, as shown.
    pub name: String,
    /// Manager or member of it.
    pub role: MembershipRole,
}

/// A person of the staff, on her portal.
#[derive(Clone)]
pub struct StaffMember {
    pub(crate) portal: Portal,
    pub(crate) person: Person,
    role: StaffRole,
}

/// A person's place on the staff, and in a school: one row a school, by one statement.
#[derive(FromQueryResult)]
pub(crate) struct Place {
    staff_role: Option<StaffRole>,
    school_role: Option<MembershipRole>,
    uai: Option<SchoolId>,
    school_name: Option<String>,
}

impl Portal {
    /// What `person` is here: staff first, else for the school that she chose, else for the first
    /// that she joined. Requests ask with their session in one statement (`resume_session`).
    pub async fn standing(&self, person: Person) -> Result<Standing, Fault> {
        let places = self.read(async |tx| places_of(tx, &person).await).await?;
        Ok(Standing::of(self.clone(), person, places))
    }
}

impl Standing {
    /// What the places of a person, the first of her schools first, make her on a portal.
    pub(crate) fn of(portal: Portal, person: Person, places: Vec<Place>) -> Self {
        if let Some(role) = places.first().and_then(|place| place.staff_role) {
            return Self::Host(StaffMember { portal, person, role });
        }
        let mut schools = places.into_iter().filter_map(Place::school);
        let Some(ServedSchool { uai, name, role }) = schools.next() else {
            return Self::Nobody(person);
        };
        Self::Origin(Booker { portal, person, uai, name, role, others: schools.collect() })
    }
}

impl Place {
    /// The school of this row, if it has one.
    fn school(self) -> Option<ServedSchool> {
        let (uai, role) = (*self.uai?, self.school_role?);
        let name = self.school_name.unwrap_or_else(|| uai.to_string());
        Some(ServedSchool { uai, name: education::names::display(&name), role })
    }
}

async fn places_of(tx: &Tx<'_, TenantId>, person: &Person) -> Result<Vec<Place>, Fault> {
    let mut select = tx
        .shared::<accounts::Entity>()
        .filter(accounts::Column::Id.eq(person.account))
        .select_only();
    let chosen = Expr::val(person.school.map(SchoolId));
    with_places(QueryTrait::query(&mut select), tx.tenant_id(), chosen);
    tx.all(select.into_model::<Place>()).await
}

/// Adds to a reading of accounts what a [`Place`] is read from: the `chosen` school first, then in the
/// order in which the schools were joined.
pub(crate) fn with_places(select: &mut SelectStatement, tenant: TenantId, chosen: Expr) {
    let on_staff = Condition::all()
        .add(
            Expr::col((staff::Entity, staff::Column::AccountId))
                .equals((accounts::Entity, accounts::Column::Id)),
        )
        .add(Expr::col((staff::Entity, staff::Column::TenantId)).eq(tenant));
    let in_school = Expr::col((memberships::Entity, memberships::Column::AccountId))
        .equals((accounts::Entity, accounts::Column::Id));
    let of_school = Expr::col((schools::Entity, schools::Column::Uai))
        .equals((memberships::Entity, memberships::Column::Uai));
    let uai = || Expr::col((memberships::Entity, memberships::Column::Uai));
    let role = (memberships::Entity, memberships::Column::Role);
    select
        .expr_as(Expr::col((staff::Entity, staff::Column::Role)), "staff_role")
        .expr_as(Expr::col(role), "school_role")
        .expr_as(uai(), "uai")
        .expr_as(Expr::col((schools::Entity, schools::Column::Name)), "school_name")
        .join(JoinType::LeftJoin, staff::Entity, on_staff)
        .join(JoinType::LeftJoin, memberships::Entity, in_school)
        .join(JoinType::LeftJoin, schools::Entity, of_school)
        .order_by_expr(uai().eq(chosen), Order::Desc)
        .order_by((memberships::Entity, memberships::Column::Id), Order::Asc);
}

impl Booker {
    /// A person for one of her schools on a portal on which she is not signed in: what she does from
    /// her account's home for bookings that she chose there.
    pub(crate) fn from_home(portal: Portal, who: &SchoolMember, name: String) -> Self {
        let (person, uai, role) = (who.person().clone(), who.uai(), who.role());
        Self { portal, person, uai, name, role, others: Vec::new() }
    }

    /// The same person for school `uai`, where she serves it: what she does on a page that was drawn for that one.
    pub fn acting_for(&self, uai: Uai) -> Option<Self> {
        let mut acting = self.clone();
        if uai != self.uai {
            let other = acting.others.iter_mut().find(|other| other.uai == uai)?;
            std::mem::swap(&mut acting.uai, &mut other.uai);
            std::mem::swap(&mut acting.name, &mut other.name);
            std::mem::swap(&mut acting.role, &mut other.role);
        }
        Some(acting)
    }

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

    /// Her other schools, for which she may act instead.
    pub fn other_schools(&self) -> &[ServedSchool] {
        &self.others
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.person.account)
    }
}

impl StaffMember {
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
