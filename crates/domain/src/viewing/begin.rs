//! An operator asks on the console, gets a code there, and uses it on the portal: in one browser, once, in sixty
//! seconds. Then it has begun, and the portal's history says so.

use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use super::jobs::WatchViewing;
use super::{AsWhom, VIEWING_LIFE, ViewingRefused, WATCH_EVERY};
use crate::Fault;
use crate::entity::{tenants, viewings};
use crate::history::{Actor, Event};
use crate::ids::{TenantId, ViewingId};
use crate::random::Token;
use crate::sessions::PASSAGE_LIFE;
use crate::store::Tx;
use crate::tenancy::{FullOperator, Portal, Tenant};
use crate::text::Reason;

impl FullOperator {
    /// Asks to see a portal as one of its people. Nobody sees anything yet: see [`FullOperator::viewing_code`].
    pub async fn ask_viewing(
        &self,
        portal: TenantId,
        whom: AsWhom,
        reason: &Reason,
    ) -> Result<ViewingId, ViewingRefused> {
        self.store
            .write(portal, async |tx| {
                let row = tx.get::<tenants::Entity>(portal).await?;
                let tenant = Tenant::read(row.ok_or(ViewingRefused::Nobody)?)?;
                if tenant.state.is_held() {
                    return Err(ViewingRefused::Held);
                }
                if !tx.is_seated(whom).await? {
                    return Err(ViewingRefused::Nobody);
                }
                let id = tx.id();
                let asked = viewings::ActiveModel {
                    id: Set(id),
                    operator_id: Set(self.person().account),
                    session_id: Set(self.person().session),
                    account_id: Set(whom.account),
                    uai: Set(whom.school.map(Into::into)),
                    reason: Set(reason.to_string()),
                    asked_at: Set(tx.now()),
                    expires_at: Set(tx.now() + PASSAGE_LIFE),
                    ..Default::default()
                };
                tx.insert(asked).await?;
                Ok(id)
            })
            .await
    }

    /// The code of a viewing that she asked for by this session, for the browser with a secret of this hash; once.
    pub async fn viewing_code(
        &self,
        portal: TenantId,
        viewing: ViewingId,
        browser: &str,
    ) -> Result<Token, ViewingRefused> {
        self.store
            .write(portal, async |tx| {
                let code = tx.random().token();
                let given = viewings::ActiveModel {
                    id: Set(viewing),
                    browser_hash: Set(Some(browser.to_owned())),
                    code_hash: Set(Some(code.hash())),
                    ..Default::default()
                };
                let hers = tx
                    .set(given)
                    .filter(viewings::Column::SessionId.eq(self.person().session))
                    .filter(viewings::Column::OperatorId.eq(self.person().account))
                    .filter(viewings::Column::CodeHash.is_null())
                    .filter(viewings::Column::ExpiresAt.gt(tx.now()));
                match tx.change(hers).await? {
                    true => Ok(code),
                    false => Err(ViewingRefused::Code),
                }
            })
            .await
    }
}

impl Portal {
    /// Uses a code in the browser that it was made for: the viewing begins, and one that this operator has here
    /// already ends. Of two at once, one gets it.
    pub async fn begin_viewing(
        &self,
        code: &Token,
        browser: &Token,
    ) -> Result<Token, ViewingRefused> {
        self.write(async |tx| {
            let waits = tx.waiting_viewing(code, browser).await?.ok_or(ViewingRefused::Code)?;
            if tx.session_behind(&waits).await?.is_none() {
                return Err(ViewingRefused::Code);
            }
            let token = tx.random().token();
            let begun = viewings::ActiveModel {
                id: Set(waits.id),
                token_hash: Set(Some(token.hash())),
                begun_at: Set(Some(tx.now())),
                expires_at: Set(tx.now() + VIEWING_LIFE),
                ..Default::default()
            };
            let first = tx.set(begun).filter(viewings::Column::BegunAt.is_null());
            if !tx.change(first).await? {
                return Err(ViewingRefused::Code);
            }
            let others = Condition::all()
                .add(viewings::Column::OperatorId.eq(waits.operator_id))
                .add(viewings::Column::Id.ne(waits.id));
            tx.end_viewings(others).await?;
            let (account, reason) = (waits.account_id, waits.reason);
            let school = waits.uai.map(|uai| uai.0);
            let event = Event::ViewingBegun { account, reason };
            tx.record(Actor::Operator(waits.operator_id), school, event).await?;
            let watch = WatchViewing { viewing: waits.id };
            tx.enqueue_at(tx.now() + WATCH_EVERY, &watch).await?;
            Ok(token)
        })
        .await
    }
}

impl Tx<'_, TenantId> {
    /// The viewing whose code this is, if it was not used and this is its browser.
    async fn waiting_viewing(
        &self,
        code: &Token,
        browser: &Token,
    ) -> Result<Option<viewings::Model>, Fault> {
        let meant = self
            .find::<viewings::Entity>()
            .filter(viewings::Column::CodeHash.eq(code.hash()))
            .filter(viewings::Column::BrowserHash.eq(browser.hash()))
            .filter(viewings::Column::BegunAt.is_null());
        self.one(meant).await
    }
}
