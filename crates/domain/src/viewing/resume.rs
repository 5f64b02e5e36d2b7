//! Whose viewing this is: what each request of an operator who looks asks.

use sea_orm::{ColumnTrait, QueryFilter};

use super::Viewing;
use crate::Fault;
use crate::entity::viewings;
use crate::ids::{ChainId, SessionId, TenantId};
use crate::random::Token;
use crate::store::Tx;
use crate::tenancy::{Person, Portal};

impl Portal {
    /// The viewing of a secret on this portal, and as whom she looks, while it lasts. Her session on the console was
    /// used then, as if she had clicked there: one browser, before which somebody sits.
    pub async fn resume_viewing(&self, token: &Token) -> Result<Option<(Viewing, Person)>, Fault> {
        let found = self.read(async |tx| tx.open_viewing(token).await).await?;
        let Some(row) = found else { return Ok(None) };
        let behind = self.read(async |tx| tx.session_behind(&row).await).await?;
        let Some(behind) = behind else { return Ok(None) };
        let account = self.read(async |tx| tx.account(row.account_id).await).await?;
        let Some(account) = account.filter(|row| row.disabled_at.is_none()) else {
            return Ok(None);
        };
        self.shared.touch(&behind).await?;
        let viewing = Viewing { id: row.id, operator: row.operator_id, until: row.expires_at };
        let person = Person {
            account: account.id,
            // None of hers: what is asked by them finds nothing.
            session: SessionId(row.id.0),
            chain: ChainId(row.id.0),
            school: row.uai.map(|uai| uai.0),
            name: account.display_name(),
            login: account.login,
            position: account.position,
            confirmed: account.confirmed_at.is_some(),
            bounced: account
                .bounced_at
                .map(|since| (since, account.bounce_code.unwrap_or_default())),
        };
        Ok(Some((viewing, person)))
    }
}

impl Tx<'_, TenantId> {
    async fn open_viewing(&self, token: &Token) -> Result<Option<viewings::Model>, Fault> {
        let meant = self
            .find::<viewings::Entity>()
            .filter(viewings::Column::TokenHash.eq(token.hash()))
            .filter(viewings::Column::EndedAt.is_null());
        self.one(meant).await
    }
}
