//! Schools of the directory, portals and their domains.

use education::Uai;
use sea_orm::Set;

use super::SampleSchool;
use crate::entity::{schools, tenants};
use crate::ids::{SchoolId, TenantId};
use crate::tenancy::{AgreementPolicy, TenantDetails, TenantState};
use crate::{Backstage, Fault, Portal};

impl Backstage {
    /// Puts schools into the directory.
    pub async fn sample_schools(&self, list: &[SampleSchool]) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = |school: &SampleSchool| {
                let uai = number(school)?;
                let here = uai.department();
                Ok(schools::ActiveModel {
                    uai: Set(uai),
                    name: Set(school.name.to_owned()),
                    kind: Set(school.kind.to_owned()),
                    nature_code: Set(None),
                    sector: Set("public".to_owned()),
                    agricultural: Set(false),
                    address: Set("1 rue des Écoles".to_owned()),
                    postal_code: Set(school.postal_code.to_owned()),
                    city: Set(school.city.to_owned()),
                    town: Set(education::names::town(school.city)),
                    latitude: Set(None),
                    longitude: Set(None),
                    department: Set(here.map(|here| here.code.clone()).unwrap_or_default()),
                    academy: Set(here.map(|here| here.academy_code.clone()).unwrap_or_default()),
                    phone: Set(Some("02 40 00 00 00".to_owned())),
                    mail: Set(Some(school.mail.to_owned())),
                    mother_uai: Set(None),
                    state: Set("open".to_owned()),
                    source: Set("directory".to_owned()),
                    search_key: Set(education::names::fold(&format!(
                        "{} {}",
                        school.name, school.city
                    ))),
                    listed_hash: Set("0".repeat(64)),
                    updated_at: Set(tx.now()),
                })
            };
            let rows = list.iter().map(row).collect::<Result<Vec<_>, Fault>>()?;
            tx.insert_all_shared(rows).await
        })
        .await
    }

    /// Says where a school stands.
    pub async fn sample_point(&self, uai: Uai, latitude: f64, longitude: f64) -> Result<(), Fault> {
        self.write(async |tx| {
            let update = tx.set(schools::ActiveModel {
                uai: Set(SchoolId(uai)),
                latitude: Set(Some(latitude)),
                longitude: Set(Some(longitude)),
                ..Default::default()
            });
            tx.run(update).await
        })
        .await?;
        Ok(())
    }

    /// Opens a portal for a school that is in the directory.
    pub async fn sample_portal(
        &self,
        slug: &str,
        name: &str,
        school: &SampleSchool,
    ) -> Result<Portal, Fault> {
        let details = TenantDetails {
            address: vec![
                "1 rue des Écoles".into(),
                format!("{} {}", school.postal_code, school.city),
            ],
            phone: "02 40 00 00 00".into(),
            mail: format!("contact@{slug}.example"),
            head_name: "Mme Claire Morvan".into(),
            head_quality: "proviseure".into(),
            ..TenantDetails::default()
        };
        let id: TenantId = self
            .write(async |tx| {
                let id = tx.id();
                tx.put_label(slug).await?;
                tx.insert_shared(tenants::ActiveModel {
                    id: Set(id),
                    slug: Set(slug.to_owned()),
                    uai: Set(number(school)?),
                    name: Set(name.to_owned()),
                    short_name: Set(name.to_owned()),
                    city: Set(school.city.to_owned()),
                    department: Set("044".to_owned()),
                    search_key: Set(education::names::fold(&format!("{name} {}", school.city))),
                    listed: Set(true),
                    state: Set(TenantState::Open),
                    time_zone: Set("Europe/Paris".to_owned()),
                    holiday_zone: Set("Zone B".to_owned()),
                    accent: Set("#0b6e4f".to_owned()),
                    agreement_policy: Set(AgreementPolicy::BeforeVisit),
                    agreement_due_days: Set(3),
                    release_days: Set(None),
                    erase_days: Set(None),
                    erase_on: Set(None),
                    erased_through: Set(None),
                    details: Set(serde_json::to_string(&details)?),
                    texts: Set("{}".to_owned()),
                    version: Set(1),
                    created_at: Set(tx.now()),
                    updated_at: Set(tx.now()),
                    ..Default::default()
                })
                .await
                .map(|()| id)
            })
            .await?;
        self.shared
            .store
            .write(id, async |tx| match tx.get::<tenants::Entity>(id).await? {
                Some(row) => tx.write_words(&row).await,
                None => Ok(()),
            })
            .await?;
        self.forget_portals();
        self.portal(id).await?.ok_or_else(|| Fault::Damaged("a portal just made".into()))
    }

    /// Lets a portal release unconfirmed bookings so many school days before the stage: the portal as it
    /// is then, where it is then.
    pub async fn sample_release(
        &self,
        portal: &Portal,
        days: i32,
        (time_zone, holiday_zone): (&str, &str),
    ) -> Result<Portal, Fault> {
        let update = tenants::ActiveModel {
            id: Set(portal.id()),
            release_days: Set(Some(days)),
            time_zone: Set(time_zone.to_owned()),
            holiday_zone: Set(holiday_zone.to_owned()),
            ..Default::default()
        };
        self.write(async |tx| tx.run(tx.set(update)).await).await?;
        self.forget_portals();
        self.portal(portal.id()).await?.ok_or_else(|| Fault::Damaged("a portal just set".into()))
    }

    /// Gives a portal a domain of its own: the portal as it is found there.
    pub async fn sample_domain(&self, portal: &Portal, host: &str) -> Result<Portal, Fault> {
        portal.sample_domain(host).await?;
        self.portal(portal.id()).await?.ok_or_else(|| Fault::Damaged("a portal just moved".into()))
    }
}

impl Portal {
    /// Gives the portal a domain of its own.
    pub async fn sample_domain(&self, host: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            let update = tx.set(tenants::ActiveModel {
                id: Set(self.id()),
                custom_host: Set(Some(host.to_owned())),
                ..Default::default()
            });
            tx.run(update).await
        })
        .await?;
        self.shared.forget_portals();
        Ok(())
    }
}

fn number(school: &SampleSchool) -> Result<SchoolId, Fault> {
    school.uai.parse().map_err(|_| Fault::Damaged(format!("UAI {}", school.uai)))
}
