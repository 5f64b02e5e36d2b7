//! Whose session this is, and what she is here: what each request of somebody who is signed in asks.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DbErr, FromQueryResult, JoinType, QueryFilter, QueryResult, QueryTrait,
    SelectTwo, Set,
};

use super::{IDLE, alive, chain_of, person};
use crate::Fault;
use crate::entity::{accounts, sessions};
use crate::ids::TenantId;
use crate::random::Token;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, Person, Place, Portal, Shared, Standing, with_places};

/// How often a session in use is written to.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

impl Doors {
    /// The person whose session this is here, if it lives and she may still sign in.
    pub async fn resume_session(&self, token: &Token) -> Result<Option<Person>, Fault> {
        let found = self.read(async |tx| tx.held_session(meant(token, &self.host)).await).await?;
        let Some((session, account)) = found else {
            return Ok(None);
        };
        self.touch(&session).await?;
        Ok(Some(person(&session, account)))
    }
}

impl Shared {
    /// The session was used: its chain may idle on from now, because it is one browser, before which
    /// somebody sits. Written at most once a minute.
    pub(crate) async fn touch(&self, session: &sessions::Model) -> Result<(), Fault> {
        if self.store.clock.now() - session.seen_at < TOUCH_EVERY {
            return Ok(());
        }
        self.write(async |tx| {
            let update = tx.set(sessions::ActiveModel {
                id: Set(session.id),
                seen_at: Set(tx.now()),
                ..Default::default()
            });
            tx.run(update).await?;
            let idle_until = Ord::min(tx.now() + IDLE, session.expires_at);
            let update = tx
                .update_shared::<sessions::Entity>()
                .set(sessions::ActiveModel { idle_until: Set(idle_until), ..Default::default() })
                .filter(sessions::Column::AccountId.eq(session.account_id))
                .filter(
                    Condition::any()
                        .add(sessions::Column::Id.eq(session.id))
                        .add(sessions::Column::Chain.eq(chain_of(session))),
                )
                .filter(alive(tx.now()))
                .filter(sessions::Column::IdleUntil.lt(idle_until))
                .filter(sessions::Column::ExpiresAt.gte(idle_until));
            tx.run(update).await.map(drop)
        })
        .await
    }
}

impl Portal {
    /// What the person whose session this is on `host`, one of this portal's, is here. One statement,
    /// read at every request, so that a right that is removed works at the next one.
    pub async fn resume_session(
        &self,
        token: &Token,
        host: &str,
    ) -> Result<Option<Standing>, Fault> {
        let mut places = Vec::new();
        let mut found = None;
        for (session, seat) in self.read(async |tx| seats(tx, meant(token, host)).await).await? {
            let Some(seat) = seat else { continue };
            places.push(seat.place);
            found = Some((session, seat.account));
        }
        let Some((session, account)) = found else {
            return Ok(None);
        };
        self.shared.touch(&session).await?;
        let person = person(&session, account);
        Ok(Some(Standing::of(self.clone(), person, places)))
    }
}

/// Who holds a session, and one of her places on a portal.
struct Seat {
    account: accounts::Model,
    place: Place,
}

impl FromQueryResult for Seat {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            account: accounts::Model::from_query_result(row, prefix)?,
            place: Place::from_query_result(row, "")?,
        })
    }
}

async fn seats(
    tx: &Tx<'_, TenantId>,
    meant: Condition,
) -> Result<Vec<(sessions::Model, Option<Seat>)>, Fault> {
    let mut select = tx.holding(meant);
    let chosen = Expr::col((sessions::Entity, sessions::Column::Uai));
    with_places(QueryTrait::query(&mut select), tx.tenant_id(), chosen);
    let seats = select.into_model::<sessions::Model, Seat>();
    tx.all(seats).await
}

/// The session with this secret on this host.
pub(super) fn meant(token: &Token, host: &str) -> Condition {
    Condition::all()
        .add(sessions::Column::TokenHash.eq(token.hash()))
        .add(sessions::Column::Host.eq(host))
}

impl<S: Scope> Tx<'_, S> {
    /// The session that is meant, if it lives, with the account that it is of, unless that was
    /// closed. One statement: every request on a host that is no portal's asks for it.
    pub(super) async fn held_session(
        &self,
        meant: Condition,
    ) -> Result<Option<(sessions::Model, accounts::Model)>, Fault> {
        let found = self.one(self.holding(meant)).await?;
        Ok(found.and_then(|(session, account)| Some((session, account?))))
    }

    fn holding(&self, meant: Condition) -> SelectTwo<sessions::Entity, accounts::Entity> {
        let holder = Condition::all()
            .add(
                Expr::col((accounts::Entity, accounts::Column::Id))
                    .equals((sessions::Entity, sessions::Column::AccountId)),
            )
            .add(accounts::Column::DisabledAt.is_null());
        let mut select = self
            .shared::<sessions::Entity>()
            .filter(meant)
            .filter(alive(self.now()))
            .select_also(accounts::Entity);
        QueryTrait::query(&mut select).join(JoinType::InnerJoin, accounts::Entity, holder);
        select
    }
}
