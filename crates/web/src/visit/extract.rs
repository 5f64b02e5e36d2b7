//! Extractors are permissions: a handler that asks for `Signed<StaffMember>` cannot run without one.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::bookings::Changer;
use domain::tenancy::{AccountHolder, FullOperator, Operator, Person, SchoolMember, Standing};
use domain::{Booker, Editor, Portal, StaffMember};

use super::{Carried, Failure, Visit, Who};

/// Anybody, on a portal.
#[derive(Clone)]
pub(crate) struct Visitor {
    visit: Arc<Visit>,
    pub(crate) portal: Portal,
}

/// Somebody who is signed in on a portal with the role `R`.
#[derive(Clone)]
pub(crate) struct Signed<R> {
    visit: Arc<Visit>,
    pub(crate) role: R,
}

/// Somebody who is signed in, whatever she is here: for what is her own account's.
pub(crate) type SignedPerson = Signed<AccountHolder>;

/// A role that somebody who is signed in may have.
pub(crate) trait Role: Sized {
    /// The role, if it is hers.
    fn of(visit: &Visit) -> Option<Self>;
}

impl Role for Booker {
    fn of(visit: &Visit) -> Option<Self> {
        match &visit.who {
            Who::OnPortal(Standing::Origin(origin)) => Some(origin.clone()),
            _ => None,
        }
    }
}

impl Role for StaffMember {
    fn of(visit: &Visit) -> Option<Self> {
        match &visit.who {
            Who::OnPortal(Standing::Host(host)) => Some(host.clone()),
            _ => None,
        }
    }
}

impl Role for Editor {
    fn of(visit: &Visit) -> Option<Self> {
        StaffMember::of(visit)?.editor()
    }
}

impl Role for Changer {
    fn of(visit: &Visit) -> Option<Self> {
        visit.standing()?.changer()
    }
}

impl Role for Standing {
    fn of(visit: &Visit) -> Option<Self> {
        match &visit.who {
            Who::OnPortal(standing) => Some(standing.clone()),
            _ => None,
        }
    }
}

impl Role for Operator {
    fn of(visit: &Visit) -> Option<Self> {
        match &visit.who {
            Who::Operator(operator) => Some(operator.clone()),
            _ => None,
        }
    }
}

impl Role for FullOperator {
    fn of(visit: &Visit) -> Option<Self> {
        Operator::of(visit)?.full()
    }
}

impl Role for AccountHolder {
    fn of(visit: &Visit) -> Option<Self> {
        Some(visit.app.backstage.account_of(visit.person()?))
    }
}

impl Visit {
    /// What the signed-in person is on this portal.
    pub(crate) fn standing(&self) -> Option<&Standing> {
        match &self.who {
            Who::OnPortal(standing) => Some(standing),
            _ => None,
        }
    }

    /// Who is signed in.
    pub(crate) fn person(&self) -> Option<&Person> {
        match &self.who {
            Who::Nobody | Who::Claimant(_) => None,
            Who::OnPortal(Standing::Host(host)) => Some(host.person()),
            Who::OnPortal(Standing::Origin(origin)) => Some(origin.person()),
            Who::OnPortal(Standing::Nobody(person)) | Who::AtHome(person) => Some(person),
            Who::Operator(operator) => Some(operator.person()),
        }
    }
}

fn carried(parts: &Parts) -> Result<Arc<Visit>, Failure> {
    parts.extensions.get::<Carried>().cloned().ok_or(Failure::Defect("a request without a visit"))
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let visit = carried(parts)?;
        let portal = visit.portal.clone().ok_or(Failure::NotFound)?;
        Ok(Self { visit, portal })
    }
}

impl<S: Sync, R: Role> FromRequestParts<S> for Signed<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let visit = carried(parts)?;
        let role = R::of(&visit).ok_or(Failure::NotFound)?;
        Ok(Self { visit, role })
    }
}

impl SignedPerson {
    /// What she is in a school of the path; one that is not hers is not there (404).
    pub(crate) async fn membership(&self, uai: &str) -> super::Result<SchoolMember> {
        let uai = uai.parse().map_err(|_| Failure::NotFound)?;
        self.role.membership(uai).await?.ok_or(Failure::NotFound)
    }
}

/// A visit to any host, for pages that are everywhere.
#[derive(Clone)]
pub(crate) struct AnyVisit(Arc<Visit>);

impl<S: Sync> FromRequestParts<S> for AnyVisit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        carried(parts).map(Self)
    }
}

impl Deref for AnyVisit {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.0
    }
}

impl Deref for Visitor {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}

impl<R> Deref for Signed<R> {
    type Target = Visit;
    fn deref(&self) -> &Visit {
        &self.visit
    }
}
