//! Making the database say what a folder says.

use education::{Uai, names};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, NotSet, QueryFilter, QuerySelect, Set};

use super::files::{apply_documents, apply_logo, sha256};
use super::label::{LabelRefused, UnlikeRefused, own_host};
use super::{TenantBundle, check, offer};
use crate::directory::School;
use crate::entity::{slugs, tenants};
use crate::fault::holds_fault;
use crate::history::{Actor, Event};
use crate::ids::{SchoolId, TenantId};
use crate::store::Tx;
use crate::tenancy::Tenant;
use crate::{Backstage, Fault};

/// What applying a portal did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// There was no portal of this name.
    Created,
    /// Something differed; this is its new version.
    Changed(i32),
    /// It was so already.
    Unchanged,
}

/// Why a portal was not applied. Nothing was changed.
#[derive(Debug)]
pub enum TenantRefused {
    /// Not a label that may be an address.
    Slug(LabelRefused),
    /// A common site has this address.
    Taken(String),
    /// Not a bare host name outside of the platform's own.
    Host(String),
    /// Another portal has this host.
    HostTaken(String),
    /// A name is missing: the portal's, a track's, a programme's, a teacher's.
    NoName,
    /// A name stands twice.
    Twice(String),
    /// The directory does not know this school.
    UnknownSchool(Uai),
    /// A section acts through its mother school.
    Section(Uai),
    /// Not `#rrggbb`.
    Accent(String),
    /// Not an IANA name.
    TimeZone(String),
    /// Not one of the published zones.
    HolidayZone(String),
    /// Out of range.
    DueDays(i32),
    /// Not later than the convention is due, or not before the day of the stage.
    ReleaseDays,
    /// Unconfirmed bookings would be released although their convention is not awaited before the stage.
    ReleasePolicy,
    /// Too heavy.
    Logo,
    /// Somebody else applied it at the same moment.
    Conflict,
    /// The unexpected.
    Fault(Fault),
}

holds_fault!(TenantRefused);

impl Backstage {
    /// Creates a portal, or makes it what `bundle` says; the same bundle twice changes nothing.
    /// Tracks, programmes and teachers are added and put in order, never taken away: slots may use
    /// them. A template gets a new version only when its source differs.
    pub async fn apply_tenant(
        &self,
        bundle: &TenantBundle,
        by: Actor,
    ) -> Result<Applied, TenantRefused> {
        check::check(bundle)?;
        let host = self.own_host(bundle)?;
        let school = check::may_host(bundle.spec.uai, self.school(bundle.spec.uai).await?)?;
        let known = self.tenant_id(&bundle.slug).await?;
        let id = known.unwrap_or_else(|| self.random().id(self.clock().now()).into());
        let applied = self
            .shared
            .store
            .write(id, async |tx| apply(tx, bundle, host, &school, by).await)
            .await?;
        self.forget_portals();
        Ok(applied)
    }

    fn own_host(&self, bundle: &TenantBundle) -> Result<Option<String>, TenantRefused> {
        let read = |typed: &String| {
            let host = own_host(typed, self.base_domain());
            host.ok_or_else(|| TenantRefused::Host(typed.clone()))
        };
        bundle.spec.custom_host.as_ref().map(read).transpose()
    }

    /// The tenant of a slug.
    pub(super) async fn tenant_id(&self, slug: &str) -> Result<Option<TenantId>, Fault> {
        self.read(async |tx| {
            let row = tx
                .one(tx.shared::<tenants::Entity>().filter(tenants::Column::Slug.eq(slug)))
                .await?;
            Ok(row.map(|row| row.id))
        })
        .await
    }
}

async fn apply(
    tx: &Tx<'_, TenantId>,
    bundle: &TenantBundle,
    host: Option<String>,
    school: &School,
    by: Actor,
) -> Result<Applied, TenantRefused> {
    let id = tx.tenant_id();
    // Held: who books meanwhile waits for the new settings.
    let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
    let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
    if let Some(host) = &host {
        not_anothers(tx, host).await?;
    }
    let mut new = tenants::Model { custom_host: host, ..row(tx, bundle, school, old.as_ref())? };
    if let Some(old) = old.as_ref().filter(|old| old.state.is_held()) {
        // What was stopped by an operator's word is opened by one, not by a folder.
        if tx.is_held_by_word(old.state).await? {
            new.state = old.state;
        }
    }
    let offered = Tenant::read(new.clone())?;
    let version = old.as_ref().map_or(1, |old| old.version + 1);
    if old.is_none() {
        tx.unlike_others(&bundle.slug).await.map_err(|refused| match refused {
            UnlikeRefused::Like(other) => TenantRefused::Slug(LabelRefused::Like(other)),
            UnlikeRefused::Fault(fault) => fault.into(),
        })?;
        // The key of `slugs` decides against a common site that comes at this moment.
        match tx.insert_shared(slugs::ActiveModel { slug: Set(bundle.slug.clone()) }).await {
            Err(Fault::Constraint(_)) => return Err(TenantRefused::Taken(bundle.slug.clone())),
            other => other?,
        }
        tx.insert_shared(active(new.clone())).await?;
    }
    tx.write_words(&new).await?;
    let mut differs = old.as_ref().is_some_and(|old| *old != new);
    differs |= apply_logo(tx, bundle.logo.as_deref()).await?;
    differs |= apply_documents(tx, bundle).await?;
    let mut offers = offer::apply_tracks(tx, &bundle.spec.tracks).await?;
    offers |= offer::apply_teachers(tx, &bundle.spec.teachers).await?;
    differs |= offers;
    tx.offer_slots(&offered).await?;
    let applied = match old {
        None => Applied::Created,
        Some(_) if !differs => return Ok(Applied::Unchanged),
        Some(old) => {
            let newer = tenants::ActiveModel {
                version: NotSet,
                ..active(tenants::Model { updated_at: tx.now(), ..new.clone() })
            };
            if !tx.bump_from(old.version, newer).await? {
                return Err(TenantRefused::Conflict);
            }
            if deadlines(&old) != deadlines(&new) {
                tx.set_releases(&Tenant::read(new.clone())?).await?;
            }
            if offers || printed(&old) != printed(&new) {
                tx.renew_agreements_soon().await?;
            }
            Applied::Changed(version)
        }
    };
    tx.record(by, Some(bundle.spec.uai), Event::TenantApplied { tenant: id, version }).await?;
    Ok(applied)
}

/// Two that come at the same moment are told apart by the column's key.
async fn not_anothers(tx: &Tx<'_, TenantId>, host: &str) -> Result<(), TenantRefused> {
    let other = tx
        .shared::<tenants::Entity>()
        .filter(tenants::Column::CustomHost.eq(host))
        .filter(tenants::Column::Id.ne(tx.tenant_id()));
    match tx.any(other).await? {
        true => Err(TenantRefused::HostTaken(host.to_owned())),
        false => Ok(()),
    }
}

/// The row as it should be, with the version and the moments that it has.
fn row(
    tx: &Tx<'_, TenantId>,
    bundle: &TenantBundle,
    school: &School,
    old: Option<&tenants::Model>,
) -> Result<tenants::Model, TenantRefused> {
    let spec = &bundle.spec;
    let city = spec.city.clone().unwrap_or_else(|| school.listed.city.clone());
    Ok(tenants::Model {
        id: tx.tenant_id(),
        slug: bundle.slug.clone(),
        custom_host: None,
        uai: SchoolId(spec.uai),
        name: spec.name.trim().to_owned(),
        short_name: spec.short_name.trim().to_owned(),
        search_key: search_key(&spec.name, &spec.short_name, &city),
        city,
        department: school.department.clone(),
        listed: spec.listed,
        state: spec.state,
        time_zone: check::time_zone(spec, school)?.name().to_owned(),
        holiday_zone: check::holiday_zone(spec, school)?,
        accent: spec.accent.to_ascii_lowercase(),
        agreement_policy: spec.agreement_policy,
        agreement_due_days: spec.agreement_due_days,
        release_days: spec.release_days,
        details: serde_json::to_string(&check::details(spec, school)).map_err(Fault::from)?,
        texts: serde_json::to_string(&spec.texts).map_err(Fault::from)?,
        logo_sha256: bundle.logo.as_deref().map(sha256),
        version: old.map_or(1, |old| old.version),
        created_at: old.map_or(tx.now(), |old| old.created_at),
        updated_at: old.map_or(tx.now(), |old| old.updated_at),
    })
}

/// What the lycée is found by.
pub(super) fn search_key(name: &str, short_name: &str, city: &str) -> String {
    names::fold(&format!("{name} {short_name} {city}"))
}

/// What a convention may say of the lycée; the job that follows compares each paper.
fn printed(row: &tenants::Model) -> impl PartialEq + use<'_> {
    let names = (&row.name, &row.short_name, &row.city, &row.details, &row.texts);
    (names, row.agreement_policy, row.agreement_due_days, &row.time_zone, &row.holiday_zone)
}

/// What decides when unconfirmed bookings are released.
fn deadlines(row: &tenants::Model) -> impl PartialEq + use<'_> {
    (row.agreement_policy, row.release_days, &row.time_zone, &row.holiday_zone)
}

/// Every column, to be written.
fn active(row: tenants::Model) -> tenants::ActiveModel {
    use sea_orm::{ActiveModelTrait, IntoActiveModel};
    row.into_active_model().reset_all()
}
