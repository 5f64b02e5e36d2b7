//! Whoever runs the platform, on the console.

use std::ops::Deref;
use std::sync::Arc;

use super::{Person, Shared};
use crate::history::Actor;
use crate::operators::OperatorRole;

/// An operator who gave her password, and not yet the code of her telephone: there is nothing but the
/// second step for her. Made anew at each request by [`super::Doors::resume_operator`].
#[derive(Clone)]
pub struct Claimant {
    pub(crate) shared: Arc<Shared>,
    person: Person,
}

/// A person who runs the platform, and sees all of it. Made anew at each request by
/// [`super::Doors::resume_operator`], so that a right that is removed works at the next one.
#[derive(Clone)]
pub struct Operator {
    pub(crate) shared: Arc<Shared>,
    person: Person,
    role: OperatorRole,
}

/// An operator whose role lets her change something.
#[derive(Clone)]
pub struct FullOperator(Operator);

impl Claimant {
    pub(crate) fn new(shared: &Arc<Shared>, person: Person) -> Self {
        Self { shared: Arc::clone(shared), person }
    }

    /// Who she says she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Operator(self.person.account)
    }
}

impl Operator {
    pub(crate) fn new(shared: &Arc<Shared>, person: Person, role: OperatorRole) -> Self {
        Self { shared: Arc::clone(shared), person, role }
    }

    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// How much she may do.
    pub fn role(&self) -> OperatorRole {
        self.role
    }

    /// The same person as one who changes something, if her role lets her.
    pub fn full(&self) -> Option<FullOperator> {
        (self.role == OperatorRole::Full).then(|| FullOperator(self.clone()))
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Operator(self.person.account)
    }
}

impl Deref for FullOperator {
    type Target = Operator;

    fn deref(&self) -> &Operator {
        &self.0
    }
}
