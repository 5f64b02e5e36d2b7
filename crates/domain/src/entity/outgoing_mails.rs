//! Rows of `outgoing_mails`.

use super::prelude::*;

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
    pub said: Option<String>,
}

scope!(shared);
