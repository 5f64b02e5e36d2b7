//! `tenant apply`, `tenant list`, `tenant export`, and who stops a portal.

mod apply;
mod archive;

use std::path::PathBuf;

use domain::Backstage;
use domain::history::Actor;
use domain::onboarding::Step;
use domain::tenancy::TenantState;
use domain::tenants::StateRefused;
use domain::text::Reason;

use super::say::say;
use crate::cli::{Stop, Tenant};
use crate::portals;

pub(super) async fn run(backstage: &Backstage, command: Tenant) -> anyhow::Result<()> {
    match command {
        Tenant::Apply(wanted) => apply::run(backstage, wanted).await,
        Tenant::List => list(backstage).await,
        Tenant::Suspend(stop) => set_state(backstage, stop, TenantState::Suspended).await,
        Tenant::Resume { stop, closed } => resume(backstage, stop, closed).await,
        Tenant::Close(stop) => set_state(backstage, stop, TenantState::Closed).await,
        Tenant::Archive(stop) => archive::begin(backstage, stop).await,
        Tenant::Keep(stop) => archive::keep(backstage, stop).await,
        Tenant::ArchiveFile { slug, to } => archive::file(backstage, &slug, to).await,
        Tenant::Export { slug, to } => export(backstage, &slug, to).await,
    }
}

async fn list(backstage: &Backstage) -> anyhow::Result<()> {
    let portals = backstage.list_tenants().await?;
    if portals.is_empty() {
        say!("Aucun portail : « ministage tenant apply DOSSIER » en crée un.");
    }
    for portal in portals {
        let state = state(portal.tenant.state);
        say!(
            "{:<24} {:<10} {:>6} stages {:>6} réservations {:>4} personnes  {}, {}",
            portal.tenant.slug,
            state,
            portal.slots,
            portal.bookings,
            portal.staff,
            portal.tenant.name,
            portal.host
        );
    }
    Ok(())
}

fn state(state: TenantState) -> &'static str {
    match state {
        TenantState::Draft => "brouillon",
        TenantState::Open => "ouvert",
        TenantState::Suspended => "suspendu",
        TenantState::Closed => "fermé",
    }
}

async fn set_state(backstage: &Backstage, stop: Stop, wanted: TenantState) -> anyhow::Result<()> {
    let (slug, reason) = read(stop)?;
    let set = backstage.set_tenant_state(&slug, wanted, &reason, Actor::System).await;
    is_now(&slug, set.map(|()| wanted), wanted)
}

async fn resume(backstage: &Backstage, stop: Stop, closed: bool) -> anyhow::Result<()> {
    let (slug, reason) = read(stop)?;
    let resumed = backstage.resume_tenant(&slug, closed, &reason, Actor::System).await;
    if matches!(resumed, Err(StateRefused::Draft)) {
        anyhow::bail!(by_list(&slug, backstage.missing_steps(&slug).await?.unwrap_or_default()));
    }
    is_now(&slug, resumed, TenantState::Open)
}

/// Why a draft was not opened.
fn by_list(slug: &str, missing: Vec<Step>) -> String {
    let is = match missing.is_empty() {
        true => "tout ce qu’il lui faut est prêt".to_owned(),
        false => {
            let missing: Vec<String> =
                missing.into_iter().map(|step| web::missing_step(step).to_lowercase()).collect();
            format!("il reste à {}", missing.join(", "))
        }
    };
    format!(
        "« {slug} » est un brouillon : {is} ; il s’ouvre sur la console (« Préparer l’ouverture »), ou par son \
         dossier avec state = \"open\" (« ministage tenant apply »)"
    )
}

fn read(Stop { slug, reason }: Stop) -> anyhow::Result<(String, Reason)> {
    let reason = Reason::parse(&reason)
        .map_err(|_| anyhow::anyhow!("écrivez un motif, de 500 caractères au plus"))?;
    Ok((slug, reason))
}

fn is_now(
    slug: &str,
    set: Result<TenantState, StateRefused>,
    wanted: TenantState,
) -> anyhow::Result<()> {
    match set {
        Ok(TenantState::Draft) => {
            say!("{slug} : brouillon, comme avant ; il s’ouvre sur la console, ou par son dossier")
        }
        Ok(now) => say!("{slug} : {} ; partout en quelques secondes", state(now)),
        Err(StateRefused::Already) => say!("{slug} : déjà {}", state(wanted)),
        Err(StateRefused::NotFound) => anyhow::bail!("« {slug} » n’est l’adresse d’aucun portail"),
        Err(StateRefused::Draft) => anyhow::bail!("« {slug} » est un brouillon"),
        Err(StateRefused::Archived) => anyhow::bail!(
            "« {slug} » est archivé ; « ministage tenant keep {slug} --reason … » annule d’abord l’archivage"
        ),
        Err(StateRefused::Closed) => anyhow::bail!(
            "« {slug} » est fermé pour de bon ; s’il l’est par erreur, « ministage tenant resume {slug} --closed --reason … » le rouvre d’abord"
        ),
        Err(StateRefused::Fault(fault)) => return Err(fault.into()),
    }
    Ok(())
}

async fn export(backstage: &Backstage, slug: &str, to: Option<PathBuf>) -> anyhow::Result<()> {
    let folder = to.unwrap_or_else(|| PathBuf::from(slug));
    match (backstage.export_tenant(slug).await?, backstage.export_site(slug).await?) {
        (Some(bundle), _) => portals::write(&bundle, &folder)?,
        (None, Some(site)) => portals::write_site(&site, &folder)?,
        (None, None) => {
            anyhow::bail!("« {slug} » n’est l’adresse ni d’un portail ni d’un site commun")
        }
    }
    say!("{}", folder.display());
    Ok(())
}
