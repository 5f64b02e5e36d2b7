//! Making, changing and removing common sites.

use education::{academies, departments};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, NotSet, QueryFilter, QueryOrder, QuerySelect, Set};

use super::SiteSpec;
use crate::entity::{sites, slugs, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::SiteId;
use crate::store::{Tx, Whole};
use crate::tenancy::FullOperator;
use crate::tenants::{Applied, LabelRefused, check_label, has_shape, is_colour};
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
    /// All of these.
    Several(Vec<Self>),
    /// Not a common site.
    NotFound,
    /// Somebody else changed it meanwhile.
    Conflict,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(SiteRefused);

impl FullOperator {
    /// Makes a common site. Its address stays as it is.
    pub async fn create_site(&self, slug: &str, spec: &SiteSpec) -> Result<SiteId, SiteRefused> {
        let made = self.write(async |tx| create(tx, slug, spec, self.actor()).await).await?;
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
            change(tx, &row, version, spec, self.actor()).await
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
        let applied = self.write(async |tx| apply(tx, slug, spec, by).await).await?;
        self.forget_portals();
        Ok(applied)
    }

    /// Applies a common site and takes it back.
    pub async fn rehearse_site(&self, slug: &str, spec: &SiteSpec) -> Result<Applied, SiteRefused> {
        let rehearsed = self
            .write(async |tx| {
                let applied = apply(tx, slug, spec, Actor::System).await;
                // An error in any case: it takes back what was done.
                Err::<(), _>(Rehearsed(applied))
            })
            .await;
        match rehearsed {
            Err(Rehearsed(applied)) => applied,
            Ok(()) => Err(SiteRefused::Conflict),
        }
    }
}

/// What a rehearsal ends with.
struct Rehearsed(Result<Applied, SiteRefused>);

impl From<Fault> for Rehearsed {
    fn from(fault: Fault) -> Self {
        Self(Err(fault.into()))
    }
}

async fn apply(
    tx: &Tx<'_, Whole>,
    slug: &str,
    spec: &SiteSpec,
    by: Actor,
) -> Result<Applied, SiteRefused> {
    let named = tx.shared::<sites::Entity>().filter(sites::Column::Slug.eq(slug));
    match tx.one(named).await? {
        None => create(tx, slug, spec, by).await.map(|_| Applied::Created),
        Some(row) => {
            let mut meant = checked(slug, spec).0;
            meant.portals = follow(tx, meant.portals).await?.0;
            if SiteSpec::read(&row)? == meant {
                return Ok(Applied::Unchanged);
            }
            change(tx, &row, row.version, spec, by).await?;
            Ok(Applied::Changed(row.version + 1))
        }
    }
}

/// Codes in their one spelling, also where names were typed, each once; and what is wrong, all of it, as far as it can
/// be seen without the database.
fn checked(slug: &str, spec: &SiteSpec) -> (SiteSpec, Vec<SiteRefused>) {
    let mut wrong: Vec<SiteRefused> =
        check_label(slug).map_err(SiteRefused::Slug).err().into_iter().collect();
    if !is_colour(&spec.accent) {
        wrong.push(SiteRefused::Accent(spec.accent.clone()));
    }
    let mut read =
        |typed: &[String], code: fn(&str) -> Option<String>, no: fn(String) -> SiteRefused| {
            let mut codes: Vec<String> = Vec::new();
            for one in typed {
                match code(one) {
                    Some(code) if codes.contains(&code) => {}
                    Some(code) => codes.push(code),
                    None => wrong.push(no(one.clone())),
                }
            }
            codes
        };
    let department = |typed: &str| Some(departments::named(typed)?.code.clone());
    let academy = |typed: &str| Some(academies::named(typed)?.code.clone());
    // A word that is no label is nobody's: the database is not asked for it.
    let portal = |slug: &str| has_shape(slug).then(|| slug.to_owned());
    let spec = SiteSpec {
        accent: spec.accent.to_ascii_lowercase(),
        contact: spec.contact.clone().filter(|mail| !mail.to_string().is_empty()),
        departments: read(&spec.departments, department, SiteRefused::Department),
        academies: read(&spec.academies, academy, SiteRefused::Academy),
        portals: read(&spec.portals, portal, SiteRefused::Portal),
        ..spec.clone()
    };
    (spec, wrong)
}

/// Nothing, one mistake, or all of them.
fn refused(mut wrong: Vec<SiteRefused>) -> Result<(), SiteRefused> {
    match (wrong.pop(), wrong.is_empty()) {
        (None, _) => Ok(()),
        (Some(one), true) => Err(one),
        (Some(last), false) => {
            wrong.push(last);
            Err(SiteRefused::Several(wrong))
        }
    }
}

/// Who has this address, or one that looks like it.
async fn unfree(tx: &Tx<'_, Whole>, slug: &str) -> Result<Option<SiteRefused>, Fault> {
    let same = tx.shared::<slugs::Entity>().filter(slugs::Column::Slug.eq(slug));
    if tx.one(same).await?.is_some() {
        return Ok(Some(SiteRefused::Taken(slug.to_owned())));
    }
    Ok(tx.like_another(slug).await?.map(SiteRefused::Slug))
}

async fn create(
    tx: &Tx<'_, Whole>,
    slug: &str,
    spec: &SiteSpec,
    by: Actor,
) -> Result<SiteId, SiteRefused> {
    // A word that is no label is not looked for.
    let known = match check_label(slug) {
        Ok(_) => unfree(tx, slug).await?,
        Err(_) => None,
    };
    let spec = &whole(tx, slug, spec, known).await?;
    if !tx.put_label(slug).await? {
        return Err(SiteRefused::Taken(slug.to_owned()));
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
    site: &sites::Model,
    version: i32,
    spec: &SiteSpec,
    by: Actor,
) -> Result<(), SiteRefused> {
    let id = site.id;
    let spec = &whole(tx, &site.slug, spec, None).await?;
    let row = sites::ActiveModel { id: Set(id), ..columns(tx, spec)? };
    if !tx.bump_from(version, row).await? {
        return Err(SiteRefused::Conflict);
    }
    tx.record(by, None, Event::SiteApplied { site: id, version: version + 1 }).await?;
    Ok(())
}

/// The site that is meant; or all that is wrong with it, besides what is known already.
async fn whole(
    tx: &Tx<'_, Whole>,
    slug: &str,
    typed: &SiteSpec,
    known: Option<SiteRefused>,
) -> Result<SiteSpec, SiteRefused> {
    let (spec, mut wrong) = checked(slug, typed);
    wrong.extend(known);
    let (portals, unknown) = follow(tx, spec.portals).await?;
    wrong.extend(unknown.into_iter().map(SiteRefused::Portal));
    let spec = SiteSpec { portals, ..spec };
    if typed.departments.is_empty() && typed.academies.is_empty() && typed.portals.is_empty() {
        wrong.push(SiteRefused::Empty);
    }
    refused(wrong)?;
    Ok(spec)
}

/// The addresses of portals as they are now, where a page or a folder may still name those that they left; and words
/// that are nobody's. The portals are held: who moves one meanwhile waits, and writes over what is said here.
async fn follow(
    tx: &Tx<'_, Whole>,
    named: Vec<String>,
) -> Result<(Vec<String>, Vec<String>), Fault> {
    if named.is_empty() {
        return Ok((named, Vec::new()));
    }
    let held = tx
        .shared::<tenants::Entity>()
        .filter(tenants::Column::Slug.is_in(named.iter().map(String::as_str)))
        .order_by_asc(tenants::Column::Id)
        .lock(LockType::Share);
    let here: Vec<String> = tx.all(held).await?.into_iter().map(|row| row.slug).collect();
    let (mut portals, mut unknown) = (Vec::new(), Vec::new());
    for slug in named {
        let now = match here.contains(&slug) {
            true => Some(slug.clone()),
            false => left(tx, &slug).await?,
        };
        match now {
            Some(now) if portals.contains(&now) => {}
            Some(now) => portals.push(now),
            None => unknown.push(slug),
        }
    }
    Ok((portals, unknown))
}

/// The address of the portal that left this one.
async fn left(tx: &Tx<'_, Whole>, slug: &str) -> Result<Option<String>, Fault> {
    let former = tx.shared::<slugs::Entity>().filter(slugs::Column::Slug.eq(slug));
    let Some(id) = tx.one(former).await?.and_then(|row| row.leads_to) else { return Ok(None) };
    let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
    Ok(tx.one(own.lock(LockType::Share)).await?.map(|row| row.slug))
}

fn columns(tx: &Tx<'_, Whole>, spec: &SiteSpec) -> Result<sites::ActiveModel, Fault> {
    Ok(sites::ActiveModel {
        id: NotSet,
        slug: NotSet,
        name: Set(spec.name.to_string()),
        welcome: Set(spec.welcome.to_string()),
        accent: Set(spec.accent.clone()),
        contact: Set(spec.contact.as_ref().map(ToString::to_string)),
        departments: Set(serde_json::to_string(&spec.departments)?),
        academies: Set(serde_json::to_string(&spec.academies)?),
        portals: Set(serde_json::to_string(&spec.portals)?),
        version: NotSet,
        created_at: NotSet,
        updated_at: Set(tx.now()),
    })
}
