//! Making, changing and removing common sites.

use std::collections::HashSet;

use education::{academies, departments};
use sea_orm::{ColumnTrait, NotSet, QueryFilter, QuerySelect, Set};

use super::SiteSpec;
use crate::entity::{sites, slugs, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::SiteId;
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;
use crate::tenants::{Applied, LabelRefused, UnlikeRefused, check_label, has_shape, is_colour};
use crate::{Backstage, Fault};

/// Why a common site was not made or changed. Nothing was changed.
#[derive(Debug)]
pub enum SiteRefused {
    /// Not a label that may be an address.
    Slug(LabelRefused),
    /// A portal or another common site has this address.
    Taken(String),
    /// Not `#rrggbb`.
    Accent(String),
    /// No département has this code.
    Department(String),
    /// No académie has this code.
    Academy(String),
    /// No portal has this address.
    Portal(String),
    /// It would hold nothing.
    Empty,
    /// Not a common site.
    NotFound,
    /// Somebody else changed it meanwhile.
    Conflict,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(SiteRefused);

impl Operator {
    /// Makes a common site. Its address stays as it is.
    pub async fn create_site(&self, slug: &str, spec: &SiteSpec) -> Result<SiteId, SiteRefused> {
        let spec = checked(slug, spec)?;
        let made = self.write(async |tx| create(tx, slug, &spec, self.actor()).await).await?;
        self.forget_portals();
        Ok(made)
    }

    /// Changes a common site that is still what it was at `version`.
    pub async fn change_site(
        &self,
        id: SiteId,
        version: i32,
        spec: &SiteSpec,
    ) -> Result<(), SiteRefused> {
        self.write(async |tx| {
            let row = tx.get::<sites::Entity>(id).await?.ok_or(SiteRefused::NotFound)?;
            let spec = checked(&row.slug, spec)?;
            change(tx, id, version, &spec, self.actor()).await
        })
        .await?;
        self.forget_portals();
        Ok(())
    }

    /// Removes a common site. Its portals, stages and bookings are not touched; its address is free again.
    pub async fn remove_site(&self, id: SiteId) -> Result<(), SiteRefused> {
        self.write(async |tx| {
            let row = tx.get::<sites::Entity>(id).await?.ok_or(SiteRefused::NotFound)?;
            tx.run(tx.delete_shared::<sites::Entity>().filter(sites::Column::Id.eq(id))).await?;
            let own = slugs::Column::Slug.eq(row.slug);
            tx.run(tx.delete_shared::<slugs::Entity>().filter(own)).await?;
            tx.record(self.actor(), None, Event::SiteRemoved { site: id }).await?;
            Ok::<_, SiteRefused>(())
        })
        .await?;
        self.forget_portals();
        Ok(())
    }
}

impl Backstage {
    /// Makes a common site, or makes it what `spec` says; the same twice changes nothing.
    pub async fn apply_site(
        &self,
        slug: &str,
        spec: &SiteSpec,
        by: Actor,
    ) -> Result<Applied, SiteRefused> {
        let spec = checked(slug, spec)?;
        let applied = self
            .write(async |tx| {
                let named = tx.shared::<sites::Entity>().filter(sites::Column::Slug.eq(slug));
                match tx.one(named).await? {
                    None => create(tx, slug, &spec, by).await.map(|_| Applied::Created),
                    Some(row) if SiteSpec::read(&row)? == spec => Ok(Applied::Unchanged),
                    Some(row) => {
                        change(tx, row.id, row.version, &spec, by).await?;
                        Ok(Applied::Changed(row.version + 1))
                    }
                }
            })
            .await?;
        self.forget_portals();
        Ok(applied)
    }
}

/// What can be checked without the database; codes in their one spelling.
fn checked(slug: &str, spec: &SiteSpec) -> Result<SiteSpec, SiteRefused> {
    check_label(slug).map_err(SiteRefused::Slug)?;
    if !is_colour(&spec.accent) {
        return Err(SiteRefused::Accent(spec.accent.clone()));
    }
    let department = |code: &String| {
        let known = departments::by_code(code).map(|one| one.code.clone());
        known.ok_or_else(|| SiteRefused::Department(code.clone()))
    };
    let academy = |code: &String| {
        let known = academies::by_code(code).map(|one| one.code.clone());
        known.ok_or_else(|| SiteRefused::Academy(code.clone()))
    };
    // A word that is no label is nobody's: the database is not asked for it.
    let portal = |slug: &String| match has_shape(slug) {
        true => Ok(slug.clone()),
        false => Err(SiteRefused::Portal(slug.clone())),
    };
    let spec = SiteSpec {
        accent: spec.accent.to_ascii_lowercase(),
        departments: each_once(&spec.departments, department)?,
        academies: each_once(&spec.academies, academy)?,
        portals: each_once(&spec.portals, portal)?,
        ..spec.clone()
    };
    let empty = spec.departments.is_empty() && spec.academies.is_empty() && spec.portals.is_empty();
    if empty { Err(SiteRefused::Empty) } else { Ok(spec) }
}

/// Codes in their one spelling and in their order, each once.
fn each_once(
    typed: &[String],
    read: impl Fn(&String) -> Result<String, SiteRefused>,
) -> Result<Vec<String>, SiteRefused> {
    let mut seen = HashSet::new();
    let mut read: Vec<String> = typed.iter().map(read).collect::<Result<_, _>>()?;
    read.retain(|code| seen.insert(code.clone()));
    Ok(read)
}

async fn create(
    tx: &Tx<'_, Whole>,
    slug: &str,
    spec: &SiteSpec,
    by: Actor,
) -> Result<SiteId, SiteRefused> {
    known_portals(tx, spec).await?;
    tx.unlike_others(slug).await.map_err(|refused| match refused {
        UnlikeRefused::Like(other) => SiteRefused::Slug(LabelRefused::Like(other)),
        UnlikeRefused::Fault(fault) => fault.into(),
    })?;
    // The key of `slugs` decides against a portal that comes at this moment.
    match tx.insert_shared(slugs::ActiveModel { slug: Set(slug.to_owned()) }).await {
        Err(Fault::Constraint(_)) => return Err(SiteRefused::Taken(slug.to_owned())),
        other => other?,
    }
    let id: SiteId = tx.id();
    let row = sites::ActiveModel {
        id: Set(id),
        slug: Set(slug.to_owned()),
        version: Set(1),
        created_at: Set(tx.now()),
        ..columns(tx, spec)?
    };
    tx.insert_shared(row).await?;
    tx.record(by, None, Event::SiteApplied { site: id, version: 1 }).await?;
    Ok(id)
}

async fn change(
    tx: &Tx<'_, Whole>,
    id: SiteId,
    version: i32,
    spec: &SiteSpec,
    by: Actor,
) -> Result<(), SiteRefused> {
    known_portals(tx, spec).await?;
    let row = sites::ActiveModel { id: Set(id), ..columns(tx, spec)? };
    if !tx.bump_from(version, row).await? {
        return Err(SiteRefused::Conflict);
    }
    tx.record(by, None, Event::SiteApplied { site: id, version: version + 1 }).await?;
    Ok(())
}

async fn known_portals(tx: &Tx<'_, Whole>, spec: &SiteSpec) -> Result<(), SiteRefused> {
    if spec.portals.is_empty() {
        return Ok(());
    }
    let named = tenants::Column::Slug.is_in(spec.portals.iter().map(String::as_str));
    let query = tx.shared::<tenants::Entity>().filter(named).select_only();
    let known: Vec<String> = tx.all(query.column(tenants::Column::Slug).into_tuple()).await?;
    match spec.portals.iter().find(|slug| !known.contains(slug)) {
        Some(unknown) => Err(SiteRefused::Portal(unknown.clone())),
        None => Ok(()),
    }
}

fn columns(tx: &Tx<'_, Whole>, spec: &SiteSpec) -> Result<sites::ActiveModel, Fault> {
    Ok(sites::ActiveModel {
        id: NotSet,
        slug: NotSet,
        name: Set(spec.name.to_string()),
        welcome: Set(spec.welcome.to_string()),
        accent: Set(spec.accent.clone()),
        departments: Set(serde_json::to_string(&spec.departments)?),
        academies: Set(serde_json::to_string(&spec.academies)?),
        portals: Set(serde_json::to_string(&spec.portals)?),
        version: NotSet,
        created_at: NotSet,
        updated_at: Set(tx.now()),
    })
}
