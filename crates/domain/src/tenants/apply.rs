//! Making the database say what a folder says.

use education::names;
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, NotSet, QueryFilter, QuerySelect};

use super::files::{apply_documents, apply_logo, sha256};
use super::label::own_host;
use super::refused::TenantRefused;
use super::written::written;
use super::{TenantBundle, check, offer};
use crate::directory::School;
use crate::entity::{own_hosts, tenants};
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

impl Backstage {
    /// Creates a portal, or makes it what `bundle` says; the same bundle twice changes nothing.
    /// Tracks, programmes and teachers are added and put in order; what the folder no longer names goes, unless a
    /// slot uses it. A template gets a new version only when its source differs.
    pub async fn apply_tenant(
        &self,
        bundle: &TenantBundle,
        by: Actor,
    ) -> Result<Applied, TenantRefused> {
        let asked = self.asked(bundle).await?;
        let applied =
            self.shared.store.write(asked.id, async |tx| apply(tx, asked, by).await).await?;
        self.forget_portals();
        Ok(applied)
    }

    /// What a folder asks for, with all that is wrong with it before its own row is held.
    pub(super) async fn asked(&self, bundle: &TenantBundle) -> Result<Asked, TenantRefused> {
        let school = self.school(bundle.spec.uai).await?;
        let known = self.tenant_id(&bundle.slug).await?;
        let id = known.unwrap_or_else(|| self.random().id(self.clock().now()).into());
        Ok(Asked::new(id, bundle, school, self.base_domain()))
    }

    /// The tenant of a slug.
    pub(crate) async fn tenant_id(&self, slug: &str) -> Result<Option<TenantId>, Fault> {
        self.read(async |tx| {
            let row = tx
                .one(tx.shared::<tenants::Entity>().filter(tenants::Column::Slug.eq(slug)))
                .await?;
            Ok(row.map(|row| row.id))
        })
        .await
    }
}

/// A folder beside what the database knows.
pub(crate) struct Asked {
    pub(super) id: TenantId,
    /// As it is kept.
    bundle: TenantBundle,
    host: Option<String>,
    school: Option<School>,
    pub(super) wrong: Vec<TenantRefused>,
}

impl Asked {
    /// What a portal asks for, beside the `school` of its UAI.
    pub(crate) fn new(
        id: TenantId,
        bundle: &TenantBundle,
        school: Option<School>,
        base: &str,
    ) -> Self {
        let (spec, mut wrong) = written(&bundle.spec);
        let bundle = TenantBundle { spec, ..bundle.clone() };
        wrong.extend(check::check(&bundle));
        let typed = bundle.spec.custom_host.as_ref();
        let host = typed.and_then(|typed| own_host(typed, base));
        if let Some(typed) = typed.filter(|_| host.is_none()) {
            wrong.push(TenantRefused::Host(typed.clone()));
        }
        let school = check::may_host(bundle.spec.uai, school).map_err(|no| wrong.push(no)).ok();
        if let Some(school) = &school {
            let unzoned = bundle.spec.holiday_zone.is_none();
            wrong.extend(check::holiday_zone(&bundle.spec, school).err().filter(|_| unzoned));
        }
        Self { id, bundle, host, school, wrong }
    }
}

/// Makes the rows of this portal say what is asked; nothing is written if anything is wrong.
pub(crate) async fn apply(
    tx: &Tx<'_, TenantId>,
    asked: Asked,
    by: Actor,
) -> Result<Applied, TenantRefused> {
    let id = tx.tenant_id();
    // Held: who books meanwhile waits for the new settings.
    let own = tx.shared::<tenants::Entity>().filter(tenants::Column::Id.eq(id));
    let old = tx.one(own.lock(LockType::NoKeyUpdate)).await?;
    let Asked { bundle, host, school, mut wrong, .. } = asked;
    let bundle = &bundle;
    if let Some(host) = &host {
        wrong.extend(is_anothers(tx, host).await?);
    }
    if old.is_none() {
        wrong.extend(tx.like_another(&bundle.slug).await?.map(TenantRefused::Slug));
    }
    let Some(school) = school.filter(|_| wrong.is_empty()) else {
        return Err(TenantRefused::all(wrong).err().unwrap_or(TenantRefused::Conflict));
    };
    let new = row(tx, bundle, &school, old.as_ref())?;
    let host = match host {
        None => tx.proved_host(old.as_ref()).await?,
        named => named,
    };
    let mut new = tenants::Model { custom_host: host, ..new };
    if let Some(old) = old.as_ref().filter(|old| old.state != new.state) {
        // What was stopped by an operator's word is opened by one, not by a folder; nor does a folder that says what it
        // said before take back any other word of theirs. Of an older release it is not known what it said.
        let said_before = old.folder_state.is_none_or(|state| state == new.state);
        let by_word = (old.state.is_held() || said_before) && tx.is_by_word(old.state).await?;
        // What is to be erased is not opened either, whoever stopped it.
        if by_word || tx.is_archived().await? {
            new.state = old.state;
        }
    }
    let offered = Tenant::read(new.clone())?;
    let version = old.as_ref().map_or(1, |old| old.version + 1);
    if old.is_none() {
        if !tx.put_label(&bundle.slug).await? {
            return Err(TenantRefused::Taken(bundle.slug.clone()));
        }
        tx.insert_shared(active(new.clone())).await?;
    }
    tx.write_words(&new).await?;
    let same = |old: &tenants::Model| {
        *old == tenants::Model { folder_state: old.folder_state, ..new.clone() }
    };
    let mut differs = old.as_ref().is_some_and(|old| !same(old));
    differs |= apply_logo(tx, bundle.logo.as_deref()).await?;
    differs |= apply_documents(tx, bundle).await?;
    let mut offers = offer::apply_tracks(tx, &bundle.spec.tracks).await?;
    offers |= offer::apply_teachers(tx, &bundle.spec.teachers).await?;
    offers |= tx.take_out(&bundle.spec).await?;
    differs |= offers;
    tx.offer_slots(&offered).await?;
    let applied = match old {
        None => Applied::Created,
        Some(old) if !differs => {
            tx.know_folder(&old, new.folder_state).await?;
            return Ok(Applied::Unchanged);
        }
        Some(old) => {
            let newer = tenants::ActiveModel {
                version: NotSet,
                ..active(tenants::Model { updated_at: tx.now(), ..new.clone() })
            };
            if !tx.bump_from(old.version, newer).await? {
                return Err(TenantRefused::Conflict);
            }
            let releases = deadlines(&old) != deadlines(&new);
            if releases {
                tx.set_releases(&Tenant::read(new.clone())?).await?;
            }
            if releases || offers || printed(&old) != printed(&new) {
                tx.renew_agreements_soon(releases).await?;
            }
            Applied::Changed(version)
        }
    };
    tx.record(by, Some(bundle.spec.uai), Event::TenantApplied { tenant: id, version }).await?;
    Ok(applied)
}

impl Tx<'_, TenantId> {
    /// The host on which a portal lives since it was proved on the console: a folder that names none leaves it.
    async fn proved_host(&self, old: Option<&tenants::Model>) -> Result<Option<String>, Fault> {
        let Some(host) = old.and_then(|old| old.custom_host.as_ref()) else { return Ok(None) };
        let proved = self
            .find::<own_hosts::Entity>()
            .filter(own_hosts::Column::Host.eq(host))
            .filter(own_hosts::Column::ProvedAt.is_not_null());
        Ok(self.any(proved).await?.then(|| host.clone()))
    }
}

/// Two that come at the same moment are told apart by the column's key.
async fn is_anothers(tx: &Tx<'_, TenantId>, host: &str) -> Result<Option<TenantRefused>, Fault> {
    let other = tx
        .shared::<tenants::Entity>()
        .filter(tenants::Column::CustomHost.eq(host))
        .filter(tenants::Column::Id.ne(tx.tenant_id()));
    let taken = tx.any(other).await?;
    Ok(taken.then(|| TenantRefused::HostTaken(host.to_owned())))
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
        name: spec.name.clone(),
        short_name: spec.short_name.clone(),
        search_key: search_key(&spec.name, &spec.short_name, &city),
        city,
        department: school.department.clone(),
        listed: spec.listed,
        state: spec.state,
        folder_state: Some(spec.state),
        time_zone: check::time_zone(spec, school)?.name().to_owned(),
        holiday_zone: check::holiday_zone(spec, school)?,
        accent: spec.accent.to_ascii_lowercase(),
        agreement_policy: spec.agreement_policy,
        agreement_due_days: spec.agreement_due_days,
        release_days: spec.release_days,
        erase_days: spec.erase_days,
        erase_on: spec.erase_on.clone(),
        erased_through: old.and_then(|old| old.erased_through),
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
