//! Rows of `archive_parts`: the file of an archive in pieces.

use super::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "archive_parts")]
pub struct Model {
    pub tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub archive_id: ArchiveId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub content: Vec<u8>,
}

scope!(tenant);
