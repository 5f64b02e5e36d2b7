//! Rows of `passkeys`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "passkeys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PasskeyId,
    pub account_id: AccountId,
    pub name: String,
    /// Of the id that the key has in the world: known once.
    pub credential_hash: String,
    /// What it is checked by, sealed for this account.
    pub sealed: String,
    /// How often it had signed when it was last used; 0: it does not count.
    pub counter: i64,
    pub created_at: DateTimeUtc,
    pub used_at: Option<DateTimeUtc>,
    /// When it counted backwards: somebody may have a copy, and it opens nothing any more.
    pub copied_at: Option<DateTimeUtc>,
}

scope!(shared);
