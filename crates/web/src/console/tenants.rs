//! `/`: every lycée with its state and its numbers.

use domain::front::PortalSummary;
use domain::tenancy::TenantState;

use super::pages::{ConsoleHomePage, TenantRow};
use crate::app::App;
use crate::view::{Badge, Tone};
use crate::visit::{Result, Signed};
use domain::tenancy::Operator;

/// Shows the lycées.
pub(crate) async fn show(visit: Signed<Operator>) -> Result {
    let portals = visit.role.all_portals().await?;
    let counts = visit.role.house_counts().await?;
    let applications = visit.role.count_waiting_applications().await?;
    visit.page(&ConsoleHomePage {
        tenants: portals.into_iter().map(|portal| row(&visit.app, portal)).collect(),
        stats: vec![
            ("Comptes".into(), counts.accounts, String::new()),
            ("Inscriptions à vérifier".into(), applications, "/inscriptions".into()),
            ("Courriels non partis".into(), counts.unsent_mails, "/courriels".into()),
            ("Tâches en attente".into(), counts.jobs.queued + counts.jobs.leased, "/taches".into()),
            ("Tâches abandonnées".into(), counts.jobs.dead, "/taches?etat=dead".into()),
        ],
    })
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
    }
}
