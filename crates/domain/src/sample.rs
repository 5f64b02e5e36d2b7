//! Rows for tests: schools, lycées, people, an offer. Feature `samples`.
//!
//! What a test needs *before* it begins is put in place here, without the verbs that make it in
//! life (they have tests of their own, and some of them send mails). What a test is *about* goes
//! through the verbs. To add one: a function that inserts one thing and gives back its id.

use chrono::TimeDelta;
use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::accounts::{MembershipRole, Title};
use crate::entity::{
    accounts, memberships, operators, programmes, schools, sessions, staff, teachers,
    template_versions, tenants, tracks,
};
use crate::ids::{AccountId, ProgrammeId, TeacherId, TenantId, TrackId};
use crate::random::Token;
use crate::staff::StaffRole;
use crate::tenancy::{AgreementPolicy, TenantDetails, TenantState};
use crate::{Backstage, Fault, Portal};

/// A school of the directory, in the few words that tests look at.
#[derive(Clone, Copy, Debug)]
pub struct SampleSchool {
    /// Its number, valid.
    pub uai: &'static str,
    /// Its name, as shown.
    pub name: &'static str,
    /// As the directory's kinds are stored: `college`, `lycee`…
    pub kind: &'static str,
    /// Where it is.
    pub city: &'static str,
    /// Five digits.
    pub postal_code: &'static str,
    /// The mailbox that the directory knows.
    pub mail: &'static str,
}

/// Somebody with an account that is confirmed.
#[derive(Clone, Debug)]
pub struct SamplePerson {
    /// Her mailbox.
    pub login: String,
    /// « Civilité ».
    pub title: Title,
    /// First name.
    pub first_name: &'static str,
    /// Last name.
    pub last_name: &'static str,
    /// What she does: "secrétariat".
    pub position: &'static str,
    /// Her password, hashed; none: she cannot sign in by typing.
    pub password_hash: Option<String>,
}

impl Backstage {
    /// Puts schools into the directory.
    pub async fn sample_schools(&self, list: &[SampleSchool]) -> Result<(), Fault> {
        self.write(async |tx| {
            let rows = list.iter().map(|school| schools::ActiveModel {
                uai: Set(school.uai.to_owned()),
                name: Set(school.name.to_owned()),
                kind: Set(school.kind.to_owned()),
                nature_code: Set(None),
                sector: Set("public".to_owned()),
                agricultural: Set(false),
                address: Set("1 rue des Écoles".to_owned()),
                postal_code: Set(school.postal_code.to_owned()),
                city: Set(school.city.to_owned()),
                department: Set("044".to_owned()),
                academy: Set("17".to_owned()),
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
            });
            Ok::<_, Fault>(tx.insert_all_shared(rows.collect()).await?)
        })
        .await
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
                tx.insert_shared(tenants::ActiveModel {
                    id: Set(id),
                    slug: Set(slug.to_owned()),
                    custom_host: Set(None),
                    uai: Set(school.uai.to_owned()),
                    name: Set(name.to_owned()),
                    short_name: Set(name.to_owned()),
                    city: Set(school.city.to_owned()),
                    state: Set(TenantState::Open),
                    time_zone: Set("Europe/Paris".to_owned()),
                    holiday_zone: Set("Zone B".to_owned()),
                    accent: Set("#0b6e4f".to_owned()),
                    agreement_policy: Set(AgreementPolicy::BeforeVisit),
                    agreement_due_days: Set(3),
                    details: Set(serde_json::to_string(&details)?),
                    texts: Set("{}".to_owned()),
                    logo_sha256: Set(None),
                    version: Set(1),
                    created_at: Set(tx.now()),
                    updated_at: Set(tx.now()),
                })
                .await?;
                Ok::<_, Fault>(id)
            })
            .await?;
        self.forget_portals();
        self.portal(id)
            .await?
            .ok_or_else(|| Fault::Damaged("a portal just made".into()))
    }

    /// Gives a portal a domain of its own.
    pub async fn sample_domain(&self, portal: &Portal, host: &str) -> Result<Portal, Fault> {
        self.write(async |tx| {
            tx.update_shared::<tenants::Entity>()
                .set(tenants::ActiveModel {
                    custom_host: Set(Some(host.to_owned())),
                    ..Default::default()
                })
                .filter(tenants::Column::Id.eq(portal.id()))
                .exec(tx.db())
                .await?;
            Ok::<_, Fault>(())
        })
        .await?;
        self.forget_portals();
        self.portal(portal.id())
            .await?
            .ok_or_else(|| Fault::Damaged("a portal just moved".into()))
    }

    /// Gives a person an account, confirmed.
    pub async fn sample_account(&self, person: SamplePerson) -> Result<AccountId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            tx.insert_shared(accounts::ActiveModel {
                id: Set(id),
                login: Set(person.login),
                title: Set(person.title),
                last_name: Set(person.last_name.to_owned()),
                first_name: Set(person.first_name.to_owned()),
                position: Set(person.position.to_owned()),
                phone: Set(None),
                password_hash: Set(person.password_hash),
                confirmed_at: Set(Some(tx.now())),
                disabled_at: Set(None),
                password_changed_at: Set(None),
                created_at: Set(tx.now()),
                ..Default::default()
            })
            .await?;
            Ok(id)
        })
        .await
    }

    /// Takes the proof of a person's mailbox away.
    pub async fn sample_unconfirm(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.update_shared::<accounts::Entity>()
                .set(accounts::ActiveModel {
                    confirmed_at: Set(None),
                    ..Default::default()
                })
                .filter(accounts::Column::Id.eq(account))
                .exec(tx.db())
                .await?;
            Ok(())
        })
        .await
    }

    /// Makes a person act for a school.
    pub async fn sample_membership(
        &self,
        account: AccountId,
        uai: Uai,
        role: MembershipRole,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = memberships::ActiveModel {
                id: Set(tx.id()),
                account_id: Set(account),
                uai: Set(uai.to_string()),
                role: Set(role),
                created_at: Set(tx.now()),
            };
            Ok::<_, Fault>(tx.insert_shared(row).await?)
        })
        .await
    }

    /// Takes a person out of a school.
    pub async fn sample_departure(&self, account: AccountId, uai: Uai) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.delete_shared::<memberships::Entity>()
                .filter(memberships::Column::AccountId.eq(account))
                .filter(memberships::Column::Uai.eq(uai.to_string()))
                .exec(tx.db())
                .await?;
            Ok(())
        })
        .await
    }

    /// Makes a person an operator of the platform.
    pub async fn sample_operator(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = operators::ActiveModel {
                account_id: Set(account),
                created_at: Set(tx.now()),
            };
            Ok::<_, Fault>(tx.insert_shared(row).await?)
        })
        .await
    }

    /// Signs a person in on one host, without her password: the cookie's value.
    pub async fn sign_in_for_tests(&self, account: AccountId, host: &str) -> Result<Token, Fault> {
        let token = self.random().token();
        self.write(async |tx| {
            let row = sessions::ActiveModel {
                id: Set(tx.id()),
                token_hash: Set(token.hash()),
                account_id: Set(account),
                host: Set(host.to_owned()),
                chain: Set(Some(tx.id())),
                uai: Set(None),
                kept: Set(false),
                agent: Set("a test".to_owned()),
                created_at: Set(tx.now()),
                seen_at: Set(tx.now()),
                idle_until: Set(tx.now() + TimeDelta::hours(2)),
                expires_at: Set(tx.now() + TimeDelta::hours(12)),
            };
            Ok::<_, Fault>(tx.insert_shared(row).await?)
        })
        .await?;
        Ok(token)
    }
}

impl Portal {
    /// Gives the portal a domain of its own.
    pub async fn sample_domain(&self, host: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.update_shared::<tenants::Entity>()
                .set(tenants::ActiveModel {
                    custom_host: Set(Some(host.to_owned())),
                    ..Default::default()
                })
                .filter(tenants::Column::Id.eq(self.id()))
                .exec(tx.db())
                .await?;
            Ok::<_, Fault>(())
        })
        .await?;
        self.backstage().forget_portals();
        Ok(())
    }

    /// Gives the portal a template for its conventions.
    pub async fn sample_template(&self, source: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = template_versions::ActiveModel {
                id: Set(tx.id()),
                kind: Set("agreement".to_owned()),
                version: Set(1),
                source: Set(source.to_owned()),
                sha256: Set("0".repeat(64)),
                created_at: Set(tx.now()),
                ..Default::default()
            };
            Ok::<_, Fault>(tx.insert(row).await?)
        })
        .await
    }

    /// Puts a person on the staff.
    pub async fn sample_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = staff::ActiveModel {
                id: Set(tx.id()),
                account_id: Set(account),
                role: Set(role),
                created_at: Set(tx.now()),
                ..Default::default()
            };
            tx.insert(row).await?;
            tx.tie_teachers().await
        })
        .await
    }

    /// Adds a track.
    pub async fn sample_track(&self, name: &str, position: i32) -> Result<TrackId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = tracks::ActiveModel {
                id: Set(id),
                name: Set(name.to_owned()),
                position: Set(position),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(id)
        })
        .await
    }

    /// Adds a programme to a track.
    pub async fn sample_programme(
        &self,
        track: TrackId,
        name: &str,
        position: i32,
    ) -> Result<ProgrammeId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = programmes::ActiveModel {
                id: Set(id),
                track_id: Set(track),
                name: Set(name.to_owned()),
                position: Set(position),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(id)
        })
        .await
    }

    /// Adds a teacher.
    pub async fn sample_teacher(&self, name: &str, subject: &str) -> Result<TeacherId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = teachers::ActiveModel {
                id: Set(id),
                name: Set(name.to_owned()),
                subject: Set(subject.to_owned()),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(id)
        })
        .await
    }
}
