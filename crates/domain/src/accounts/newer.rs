//! A link opens nothing any more: whether a newer mail of the same kind waits in the same mailbox.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use super::LinkPurpose;
use crate::Fault;
use crate::entity::mailed_links;
use crate::random::Token;
use crate::tenancy::Doors;

impl Doors {
    /// When a mail left whose link does the same, opens, and is newer than this one.
    pub async fn newer_mail(&self, token: &Token) -> Result<Option<DateTime<Utc>>, Fault> {
        self.read(async |tx| {
            let this = tx
                .shared::<mailed_links::Entity>()
                .filter(mailed_links::Column::TokenHash.eq(token.hash()))
                .filter(mailed_links::Column::Host.eq(&self.host));
            let Some(this) = tx.one(this).await? else { return Ok(None) };
            // These go to the account's own mailbox, whatever they say besides.
            let whose = match this.account_id {
                Some(account) => mailed_links::Column::AccountId.eq(account),
                None => mailed_links::Column::AccountId.is_null(),
            };
            let same = match this.purpose {
                LinkPurpose::ResetPassword | LinkPurpose::AllowLoginChange => Condition::all(),
                _ => Condition::all().add(mailed_links::Column::Payload.eq(this.payload)),
            };
            let newer = tx
                .shared::<mailed_links::Entity>()
                .filter(whose)
                .filter(same)
                .filter(mailed_links::Column::Purpose.eq(this.purpose))
                .filter(mailed_links::Column::Host.eq(&self.host))
                .filter(mailed_links::Column::CreatedAt.gt(this.created_at))
                .filter(mailed_links::Column::ExpiresAt.gt(tx.now()))
                .filter(mailed_links::Column::UsedAt.is_null())
                .filter(mailed_links::Column::EndedAt.is_null())
                .order_by_desc(mailed_links::Column::CreatedAt);
            Ok(tx.one(newer).await?.map(|link| link.created_at))
        })
        .await
    }
}
