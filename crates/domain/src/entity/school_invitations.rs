//! Rows of `school_invitations`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "school_invitations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    pub uai: SchoolId,
    pub login: String,
    pub role: crate::accounts::MembershipRole,
    pub created_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    /// The manager who sent it; none: the platform.
    pub invited_by: Option<AccountId>,
}

scope!(shared);
