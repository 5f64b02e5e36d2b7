//! How much waits, and since when: for whoever watches the house.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::worker::is_released;
use super::{JobState, Lane};
use crate::entity::{jobs, outgoing_mails};
use crate::mails::MailStatus;
use crate::{Backstage, Fault};

/// Everything that waits.
#[derive(Clone, Debug, Default)]
pub struct Backlog {
    lanes: Vec<Waiting>,
    mails: Vec<(MailStatus, i64)>,
}

#[derive(Clone, Debug, FromQueryResult)]
struct Waiting {
    lane: i32,
    state: JobState,
    count: i64,
    oldest: DateTime<Utc>,
}

impl Backlog {
    /// Jobs of a lane that are due, in hand, or given up.
    pub fn jobs(&self, lane: Lane, state: JobState) -> i64 {
        self.waiting(lane, state).map_or(0, |waiting| waiting.count)
    }

    /// When the longest waiting job of a lane was due.
    pub fn oldest(&self, lane: Lane) -> Option<DateTime<Utc>> {
        self.waiting(lane, JobState::Queued).map(|waiting| waiting.oldest)
    }

    /// Mails that have not left, or did not arrive.
    pub fn mails(&self, status: MailStatus) -> i64 {
        self.mails.iter().find(|(of, _)| *of == status).map_or(0, |(_, count)| *count)
    }

    fn waiting(&self, lane: Lane, state: JobState) -> Option<&Waiting> {
        self.lanes.iter().find(|of| of.lane == lane.number() && of.state == state)
    }
}

impl Backstage {
    /// Counts what is due now, in all portals that are not held.
    pub async fn backlog(&self) -> Result<Backlog, Fault> {
        self.read(async |tx| {
            let jobs = tx
                .shared::<jobs::Entity>()
                .filter(jobs::Column::RunAt.lte(tx.now()))
                .filter(is_released())
                .select_only()
                .columns([jobs::Column::Lane, jobs::Column::State])
                .column_as(jobs::Column::Id.count(), "count")
                .column_as(jobs::Column::RunAt.min(), "oldest")
                .group_by(jobs::Column::Lane)
                .group_by(jobs::Column::State);
            let mails = tx
                .shared::<outgoing_mails::Entity>()
                .filter(outgoing_mails::Column::Status.is_in(MailStatus::UNSENT))
                .select_only()
                .column(outgoing_mails::Column::Status)
                .column_as(outgoing_mails::Column::Id.count(), "count")
                .group_by(outgoing_mails::Column::Status);
            Ok(Backlog {
                lanes: tx.all(jobs.into_model()).await?,
                mails: tx.all(mails.into_tuple()).await?,
            })
        })
        .await
    }
}
