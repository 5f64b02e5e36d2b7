//! The daily broom, on its round.

use domain::upkeep::SweepHouse;

use crate::app::App;
use crate::worker::JobFailure;

/// Sweeps, and schedules the next round.
pub(crate) async fn sweep(app: &App, what: SweepHouse) -> Result<(), JobFailure> {
    let house = &app.backstage;
    let links = house.sweep_links().await?;
    let sessions = house.sweep_sessions().await?;
    let applications = house.sweep_applications().await?;
    let mails = house.sweep_mails().await?;
    tracing::info!(day = %what.day, links, sessions, applications, mails, "the house was swept");
    Ok(house.schedule_sweep().await?)
}
