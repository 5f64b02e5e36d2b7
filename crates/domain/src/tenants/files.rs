//! What a portal has besides its settings: its logo, and each version of its document templates.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use sha2::{Digest, Sha256};

use super::TenantBundle;
use super::check::LARGEST_LOGO;
use crate::Fault;
use crate::entity::{template_versions, tenant_files, tenants};
use crate::fault::holds_fault;
use crate::history::Event;
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::FullOperator;

/// The name of the logo among a tenant's files.
pub(super) const LOGO: &str = "logo.png";

/// Why a portal kept the logo that it had.
#[derive(Debug)]
pub enum LogoRefused {
    /// No portal has this id.
    NotFound,
    /// Drawn anew it is too heavy.
    TooHeavy,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(LogoRefused);

impl FullOperator {
    /// Gives a portal, in any state, another logo (a PNG that was checked, bounded and re-encoded), or none. `false`: it
    /// was so already.
    pub async fn set_logo(&self, id: TenantId, logo: Option<&[u8]>) -> Result<bool, LogoRefused> {
        if logo.is_some_and(|logo| logo.len() > LARGEST_LOGO) {
            return Err(LogoRefused::TooHeavy);
        }
        let changed = self
            .store
            .write(id, async |tx| {
                let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
                let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
                let old = old.ok_or(LogoRefused::NotFound)?;
                if !apply_logo(tx, logo).await? {
                    return Ok(false);
                }
                let row = tenants::ActiveModel {
                    id: Set(id),
                    logo_sha256: Set(logo.map(sha256)),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                };
                tx.bump_from(old.version, row).await?;
                let event = Event::LogoChanged { tenant: id, gone: logo.is_none() };
                tx.record(self.actor(), Some(old.uai.0), event).await?;
                Ok::<_, LogoRefused>(true)
            })
            .await?;
        if changed {
            self.forget_portals();
        }
        Ok(changed)
    }
}

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
