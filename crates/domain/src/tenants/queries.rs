//! Reading portals: the list of operators, the export, a portal's files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use super::files::LOGO;
use super::{DocumentKind, TeacherSpec, TenantBundle, TenantSpec, TrackSpec};
use crate::entity::{
    bookings, programmes, slots, staff, teachers, template_versions, tenant_files, tenants, tracks,
};
use crate::fault::that_read;
use crate::ids::{TemplateId, TenantId, TrackId};
use crate::store::Tx;
use crate::tenancy::{Portal, Tenant};
use crate::{Backstage, Fault};

/// A portal in the operators' list.
#[derive(Clone, Debug)]
pub struct TenantSummary {
    /// Its settings.
    pub tenant: Tenant,
    /// The host on which it lives.
    pub host: String,
    /// Stages, of any state.
    pub slots: u64,
    /// Bookings, of any state.
    pub bookings: u64,
    /// People of its staff.
    pub staff: u64,
}

/// A version of a document template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateVersion {
    /// Its id: what was issued refers to it.
    pub id: TemplateId,
    /// 1, 2, 3…
    pub version: i32,
    /// Typst.
    pub source: String,
}

/// A file of a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalFile {
    /// "image/png".
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

impl Backstage {
    /// Every portal, by name, with how much is in it: four statements, however many portals.
    pub async fn list_tenants(&self) -> Result<Vec<TenantSummary>, Fault> {
        self.read(async |tx| {
            let query = tx.shared::<tenants::Entity>().order_by_asc(tenants::Column::Name);
            let rows = tx.all(query).await?;
            // Across lycées: operators see how much there is, not what.
            let slots = tx.count_by(tx.across::<slots::Entity>(), slots::Column::TenantId).await?;
            let bookings =
                tx.count_by(tx.across::<bookings::Entity>(), bookings::Column::TenantId).await?;
            let staff = tx.count_by(tx.across::<staff::Entity>(), staff::Column::TenantId).await?;
            let of =
                |counts: &HashMap<TenantId, u64>, id| counts.get(&id).copied().unwrap_or_default();
            let summary = |row| {
                let portal = Portal::new(Arc::clone(&self.shared), Arc::new(Tenant::read(row)?));
                let id = portal.id();
                Ok(TenantSummary {
                    tenant: portal.tenant().clone(),
                    host: portal.host(),
                    slots: of(&slots, id),
                    bookings: of(&bookings, id),
                    staff: of(&staff, id),
                })
            };
            Ok(that_read(rows.into_iter().map(summary)))
        })
        .await
    }

    /// The portal of a slug, for the commands.
    pub async fn portal_named(&self, slug: &str) -> Result<Option<Portal>, Fault> {
        match self.tenant_id(slug).await? {
            Some(id) => self.portal(id).await,
            None => Ok(None),
        }
    }

    /// A portal as it would be written down: applying it again changes nothing.
    pub async fn export_tenant(&self, slug: &str) -> Result<Option<TenantBundle>, Fault> {
        let Some(portal) = self.portal_named(slug).await? else {
            return Ok(None);
        };
        portal.read(async |tx| bundle(tx, portal.tenant()).await).await.map(Some)
    }
}

/// A portal as it would be written down.
pub(crate) async fn bundle(tx: &Tx<'_, TenantId>, tenant: &Tenant) -> Result<TenantBundle, Fault> {
    let mut documents = BTreeMap::new();
    for &kind in DocumentKind::ALL {
        if let Some(template) = tx.template(kind).await? {
            documents.insert(kind, template.source);
        }
    }
    let logo = logo(tx).await?.map(|logo| logo.content);
    Ok(TenantBundle { slug: tenant.slug.clone(), spec: spec(tx, tenant).await?, documents, logo })
}

async fn logo(tx: &Tx<'_, TenantId>) -> Result<Option<PortalFile>, Fault> {
    let is_logo = tenant_files::Column::Name.eq(LOGO);
    let row = tx.one(tx.find::<tenant_files::Entity>().filter(is_logo)).await?;
    Ok(row.map(|row| PortalFile {
        media_type: row.media_type,
        content: row.content,
        sha256: row.sha256,
    }))
}

async fn spec(tx: &Tx<'_, TenantId>, tenant: &Tenant) -> Result<TenantSpec, Fault> {
    Ok(TenantSpec {
        uai: tenant.uai,
        name: tenant.name.clone(),
        short_name: tenant.short_name.clone(),
        city: Some(tenant.city.clone()),
        state: tenant.state,
        listed: tenant.listed,
        time_zone: Some(tenant.time_zone.name().to_owned()),
        holiday_zone: Some(tenant.holiday_zone.clone()),
        custom_host: tenant.custom_host.clone(),
        accent: tenant.accent.clone(),
        agreement_policy: tenant.agreement_policy,
        agreement_due_days: tenant.agreement_due_days,
        release_days: tenant.release_days,
        erase_days: tenant.erasing.days,
        erase_on: tenant.erasing.on.map(|day| day.to_string()),
        details: tenant.details.clone(),
        texts: tenant.texts.clone(),
        tracks: track_specs(tx).await?,
        teachers: teacher_specs(tx).await?,
    })
}

impl Portal {
    /// The lycée's logo, a PNG.
    pub async fn logo(&self) -> Result<Option<PortalFile>, Fault> {
        self.read(logo).await
    }

    /// The newest template of a document.
    pub async fn template(&self, kind: DocumentKind) -> Result<Option<TemplateVersion>, Fault> {
        self.read(async |tx| tx.template(kind).await).await
    }

    /// A template of this portal by id: the one that an issued document refers to.
    pub async fn template_version(&self, id: TemplateId) -> Result<Option<TemplateVersion>, Fault> {
        self.read(async |tx| tx.template_version(id).await).await
    }
}

async fn track_specs(tx: &Tx<'_, TenantId>) -> Result<Vec<TrackSpec>, Fault> {
    let tracks = tx.all(tx.find::<tracks::Entity>().order_by_asc(tracks::Column::Position)).await?;
    let programmes =
        tx.all(tx.find::<programmes::Entity>().order_by_asc(programmes::Column::Position)).await?;
    let mut of_tracks: HashMap<TrackId, Vec<String>> = HashMap::new();
    for row in programmes {
        of_tracks.entry(row.track_id).or_default().push(row.name);
    }
    Ok(tracks
        .into_iter()
        .map(|row| TrackSpec {
            programmes: of_tracks.remove(&row.id).unwrap_or_default(),
            name: row.name,
        })
        .collect())
}

async fn teacher_specs(tx: &Tx<'_, TenantId>) -> Result<Vec<TeacherSpec>, Fault> {
    let rows = tx.all(tx.find::<teachers::Entity>().order_by_asc(teachers::Column::Name)).await?;
    Ok(rows.into_iter().map(|row| TeacherSpec { name: row.name, subject: row.subject }).collect())
}

impl Tx<'_, TenantId> {
    /// The newest template of this kind, for a verb that issues a document with it.
    pub(crate) async fn template(
        &self,
        kind: DocumentKind,
    ) -> Result<Option<TemplateVersion>, Fault> {
        let query = self
            .find::<template_versions::Entity>()
            .filter(template_versions::Column::Kind.eq(kind.as_str()))
            .order_by_desc(template_versions::Column::Version);
        let row = self.one(query).await?;
        Ok(row.map(TemplateVersion::from))
    }

    /// A template by id.
    pub(crate) async fn template_version(
        &self,
        id: TemplateId,
    ) -> Result<Option<TemplateVersion>, Fault> {
        let row = self.get::<template_versions::Entity>(id).await?;
        Ok(row.map(TemplateVersion::from))
    }
}

impl From<template_versions::Model> for TemplateVersion {
    fn from(row: template_versions::Model) -> Self {
        Self { id: row.id, version: row.version, source: row.source }
    }
}
