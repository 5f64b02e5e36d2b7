//! A session on the console: it opens nothing before the second factor, and does not idle for long.

use chrono::TimeDelta;

use super::ends::one;
use super::resume::meant;
use super::{LONGEST, Lineage, person};
use crate::Fault;
use crate::entity::operators;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::{Claimant, Doors, Operator};

/// A session of the console ends when nothing was asked for so long, and before its second step when it is so old.
pub const CONSOLE_IDLE: TimeDelta = TimeDelta::minutes(15);

/// Whose session it is, on the console.
#[derive(Clone)]
pub enum OnConsole {
    /// Somebody who gave both factors.
    Operator(Operator),
    /// Somebody who gave the password of an operator.
    Claimant(Claimant),
}

impl Doors {
    /// The operator whose session this is. `None`: the session has ended, or she runs nothing.
    pub async fn resume_operator(&self, token: &Token) -> Result<Option<OnConsole>, Fault> {
        let found = self.read(async |tx| tx.held_session(meant(token, &self.host)).await).await?;
        let Some((session, account)) = found else { return Ok(None) };
        let (now, proved) = (self.store.clock.now(), session.proved_at.is_some());
        let since = if proved { session.seen_at } else { session.created_at };
        if now - since >= CONSOLE_IDLE || now - session.created_at >= LONGEST {
            return Ok(None);
        }
        let row = self.read(async |tx| tx.get::<operators::Entity>(account.id).await).await?;
        let Some(row) = row else { return Ok(None) };
        self.touch(&session).await?;
        let person = person(&session, account);
        Ok(Some(match proved {
            true => OnConsole::Operator(Operator::new(&self.shared, person, row.role)),
            false => OnConsole::Claimant(Claimant::new(&self.shared, person)),
        }))
    }
}

impl<S: Scope> Tx<'_, S> {
    /// The session of a password ends, and one of both factors begins. `None`: it had ended.
    pub(crate) async fn prove_session(
        &self,
        who: &Claimant,
        agent: &str,
    ) -> Result<Option<Token>, Fault> {
        let person = who.person();
        if self.end_those(person.account, one(person.session)).await? == 0 {
            return Ok(None);
        }
        let host = who.console_host();
        self.open_session(person.account, &host, agent, Lineage::proved(self)).await.map(Some)
    }
}
