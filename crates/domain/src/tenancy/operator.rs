//! Whoever runs the platform, on the console.

use super::{Backstage, Person};
use crate::Fault;
use crate::history::Actor;
use crate::random::Token;
use crate::store::{Tx, Whole};

/// A person who runs the platform. Made anew at each request by [`Backstage::resume_operator`], so
/// that a right that is removed works at the next one.
#[derive(Clone)]
pub struct Operator {
    backstage: Backstage,
    person: Person,
}

impl Backstage {
    /// The operator whose session this is. `None`: the session has ended, or she runs nothing.
    pub async fn resume_operator(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Option<Operator>, Fault> {
        let Some(person) = self.resume_session(token, host).await? else {
            return Ok(None);
        };
        let runs = self.read(async |tx| tx.runs_platform(person.account).await).await?;
        Ok(runs.then(|| Operator { backstage: self.clone(), person }))
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

    pub(crate) async fn read<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.backstage.read(work).await
    }

    pub(crate) async fn write<T, E: From<Fault>>(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.backstage.write(work).await
    }
}
