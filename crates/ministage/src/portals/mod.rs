//! Portals as folders: `tenants/<slug>/` with `tenant.toml`, a logo, document templates.
//!
//! `_default` is what every portal starts from: its `tenant.toml` is laid under the portal's own,
//! key by key, and its documents are taken where the portal has none. The folder of the source
//! tree is embedded, so that the binary alone can make a demonstration.

mod folder;
mod logo;

use domain::sites::SiteRefused;
use domain::tenants::{LabelRefused, TenantRefused};

pub(crate) use folder::{Source, read, read_site, write, write_site};

/// Why a portal was not applied, in words for whoever typed the command.
pub(crate) fn refused(refused: TenantRefused) -> anyhow::Error {
    use TenantRefused as No;
    anyhow::Error::msg(match refused {
        No::Slug(why) => no_address(&why),
        No::Host(host) => format!(
            "custom_host = « {host} » n’est pas un nom d’hôte nu hors du domaine de la plateforme (par exemple stages.lycee.fr)"
        ),
        No::HostTaken(host) => format!("un autre portail a déjà l’hôte « {host} »"),
        No::Taken(slug) => format!("un site commun a déjà l’adresse « {slug} »"),
        No::NoName => "un nom est vide".into(),
        No::Twice(name) => format!("« {name} » figure deux fois"),
        No::UnknownSchool(uai) => format!("l’annuaire ne connaît pas l’établissement {uai}"),
        No::Section(uai) => {
            format!("{uai} est une section : le portail appartient à son établissement")
        }
        No::Accent(text) => format!("« {text} » n’est pas une couleur de la forme #0f5c63"),
        No::TimeZone(text) => {
            format!("« {text} » n’est pas un fuseau horaire (par exemple Europe/Paris)")
        }
        No::HolidayZone(text) => {
            format!("« {text} » n’est pas une zone de vacances (par exemple Zone B)")
        }
        No::DueDays(days) => {
            format!("{days} jours : le délai de retour de la convention va de 0 à 60 jours de classe")
        }
        No::ReleasePolicy => "release_days ne vaut qu’avec agreement_policy = \"before_visit\" : ailleurs, aucune convention n’est attendue avant le stage".into(),
        No::ReleaseDays => "release_days est d’au moins 1 jour, et plus petit que agreement_due_days : une réservation est libérée après le retour attendu de la convention".into(),
        No::Logo => "le logo est trop lourd".into(),
        No::Conflict => "le portail a été modifié au même moment : recommencez".into(),
        No::Fault(fault) => return fault.into(),
    })
}

/// Why a common site was not applied, in words for whoever typed the command.
pub(crate) fn site_refused(refused: SiteRefused) -> anyhow::Error {
    use SiteRefused as No;
    anyhow::Error::msg(match refused {
        No::Slug(why) => no_address(&why),
        No::Taken(slug) => format!("« {slug} » est déjà l’adresse d’un portail"),
        No::Accent(text) => format!("« {text} » n’est pas une couleur de la forme #0f5c63"),
        No::Department(code) => format!("aucun département n’a le code « {code} »"),
        No::Academy(code) => format!("aucune académie n’a le code « {code} »"),
        No::Portal(slug) => format!("il n’y a pas de portail « {slug} »"),
        No::Several(all) => {
            let each = all.into_iter().map(|one| site_refused(one).to_string());
            each.collect::<Vec<_>>().join(" ; ")
        }
        No::Empty => "le site ne réunit rien : donnez departments, academies ou portals".into(),
        No::NotFound | No::Conflict => "le site a été modifié au même moment : recommencez".into(),
        No::Fault(fault) => return fault.into(),
    })
}

/// Why a word is no address, for whoever typed the command.
fn no_address(why: &LabelRefused) -> String {
    format!("l’adresse (le nom du dossier) est refusée. {}", web::no_address(why))
}
