//! What a portal has besides its settings: its logo, and each version of its document templates.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, Set};
use sha2::{Digest, Sha256};

use super::TenantBundle;
use crate::Fault;
use crate::entity::{template_versions, tenant_files};
use crate::ids::TenantId;
use crate::store::Tx;

/// The name of the logo among a tenant's files.
pub(super) const LOGO: &str = "logo.png";

pub(super) async fn apply_logo(tx: &Tx<'_, TenantId>, logo: Option<&[u8]>) -> Result<bool, Fault> {
    let is_logo = tenant_files::Column::Name.eq(LOGO);
    let old = tx.one(tx.find::<tenant_files::Entity>().filter(is_logo.clone())).await?;
    let hash = logo.map(sha256);
    if old.as_ref().map(|file| &file.sha256) == hash.as_ref() {
        return Ok(false);
    }
    tx.run(tx.delete::<tenant_files::Entity>().filter(is_logo)).await?;
    if let (Some(logo), Some(hash)) = (logo, hash) {
        tx.insert(tenant_files::ActiveModel {
            tenant_id: Set(tx.tenant_id()),
            name: Set(LOGO.to_owned()),
            media_type: Set("image/png".to_owned()),
            content: Set(logo.to_vec()),
            sha256: Set(hash),
            updated_at: Set(tx.now()),
        })
        .await?;
    }
    Ok(true)
}

pub(super) async fn apply_documents(
    tx: &Tx<'_, TenantId>,
    bundle: &TenantBundle,
) -> Result<bool, Fault> {
    let mut differs = false;
    for (kind, source) in &bundle.documents {
        let query = tx
            .find::<template_versions::Entity>()
            .filter(template_versions::Column::Kind.eq(kind.as_str()))
            .order_by_desc(template_versions::Column::Version);
        let newest = tx.one(query).await?;
        let hash = sha256(source.as_bytes());
        if newest.as_ref().is_some_and(|newest| newest.sha256 == hash) {
            continue;
        }
        differs = true;
        tx.insert(template_versions::ActiveModel {
            id: Set(tx.id()),
            tenant_id: Set(tx.tenant_id()),
            kind: Set(kind.as_str().to_owned()),
            version: Set(newest.map_or(1, |newest| newest.version + 1)),
            source: Set(source.clone()),
            sha256: Set(hash),
            created_at: Set(tx.now()),
        })
        .await?;
    }
    Ok(differs)
}

pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}
