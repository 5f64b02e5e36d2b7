//! What each step changes of a draft.

use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::{Step, StepRefused};
use crate::Fault;
use crate::entity::{jobs, outgoing_mails, slots, staff, tenants};
use crate::history::Event;
use crate::ids::TenantId;
use crate::queue::JobState;
use crate::store::Tx;
use crate::tenancy::{FullOperator, Tenant, TenantDetails, TenantState};
use crate::tenants::{Asked, TenantBundle, TrackSpec, apply, bundle, check_label};
use crate::text::{
    AddressLine, City, HeadName, HeadQuality, MailAddress, PortalName, ShortName, Telephone,
};

/// What the step « Le lycée » says.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the setting of its name")]
pub struct About {
    pub name: PortalName,
    pub short_name: ShortName,
    pub city: City,
    pub address: Vec<AddressLine>,
    pub phone: Option<Telephone>,
    pub mail: MailAddress,
    pub head_name: Option<HeadName>,
    pub head_quality: HeadQuality,
    /// IANA name.
    pub time_zone: String,
    /// "Zone B".
    pub holiday_zone: String,
    pub agricultural: bool,
    /// Whether its stages are found from the front door.
    pub listed: bool,
}

impl FullOperator {
    /// Moves a draft to another address. The former one is free again unless somebody was told of it.
    pub async fn address_draft(
        &self,
        id: TenantId,
        version: i32,
        slug: &str,
    ) -> Result<(), StepRefused> {
        check_label(slug).map_err(StepRefused::Label)?;
        self.store
            .write(id, async |tx| {
                let old = tx.held_draft(Some(version)).await?;
                if old.slug == slug {
                    return Ok(());
                }
                tx.move_to(&old, slug, self).await?;
                if !tx.is_known_outside().await? {
                    tx.free_label(&old.slug).await?;
                }
                tx.note(self, &old, Step::Address).await
            })
            .await?;
        self.forget_portals();
        Ok(())
    }

    /// « Le lycée ».
    pub async fn describe_draft(
        &self,
        id: TenantId,
        version: i32,
        about: &About,
    ) -> Result<(), StepRefused> {
        self.change_draft(id, version, Step::About, |draft| {
            let spec = &mut draft.spec;
            spec.name = about.name.to_string();
            spec.short_name = about.short_name.to_string();
            spec.city = Some(about.city.to_string());
            spec.time_zone = Some(about.time_zone.clone());
            spec.holiday_zone = Some(about.holiday_zone.clone());
            spec.listed = about.listed;
            spec.details = TenantDetails {
                address: about.address.iter().map(ToString::to_string).collect(),
                phone: about.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
                mail: about.mail.to_string(),
                head_name: about.head_name.as_ref().map(ToString::to_string).unwrap_or_default(),
                head_quality: about.head_quality.to_string(),
                agricultural: about.agricultural,
                ..spec.details.clone()
            };
        })
        .await
    }

    /// « Couleurs ».
    pub async fn colour_draft(
        &self,
        id: TenantId,
        version: i32,
        accent: &str,
    ) -> Result<(), StepRefused> {
        let accent = accent.to_owned();
        self.change_draft(id, version, Step::Look, |draft| draft.spec.accent = accent).await
    }

    /// « Formations »: these, in this order, and no others.
    pub async fn offer_draft(
        &self,
        id: TenantId,
        version: i32,
        tracks: Vec<TrackSpec>,
    ) -> Result<(), StepRefused> {
        self.change_draft(id, version, Step::Offer, |draft| draft.spec.tracks = tracks).await
    }

    /// Notes that the legal pages were read.
    pub async fn read_legal_pages(&self, id: TenantId) -> Result<(), StepRefused> {
        self.store
            .write(id, async |tx| {
                let old = tx.held_draft(None).await?;
                tx.note(self, &old, Step::Legal).await
            })
            .await
    }

    /// Changes a draft that is still what it was at `version`, by the same code as a folder does.
    async fn change_draft(
        &self,
        id: TenantId,
        version: i32,
        step: Step,
        change: impl FnOnce(&mut TenantBundle),
    ) -> Result<(), StepRefused> {
        self.store
            .write(id, async |tx| {
                let old = tx.held_draft(Some(version)).await?;
                let mut wanted = bundle(tx, &Tenant::read(old.clone())?).await?;
                change(&mut wanted);
                let school = tx.listed_school(old.uai.0).await?;
                apply(tx, Asked::new(id, &wanted, school, &self.base_domain), self.actor()).await?;
                tx.note(self, &old, step).await
            })
            .await?;
        self.forget_portals();
        Ok(())
    }
}

impl Tx<'_, TenantId> {
    /// The row of this draft, held until the transaction ends; as it was at `version`, where a form was drawn from it.
    pub(super) async fn held_draft(
        &self,
        version: Option<i32>,
    ) -> Result<tenants::Model, StepRefused> {
        let own = self.shared::<tenants::Entity>();
        let own = own.filter(tenants::Column::Id.eq(self.tenant_id()));
        let row = self.one(own.lock(LockType::NoKeyUpdate)).await?.ok_or(StepRefused::NotFound)?;
        if row.state != TenantState::Draft {
            return Err(StepRefused::NotDraft);
        }
        match version {
            Some(version) if version != row.version => Err(StepRefused::Changed),
            _ => Ok(row),
        }
    }

    /// Writes down that a step is done.
    pub(super) async fn note(
        &self,
        by: &FullOperator,
        row: &tenants::Model,
        step: Step,
    ) -> Result<(), StepRefused> {
        let event = Event::TenantPrepared { tenant: row.id, step };
        Ok(self.record(by.actor(), Some(row.uai.0), event).await?)
    }

    /// Whether anybody was told of this portal's address: by a letter, or because she works there.
    async fn is_known_outside(&self) -> Result<bool, Fault> {
        let mails = self.shared::<outgoing_mails::Entity>();
        let mails = mails.filter(outgoing_mails::Column::TenantId.eq(self.tenant_id()));
        let leaving = self.shared::<jobs::Entity>();
        let leaving = leaving
            .filter(jobs::Column::TenantId.eq(self.tenant_id()))
            .filter(jobs::Column::State.is_in([JobState::Queued, JobState::Leased]));
        Ok(self.any(mails).await?
            || self.any(leaving).await?
            || self.any(self.find::<staff::Entity>()).await?
            || self.any(self.find::<slots::Entity>()).await?)
    }
}
