//! The daily broom: what nobody needs any more goes.
//!
//! One job a day. Each day's job has the id that its day gives it, so however many nodes schedule
//! it there is one; it schedules the next when it is done. To sweep one thing more: a verb of its
//! feature, called in `web/src/upkeep.rs`, and a line of `Swept`.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Europe::Paris;
use sea_orm::{ColumnTrait, Condition, QueryFilter};

use crate::Fault;
use crate::entity::{
    access_requests, devices, history, jobs, outgoing_mails, portal_requests, school_applications,
    school_invitations, sessions,
};
use crate::queue::{JobState, id_of, jobs};
use crate::sessions::DEVICE_LIFE;
use crate::tenancy::Worker;

/// Mails are remembered for a school year and a summer.
pub const MAILS_KEPT: TimeDelta = TimeDelta::days(400);

/// Requests for access, demandes d’inscription and invitations that are settled, as long.
pub const REQUESTS_KEPT: TimeDelta = MAILS_KEPT;

/// Lines of history name nobody, but those who acted: five years, after which nobody is asked about it any more (code
/// civil, article 2224).
pub const HISTORY_KEPT: TimeDelta = TimeDelta::days(5 * 365 + 1);

/// Jobs that were given up and that no operator looked at.
pub const GIVEN_UP_KEPT: TimeDelta = TimeDelta::days(90);

/// Lines that say what a portal is, as long as it is.
const LASTING: [&str; 2] = ["tenant_state_set", "tenant_moved"];

/// When the broom goes round: in the night of Paris.
const AT: NaiveTime = match NaiveTime::from_hms_opt(3, 20, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

jobs! {
    /// Sweeps on one day.
    "upkeep.sweep_house" SweepHouse in Ordinary { day: NaiveDate }
}

impl Worker {
    /// Schedules the broom of the next night, unless it is.
    pub async fn schedule_sweep(&self) -> Result<(), Fault> {
        let (day, at) = next_round(self.store.clock.now());
        self.write(async |tx| {
            let id = id_of::<SweepHouse>(day);
            tx.enqueue_once(id, at, &SweepHouse { day }).await
        })
        .await
    }

    /// Forgets sessions that have ended. Says how many.
    pub async fn sweep_sessions(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let dead = Condition::any()
                .add(sessions::Column::IdleUntil.lte(tx.now()))
                .add(sessions::Column::ExpiresAt.lte(tx.now()));
            let gone = tx.delete_shared::<sessions::Entity>().filter(dead);
            tx.run(gone).await
        })
        .await
    }

    /// Forgets mails that are older than [`MAILS_KEPT`]. Says how many.
    pub async fn sweep_mails(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let old = outgoing_mails::Column::CreatedAt.lt(tx.now() - MAILS_KEPT);
            let gone = tx.delete_shared::<outgoing_mails::Entity>().filter(old);
            tx.run(gone).await
        })
        .await
    }

    /// Forgets settled requests, invitations and browsers that nobody used for long. Says how many.
    pub async fn sweep_requests(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let old = tx.now() - REQUESTS_KEPT;
            let settled = tx.delete_shared::<access_requests::Entity>();
            let settled = settled.filter(access_requests::Column::OpenKey.is_null());
            let mut gone =
                tx.run(settled.filter(access_requests::Column::ExpiresAt.lt(old))).await?;
            let invited = tx.delete_shared::<school_invitations::Entity>();
            gone += tx.run(invited.filter(school_invitations::Column::ExpiresAt.lt(old))).await?;
            let decided = tx.delete_shared::<school_applications::Entity>();
            gone += tx.run(decided.filter(school_applications::Column::DecidedAt.lt(old))).await?;
            let portals = tx.delete_shared::<portal_requests::Entity>();
            gone += tx.run(portals.filter(portal_requests::Column::DecidedAt.lt(old))).await?;
            let browsers = tx.delete_shared::<devices::Entity>();
            let unseen = devices::Column::SeenAt.lte(tx.now() - DEVICE_LIFE);
            Ok(gone + tx.run(browsers.filter(unseen)).await?)
        })
        .await
    }

    /// Forgets lines of history that are older than [`HISTORY_KEPT`], and jobs that were given up long ago. Says how many.
    pub async fn sweep_records(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let lines = tx
                .delete_shared::<history::Entity>()
                .filter(history::Column::At.lt(tx.now() - HISTORY_KEPT))
                .filter(history::Column::Event.is_not_in(LASTING));
            let given_up = tx
                .delete_shared::<jobs::Entity>()
                .filter(jobs::Column::State.eq(JobState::Dead))
                .filter(jobs::Column::RunAt.lt(tx.now() - GIVEN_UP_KEPT));
            Ok(tx.run(lines).await? + tx.run(given_up).await?)
        })
        .await
    }
}

/// The day of the next round, and its moment.
fn next_round(now: DateTime<Utc>) -> (NaiveDate, DateTime<Utc>) {
    let local = now.with_timezone(&Paris).naive_local();
    let day = if local.time() < AT { local.date() } else { local.date() + Days::new(1) };
    // The hour exists on every day but the one in spring that begins summer time: then an hour later.
    let at = day.and_time(AT);
    let at = at
        .and_local_timezone(Paris)
        .earliest()
        .or_else(|| (at + TimeDelta::hours(1)).and_local_timezone(Paris).earliest());
    (day, at.map_or(now + TimeDelta::days(1), |at| at.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_round_is_the_next_night() {
        let round = |text: &str| next_round(text.parse().unwrap());
        let (day, at) = round("2026-11-23T08:00:00Z");
        assert_eq!(
            (day.to_string(), at.to_rfc3339()),
            ("2026-11-24".into(), "2026-11-24T02:20:00+00:00".into())
        );
        assert_eq!(round("2026-11-24T02:19:00Z").0.to_string(), "2026-11-24");
        assert_eq!(round("2026-11-24T02:20:00Z").0.to_string(), "2026-11-25");
        assert_eq!(round("2027-07-01T12:00:00Z").1.to_rfc3339(), "2027-07-02T01:20:00+00:00");
    }
}
