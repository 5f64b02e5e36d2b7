//! A session on the console: it opens nothing before the second factor, and does not idle for long.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition};

use super::ends::one;
use super::resume::meant;
use super::{LONGEST, Lineage, person};
use crate::Fault;
use crate::entity::{operators, sessions};
use crate::ids::{AccountId, SessionId};
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
        if !holds(&session, self.store.clock.now()) {
            return Ok(None);
        }
        let row = self.read(async |tx| tx.get::<operators::Entity>(account.id).await).await?;
        let Some(row) = row else { return Ok(None) };
        self.touch(&session).await?;
        let person = person(&session, account);
        Ok(Some(match session.proved_at.is_some() {
            true => OnConsole::Operator(Operator::new(&self.shared, person, row.role)),
            false => OnConsole::Claimant(Claimant::new(&self.shared, person)),
        }))
    }
}

/// Whether a session that lives still does so on the console.
fn holds(session: &sessions::Model, now: DateTime<Utc>) -> bool {
    let since = if session.proved_at.is_some() { session.seen_at } else { session.created_at };
    now - since < CONSOLE_IDLE && now - session.created_at < LONGEST
}

impl<S: Scope> Tx<'_, S> {
    /// The session by which somebody is on the console with both factors, if it lives.
    pub(crate) async fn console_session(
        &self,
        account: AccountId,
        session: SessionId,
    ) -> Result<Option<sessions::Model>, Fault> {
        let hers = Condition::all()
            .add(sessions::Column::Id.eq(session))
            .add(sessions::Column::AccountId.eq(account))
            .add(sessions::Column::ProvedAt.is_not_null());
        let found = self.held_session(hers).await?;
        Ok(found.map(|(session, _)| session).filter(|session| holds(session, self.now())))
    }

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
