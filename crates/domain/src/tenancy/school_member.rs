//! A person in one of her schools, whatever the portal: what she is at her account's home.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter};

use super::{Backstage, Booker, Person};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::memberships;
use crate::history::Actor;
use crate::ids::SchoolId;
use crate::store::{Scope, Tx};

/// A person who belongs to a school. Made anew at each request, so that a right that is removed
/// works at the next one; a school that is not hers has none.
#[derive(Clone)]
pub struct SchoolMember {
    pub(crate) backstage: Backstage,
    pub(crate) person: Person,
    uai: Uai,
    role: MembershipRole,
}

impl Backstage {
    /// What `person` is in a school; `None`: nothing.
    pub async fn membership(
        &self,
        person: &Person,
        uai: Uai,
    ) -> Result<Option<SchoolMember>, Fault> {
        let found = self
            .read(async |tx| {
                let hers = tx
                    .shared::<memberships::Entity>()
                    .filter(memberships::Column::AccountId.eq(person.account))
                    .filter(memberships::Column::Uai.eq(SchoolId(uai)));
                tx.one(hers).await
            })
            .await?;
        Ok(found.map(|row| SchoolMember {
            backstage: self.clone(),
            person: person.clone(),
            uai,
            role: row.role,
        }))
    }
}

impl SchoolMember {
    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Of which school.
    pub fn uai(&self) -> Uai {
        self.uai
    }

    /// Manager or member of it.
    pub fn role(&self) -> MembershipRole {
        self.role
    }

    /// Whether she may decide about colleagues.
    pub fn is_manager(&self) -> bool {
        self.role == MembershipRole::Manager
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Account(self.person.account)
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Whether she still is a manager of her school: asked again inside of the verbs that only
    /// managers have, so that a right that was just removed decides nothing.
    pub(crate) async fn manages(&self, who: &SchoolMember) -> Result<bool, Fault> {
        let query = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.eq(who.person.account))
            .filter(memberships::Column::Uai.eq(SchoolId(who.uai)))
            .filter(memberships::Column::Role.eq(MembershipRole::Manager));
        self.any(query).await
    }
}

impl Booker {
    /// The same person in the same school, away from the portal: what she may do for her school
    /// on every host.
    pub fn membership(&self) -> SchoolMember {
        SchoolMember {
            backstage: self.portal.backstage(),
            person: self.person.clone(),
            uai: self.uai(),
            role: self.role(),
        }
    }
}
