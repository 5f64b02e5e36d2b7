//! Rows of `agreements`.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "agreements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AgreementId,
    pub tenant_id: TenantId,
    pub booking_id: BookingId,
    pub version: i32,
    pub template_id: TemplateId,
    pub data: String,
    pub data_sha256: String,
    pub pdf_sha256: Option<String>,
    pub issued_at: DateTimeUtc,
}

scope!(tenant);
