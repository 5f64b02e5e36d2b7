//! The contents of a demonstration: the directory, two portals, invented people, stages. Made once and then kept:
//! starting again changes nothing that is there.

mod people;

use anyhow::Context;
use domain::accounts::{Identity, MembershipRole, ReadyAccount, Title};
use domain::demo::{AUTHENTICATOR, DemoSchool};
use domain::directory::{ImportOptions, ImportStep, Missing};
use domain::history::Actor;
use domain::ids::AccountId;
use domain::{Backstage, Portal};
use education::Uai;
use education::directory::embedded;

use crate::portals::{self, Source};
use people::{COLLEAGUE, OPERATOR, SCHOOLS};

/// The common site over the two portals.
const SITE: &str = "ministages-44";
pub(crate) use people::{PASSWORD, PORTALS};

/// A person who may sign in, as printed.
pub(crate) struct Login {
    /// « Collège Aristide Briand, Nantes ».
    pub(crate) who: String,
    /// Typed as « Identifiant ».
    pub(crate) login: String,
}

/// A portal with its people, as printed.
pub(crate) struct Shown {
    pub(crate) name: String,
    pub(crate) host: String,
    pub(crate) staff: Vec<Login>,
}

/// Everything that was made, or found.
pub(crate) struct Demonstration {
    pub(crate) portals: Vec<Shown>,
    pub(crate) schools: Vec<Login>,
    pub(crate) operator: Login,
    /// Host of the common site.
    pub(crate) site: String,
}

/// Loads the embedded directory, unless there is one.
pub(crate) async fn load_directory(
    backstage: &Backstage,
    progress: impl FnMut(ImportStep) + Send,
) -> anyhow::Result<()> {
    if backstage.count_schools().await? > 0 {
        return Ok(());
    }
    let options = ImportOptions {
        file: "annuaire embarqué".into(),
        dry_run: false,
        missing: Missing::Keep,
        accept: None,
        by: Actor::System,
    };
    backstage.import_directory(|| Ok(embedded()), &options, progress).await?;
    Ok(())
}

/// Applies the portals and puts people and stages into them.
pub(crate) async fn plant(backstage: &Backstage) -> anyhow::Result<Demonstration> {
    let mut schools = Vec::new();
    let mut booking = Vec::new();
    for (uai, person) in SCHOOLS {
        let uai: Uai = uai.parse().with_context(|| uai.to_owned())?;
        let school =
            backstage.school(uai).await?.with_context(|| format!("l’annuaire n’a pas {uai}"))?;
        let login = school
            .mailbox()
            .address()
            .map(str::to_owned)
            .with_context(|| format!("{uai} n’a pas d’adresse"))?;
        let account = account(backstage, &login, person).await?;
        backstage.add_membership(account, uai, MembershipRole::Manager).await?;
        schools.push(Login { who: format!("{}, {}", school.name(), school.listed.city), login });
        booking.push(DemoSchool { uai, account });
    }
    schools.push(colleague(backstage).await?);
    let mut shown = Vec::new();
    for (number, (slug, staff)) in PORTALS.iter().enumerate() {
        let bundle = portals::read(&Source::Embedded(slug))?;
        if let Err(refused) = backstage.apply_tenant(&bundle, Actor::System).await {
            return Err(portals::refused(refused)?.into());
        }
        let portal = backstage.portal_named(slug).await?.context("le portail vient d’être créé")?;
        let staff = people_of(backstage, &portal, staff).await?;
        // Each portal is booked first by another school.
        booking.rotate_left(number);
        portal.plant_demo(&booking).await?;
        shown.push(Shown {
            name: format!("{}, {}", portal.tenant().name, portal.tenant().city),
            host: portal.host(),
            staff,
        });
    }
    if let Some((slug, site)) = portals::read_site(&Source::Embedded(SITE))?
        && let Err(refused) = backstage.apply_site(&slug, &site, Actor::System).await
    {
        return Err(portals::site_refused(refused)?.into());
    }
    let operator = account(backstage, OPERATOR.0, OPERATOR.1).await?;
    backstage.add_operator(operator).await?;
    backstage.tie_factor(operator, AUTHENTICATOR).await?;
    let operator = Login { who: "Exploitant".into(), login: OPERATOR.0.into() };
    let site = format!("{SITE}.{}", backstage.base_domain());
    Ok(Demonstration { portals: shown, schools, operator, site })
}

async fn colleague(backstage: &Backstage) -> anyhow::Result<Login> {
    let (login, person, schools) = COLLEAGUE;
    let account = account(backstage, login, person).await?;
    for uai in schools {
        let uai = uai.parse().with_context(|| uai.to_owned())?;
        backstage.add_membership(account, uai, MembershipRole::Member).await?;
    }
    Ok(Login { who: "Une collègue, pour deux collèges".into(), login: login.into() })
}

async fn people_of(
    backstage: &Backstage,
    portal: &Portal,
    staff: &[people::Staff],
) -> anyhow::Result<Vec<Login>> {
    let mut logins = Vec::new();
    for &(role, login, person) in staff {
        let account = account(backstage, login, person).await?;
        portal.add_staff(account, role).await?;
        let (_, _, last_name, _) = person;
        let offer = portal.offer().await?;
        let is_she = |teacher: &&domain::offer::Teacher| teacher.name.ends_with(last_name);
        if let Some(teacher) = offer.teachers.iter().find(is_she) {
            portal.add_teacher(account, teacher.id).await?;
        }
        logins.push(Login { who: web::staff_role(role).to_owned(), login: login.to_owned() });
    }
    Ok(logins)
}

async fn account(
    backstage: &Backstage,
    login: &str,
    person: people::Person,
) -> anyhow::Result<AccountId> {
    let (title, first_name, last_name, position) = person;
    let title = if title == "Mme" { Title::Madam } else { Title::Sir };
    let identity = Identity::new(title, last_name, first_name, position, None)
        .map_err(|_| anyhow::anyhow!("{first_name} {last_name} ne peut pas s’écrire"))?;
    Ok(backstage
        .create_confirmed_account(ReadyAccount { login, identity, password: PASSWORD })
        .await?)
}
