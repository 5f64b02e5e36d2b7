//! `/`: the lycées with their state and their numbers, page by page.

use domain::front::PortalSummary;
use domain::paging::MOST_COUNTED;
use domain::tenancy::TenantState;

use super::pages::{ConsoleHomePage, TenantRow};
use crate::app::App;
use crate::query::Query;
use crate::view::{Badge, Empty, Listed, Search, Tone};
use crate::visit::{Result, Signed};
use crate::words::counted_to;
use domain::tenancy::Operator;

/// Shows a page of the lycées, or of those that were searched.
pub(crate) async fn show(visit: Signed<Operator>) -> Result {
    let query = Query::of(&visit.target);
    let words = query.get("recherche").to_owned();
    let page = visit.role.all_portals(&words, query.page()).await?;
    let pager = query.pager(&page);
    let rows = page.rows.into_iter().map(|portal| row(&visit.app, portal)).collect();
    let counts = visit.role.house_counts().await?;
    let applications = visit.role.count_waiting_applications().await?;
    let stat = |label: &str, count, href: &str| {
        (label.to_owned(), counted_to(count, MOST_COUNTED), href.to_owned())
    };
    visit.page(&ConsoleHomePage {
        search: Search::new("/", "Nom du lycée ou ville", words.clone()),
        list: Listed::new(rows, pager, || nothing(&words)),
        stats: vec![
            stat("Comptes", counts.accounts, ""),
            stat("Inscriptions à vérifier", applications, "/inscriptions"),
            stat("Courriels non partis", counts.unsent_mails, "/courriels"),
            stat("Tâches en attente", counts.jobs.queued + counts.jobs.leased, "/taches"),
            stat("Tâches abandonnées", counts.jobs.dead, "/taches?etat=dead"),
        ],
    })
}

fn nothing(words: &str) -> Empty {
    match words {
        "" => Empty::new(
            "Aucun lycée",
            "Appliquez un dossier de tenants/\u{a0}: ministage tenant apply.",
        ),
        words => Empty::new(
            format!("Aucun lycée trouvé pour «\u{a0}{words}\u{a0}»"),
            "Essayez le début du nom, ou la ville.",
        )
        .leading("Tous les lycées", "/"),
    }
}

fn row(app: &App, portal: PortalSummary) -> TenantRow {
    TenantRow {
        href: app.url(&portal.host, "/"),
        name: portal.tenant.name,
        town: portal.tenant.city,
        slug: portal.tenant.slug,
        state: state(portal.tenant.state),
        slots: portal.upcoming,
        bookings: portal.bookings,
    }
}

fn state(state: TenantState) -> Badge {
    match state {
        TenantState::Draft => Badge::new(Tone::Wait, "pencil", "Brouillon"),
        TenantState::Open => Badge::new(Tone::Good, "check", "Ouvert"),
        TenantState::Suspended => Badge::new(Tone::Bad, "ban", "Suspendu"),
        TenantState::Closed => Badge::new(Tone::Bad, "lock", "Fermé"),
    }
}
