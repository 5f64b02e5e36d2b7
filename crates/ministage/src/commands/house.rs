//! What `doctor` says of a house that runs: templates, queue, people.

use chrono::TimeDelta;
use domain::operators::OperatorRole;
use domain::tenancy::TenantState;
use domain::{Backstage, Fault};

use super::doctor::Finding;
use crate::portals::Proofs;
use crate::wiring;

/// A job that is due waits some seconds; a house that is behind for so long has no worker, or a relay that is away.
const BEHIND: TimeDelta = TimeDelta::minutes(15);

pub(super) async fn findings(backstage: &Backstage) -> Vec<Finding> {
    let said = |found: Result<Result<String, String>, Fault>| {
        found.unwrap_or_else(|fault| Err(wiring::why(&fault)))
    };
    vec![
        Finding(
            "modèles",
            templates(backstage).await.unwrap_or_else(|error| Err(format!("{error:#}"))),
        ),
        Finding("file", said(queue(backstage).await)),
        Finding("abandons", said(given_up(backstage).await)),
        Finding("exploitants", said(operators(backstage).await)),
        Finding("personnel", said(staff(backstage).await)),
    ]
}

/// Each portal's newest templates print.
async fn templates(backstage: &Backstage) -> anyhow::Result<Result<String, String>> {
    let mut proofs = Proofs::default();
    let mut wrong = Vec::new();
    let portals = backstage.list_tenants().await?;
    for portal in &portals {
        if let Some(bundle) = backstage.export_tenant(&portal.tenant.slug).await? {
            let mistakes = proofs.of(&bundle).await?.into_iter();
            wrong.extend(mistakes.map(|mistake| format!("{} : {mistake}", portal.tenant.slug)));
        }
    }
    Ok(match wrong.is_empty() {
        true => Ok(format!("ceux de {} portails s’impriment", portals.len())),
        false => Err(wrong.join("\n                   ")),
    })
}

async fn queue(backstage: &Backstage) -> Result<Result<String, String>, Fault> {
    let now = backstage.clock().now();
    let waits = backstage.oldest_due_job().await?.map(|due| now - due);
    Ok(match waits {
        Some(waits) if waits > BEHIND => Err(format!(
            "le plus ancien travail attend depuis {} min : « ministage work » tourne-t-il ?",
            waits.num_minutes()
        )),
        _ => Ok("à jour".into()),
    })
}

async fn given_up(backstage: &Backstage) -> Result<Result<String, String>, Fault> {
    Ok(match backstage.given_up_jobs().await?.len() {
        0 => Ok("aucun travail".into()),
        count => Err(format!(
            "{count} travaux : « ministage job list », puis « job retry » ou « job drop »"
        )),
    })
}

async fn operators(backstage: &Backstage) -> Result<Result<String, String>, Fault> {
    let lines = backstage.operator_lines().await?;
    Ok(match lines.iter().filter(|line| line.role == OperatorRole::Full).count() {
        0 => Err("aucun : lancez « ministage operator invite --mail ADRESSE »".into()),
        count => Ok(count.to_string()),
    })
}

/// An open portal without anybody of its staff takes bookings that nobody reads.
async fn staff(backstage: &Backstage) -> Result<Result<String, String>, Fault> {
    let portals = backstage.list_tenants().await?;
    let open = portals.iter().filter(|portal| portal.tenant.state == TenantState::Open);
    let alone: Vec<&str> =
        open.filter(|portal| portal.staff == 0).map(|portal| portal.tenant.slug.as_str()).collect();
    Ok(match alone.is_empty() {
        true => Ok("dans chaque portail ouvert".into()),
        false => {
            Err(format!("personne dans {} : lancez « ministage staff invite »", alone.join(", ")))
        }
    })
}
