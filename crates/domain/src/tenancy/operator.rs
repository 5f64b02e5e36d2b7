//! Whoever runs the platform, on the console.

use std::sync::Arc;

use super::{Doors, Person, Shared};
use crate::Fault;
use crate::history::Actor;
use crate::random::Token;

/// A person who runs the platform. Made anew at each request by [`Doors::resume_operator`], so
/// that a right that is removed works at the next one.
#[derive(Clone)]
pub struct Operator {
    pub(crate) shared: Arc<Shared>,
    person: Person,
}

impl Doors {
    /// The operator whose session this is. `None`: the session has ended, or she runs nothing.
    pub async fn resume_operator(&self, token: &Token) -> Result<Option<Operator>, Fault> {
        let Some(person) = self.resume_session(token).await? else {
            return Ok(None);
        };
        let runs = self.read(async |tx| tx.runs_platform(person.account).await).await?;
        Ok(runs.then(|| Operator { shared: Arc::clone(&self.shared), person }))
    }
}

impl Operator {
    /// Who she is.
    pub fn person(&self) -> &Person {
        &self.person
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::Operator(self.person.account)
    }
}
