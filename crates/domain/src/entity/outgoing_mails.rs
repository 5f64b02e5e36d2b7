//! Rows of `outgoing_mails`.

use sea_orm::entity::prelude::*;
use uuid::Uuid;

use crate::ids::*;
use crate::store::scope;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outgoing_mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: JobId,
    pub tenant_id: Option<TenantId>,
    pub kind: String,
    pub recipient: String,
    pub subject: String,
    pub about: Option<Uuid>,
    pub host: String,
    pub status: crate::mails::MailStatus,
    pub attempts: i32,
    pub error: Option<String>,
    pub created_at: DateTimeUtc,
    pub sent_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

scope!(shared);
