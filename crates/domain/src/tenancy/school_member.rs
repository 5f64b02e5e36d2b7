//! A person in one of her schools, whatever the portal: what she is at her account's home.

use std::sync::Arc;

use education::Uai;

use super::{Booker, Person, Shared};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::history::Actor;
use crate::store::{Scope, Tx};

/// A person who belongs to a school. Made anew at each request, so that a right that is removed
/// works at the next one; a school that is not hers has none.
#[derive(Clone)]
pub struct SchoolMember {
    pub(crate) shared: Arc<Shared>,
    pub(crate) person: Person,
    uai: Uai,
    role: MembershipRole,
}

impl SchoolMember {
    pub(crate) fn new(
        shared: &Arc<Shared>,
        person: &Person,
        uai: Uai,
        role: MembershipRole,
    ) -> Self {
        Self { shared: Arc::clone(shared), person: person.clone(), uai, role }
    }

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
        let place = self.membership_of(who.person.account, who.uai).await?;
        Ok(place.is_some_and(|place| place.role == MembershipRole::Manager))
    }
}

impl Booker {
    /// The same person in the same school, away from the portal: what she may do for her school
    /// on every host.
    pub fn membership(&self) -> SchoolMember {
        SchoolMember::new(&self.portal.shared, &self.person, self.uai(), self.role())
    }
}
