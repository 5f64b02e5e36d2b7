//! `/` and `/lycees/…`: the lycées with their state and how they fare.

use domain::console::{Health, Lycee};
use domain::ids::TenantId;
use domain::paging::MOST_COUNTED;
use domain::tenancy::{Operator, TenantState};
use education::french;

use super::pages::{ConsoleHomePage, LyceePage, LyceeRow};
use super::state;
use crate::history::acts;
use crate::moments::Clock;
use crate::query::Query;
use crate::urls;
use crate::view::{Badge, Choice, Empty, Listed, Search, Tone};
use crate::visit::{Failure, Ids, Result, Signed};
use crate::words::{ago, counted, counted_to};

/// A portal's history is read by its administrators.
pub(crate) const REASON: &str =
    "Indiquez le motif\u{a0}: les administrateurs du portail le liront.";

/// `GET /`: a page of the lycées, or of those that were searched.
pub(crate) async fn list(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let words = query.get("recherche").to_owned();
    let state: Option<TenantState> = query.read("etat");
    let page = visit.role.lycees(&words, state, query.page()).await?;
    let pager = query.pager(&page);
    let rows = page.rows.iter().map(|lycee| row(&visit, lycee)).collect();
    let counts = visit.role.house_counts().await?;
    let applications = visit.role.count_waiting_applications().await?;
    let stat = |label: &str, count, href: &str| {
        (label.to_owned(), counted_to(count, MOST_COUNTED), href.to_owned())
    };
    visit.page(&ConsoleHomePage {
        search: Search::new("/", "Nom du lycée ou ville", words.clone()),
        states: Choice::list_below(
            "Tous",
            state.map_or("", TenantState::as_str),
            TenantState::ALL.iter().map(|state| (state.as_str(), label(*state))),
        ),
        list: Listed::new(rows, pager, || nothing(&words, state)),
        stats: vec![
            stat("Comptes", counts.accounts, ""),
            stat("Inscriptions à vérifier", applications, "/inscriptions"),
            stat("Courriels non partis", counts.unsent_mails, "/courriels"),
            stat("Tâches en attente", counts.jobs.queued + counts.jobs.leased, "/taches"),
            stat("Tâches abandonnées", counts.jobs.dead, "/taches?etat=dead"),
        ],
    })
}

/// `GET /lycees/{tenant}`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let Lycee { tenant, health, .. } = &lycee;
    let fact = |label: &str, value: String| (label.to_owned(), value);
    let viewing = (!tenant.state.is_held()).then(|| (urls::see_as(id), "Voir comme…", "eye"));
    visit.page(&LyceePage {
        url: visit.app.url(&lycee.host, "/"),
        facts: vec![
            fact("Code RNE", tenant.uai.to_string()),
            fact("Académie", academy(&lycee)),
            fact("Fuseau horaire", tenant.time_zone.name().to_owned()),
            fact("Zone de vacances", tenant.holiday_zone.clone()),
            fact("Téléphone", or_dash(&tenant.details.phone)),
            fact("Courriel", or_dash(&tenant.details.mail)),
            fact("Domaine du lycée", tenant.custom_host.clone().unwrap_or_else(|| "–".to_owned())),
            fact("Places prises", format!("{} sur {}", health.taken, health.places)),
            fact("Conventions en retard", health.late.to_string()),
            fact("Courriels non arrivés depuis 7 jours", health.lost_mails.to_string()),
        ],
        acts: acts(&visit.app, &visit.role.acts_on_lycee(id).await?, Clock::OPERATORS),
        steps: viewing
            .into_iter()
            .chain(preparing(&lycee))
            .chain(state::steps(&lycee))
            .chain([
                (urls::lycee_address(id), "Changer d’adresse", "pencil"),
                (urls::lycee_logo(id), "Logo", "building-2"),
                (urls::lycee_host(id), "Domaine du lycée", "map-pin"),
            ])
            .chain(ending(&lycee))
            .collect(),
        row: row(&visit, &lycee),
    })
}

/// Where a draft is made ready.
fn preparing(lycee: &Lycee) -> impl Iterator<Item = (String, &'static str, &'static str)> {
    let draft = lycee.tenant.state == TenantState::Draft;
    let steps = (urls::preparation(lycee.tenant.id), "Préparer l’ouverture", "list-checks");
    draft.then_some(steps).into_iter()
}

/// How it comes to its end.
fn ending(lycee: &Lycee) -> Option<(String, &'static str, &'static str)> {
    let id = lycee.tenant.id;
    match lycee.tenant.state {
        TenantState::Draft => Some((urls::abandon_draft(id), "Abandonner le brouillon", "trash-2")),
        TenantState::Open => None,
        TenantState::Suspended | TenantState::Closed => {
            let label = if lycee.erase_on.is_some() { "Archive" } else { "Archiver" };
            Some((urls::lycee_archive(id), label, "download"))
        }
    }
}

pub(crate) async fn found(role: &Operator, id: TenantId) -> Result<Lycee> {
    role.lycee(id).await?.ok_or(Failure::NotFound)
}

fn nothing(words: &str, state: Option<TenantState>) -> Empty {
    match (words, state) {
        ("", None) => Empty::new(
            "Aucun lycée",
            "Ouvrez-en un ici, ou appliquez un dossier de tenants/\u{a0}: ministage tenant apply.",
        ),
        ("", Some(state)) => {
            Empty::new("Aucun lycée", format!("Aucun n’est «\u{a0}{}\u{a0}».", label(state)))
                .leading("Tous les lycées", "/")
        }
        (words, _) => Empty::new(
            format!("Aucun lycée trouvé pour «\u{a0}{words}\u{a0}»"),
            "Essayez le début du nom, ou la ville.",
        )
        .leading("Tous les lycées", "/"),
    }
}

fn row(visit: &Signed<Operator>, lycee: &Lycee) -> LyceeRow {
    let Lycee { tenant, health, .. } = lycee;
    let (badge, why) = match lycee.erase_on {
        Some(day) => (
            Badge::new(Tone::Neutral, "hourglass", "Archivé"),
            format!("Effacé le {}", french::date_plain(day)),
        ),
        None => fares(tenant.state, health),
    };
    LyceeRow {
        href: urls::lycee(tenant.id),
        name: tenant.name.clone(),
        place: format!("{} · {}", tenant.city, tenant.slug),
        academy: academy(lycee),
        state: state_badge(tenant.state),
        health: badge,
        why,
        slots: health.upcoming,
        fill: match health.places {
            0 => "–".to_owned(),
            places => format!("{}\u{a0}%", (health.taken * 100 + places / 2) / places),
        },
        last_act: health.last_act.map_or_else(|| "–".to_owned(), |at| ago(at, visit.now)),
    }
}

/// What needs an eye, the worst first.
fn fares(state: TenantState, health: &Health) -> (Badge, String) {
    if health.lost_mails > 0 {
        let lost = counted(health.lost_mails, "courriel non arrivé", "courriels non arrivés");
        let badge = Badge::new(Tone::Bad, "circle-x", "À réparer");
        return (badge, format!("{lost} depuis 7\u{a0}jours"));
    }
    let watched = Badge::new(Tone::Wait, "triangle-alert", "À surveiller");
    if let Some(ends) = health.host_ends {
        let day = education::french::date_plain(Clock::OPERATORS.day(ends));
        return (watched, format!("Domaine qui n’est plus prouvé, servi jusqu’au {day}"));
    }
    match state {
        TenantState::Open if health.late > 0 => {
            let late = counted(health.late, "convention attendue", "conventions attendues");
            (watched, format!("{late} à moins de 3\u{a0}jours de la suppression"))
        }
        TenantState::Open if health.upcoming == 0 => (watched, "Aucun stage à venir".to_owned()),
        TenantState::Open => {
            let taken = counted(health.taken, "place prise", "places prises");
            (
                Badge::new(Tone::Good, "check", "Tout va bien"),
                format!("{taken} sur {}", health.places),
            )
        }
        TenantState::Draft => (
            Badge::new(Tone::Neutral, "pencil", "En préparation"),
            "Personne n’y réserve encore".to_owned(),
        ),
        TenantState::Suspended | TenantState::Closed => {
            (Badge::new(Tone::Neutral, "lock", "Hors ligne"), "Rien n’est perdu".to_owned())
        }
    }
}

fn academy(lycee: &Lycee) -> String {
    let academy = education::academies::by_uai(lycee.tenant.uai);
    academy.map_or_else(|| "–".to_owned(), |academy| academy.name.clone())
}

fn or_dash(value: &str) -> String {
    if value.is_empty() { "–".to_owned() } else { value.to_owned() }
}

fn label(state: TenantState) -> &'static str {
    match state {
        TenantState::Draft => "Brouillon",
        TenantState::Open => "Ouvert",
        TenantState::Suspended => "Suspendu",
        TenantState::Closed => "Fermé",
    }
}

pub(crate) fn state_badge(state: TenantState) -> Badge {
    let (tone, icon) = match state {
        TenantState::Draft => (Tone::Wait, "pencil"),
        TenantState::Open => (Tone::Good, "check"),
        TenantState::Suspended => (Tone::Bad, "ban"),
        TenantState::Closed => (Tone::Bad, "lock"),
    };
    Badge::new(tone, icon, label(state))
}
