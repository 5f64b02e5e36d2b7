//! The daily broom, on its round.

use domain::upkeep::SweepHouse;

use crate::worker::{Done, Run, Work};

impl Run for SweepHouse {
    /// Sweeps, and schedules the next round.
    async fn run(self, work: &Work) -> Done {
        let house = &work.worker;
        let links = house.sweep_links().await?;
        let sessions = house.sweep_sessions().await?;
        let applications = house.sweep_applications().await?;
        let mails = house.sweep_mails().await?;
        let requests = house.sweep_requests().await?;
        let viewings = house.sweep_viewings().await?;
        let readings = house.sweep_readings().await?;
        let records = house.sweep_records().await?;
        let told = house.tell_unused().await?;
        let removed = house.remove_unused().await?;
        let erasing = house.schedule_erasures().await?;
        let portals = house.schedule_portal_erasures().await?;
        tracing::info!(day = %self.day, links, sessions, applications, mails, requests, viewings, readings, records, told, removed, erasing, portals, "the house was swept");
        Ok(house.schedule_sweep().await?)
    }
}
