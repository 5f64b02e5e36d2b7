//! What leaves and what waits: mails and jobs, page by page, for operators.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};

use crate::Fault;
use crate::entity::{accounts, jobs, outgoing_mails};
use crate::ids::JobId;
use crate::mails::{MailLine, MailStatus};
use crate::paging::{Page, PageRequest};
use crate::queue::{JobLine, JobState};
use crate::tenancy::Operator;

/// Jobs by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting for their time.
    pub queued: u64,
    /// In a worker's hands.
    pub leased: u64,
    /// Given up.
    pub dead: u64,
}

/// The numbers at the top of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HouseCounts {
    /// People.
    pub accounts: u64,
    /// Mails that have not left yet, or could not.
    pub unsent_mails: u64,
    /// Jobs by state.
    pub jobs: JobCounts,
}

impl Operator {
    /// The numbers at the top of the console.
    pub async fn house_counts(&self) -> Result<HouseCounts, Fault> {
        let jobs = self.job_counts().await?;
        self.read(async |tx| {
            let unsent = outgoing_mails::Column::Status.ne(MailStatus::Sent);
            Ok(HouseCounts {
                accounts: tx.count(tx.shared::<accounts::Entity>()).await?,
                unsent_mails: tx
                    .count(tx.shared::<outgoing_mails::Entity>().filter(unsent))
                    .await?,
                jobs,
            })
        })
        .await
    }

    /// Jobs by state.
    pub async fn job_counts(&self) -> Result<JobCounts, Fault> {
        self.read(async |tx| {
            let counts: HashMap<JobState, u64> =
                tx.count_by(tx.shared::<jobs::Entity>(), jobs::Column::State).await?;
            let of = |state| counts.get(&state).copied().unwrap_or_default();
            Ok(JobCounts {
                queued: of(JobState::Queued),
                leased: of(JobState::Leased),
                dead: of(JobState::Dead),
            })
        })
        .await
    }

    /// One page of jobs, those that failed most recently or are due soonest first.
    pub async fn job_page(
        &self,
        state: Option<JobState>,
        page: PageRequest,
    ) -> Result<Page<JobLine>, Fault> {
        self.read(async |tx| {
            let mut wanted = tx.shared::<jobs::Entity>();
            if let Some(state) = state {
                wanted = wanted.filter(jobs::Column::State.eq(state));
            }
            let query = wanted.order_by_asc(jobs::Column::RunAt).order_by_asc(jobs::Column::Id);
            tx.page(query.into_partial_model(), page).await
        })
        .await
    }

    /// One page of mails whose recipient or subject holds `search`, the newest first.
    pub async fn mail_page(
        &self,
        search: &str,
        page: PageRequest,
    ) -> Result<Page<MailLine>, Fault> {
        self.read(async |tx| {
            let wanted = tx.shared::<outgoing_mails::Entity>().filter(holds(search));
            let query = wanted.order_by_desc(outgoing_mails::Column::Id);
            Ok(tx.page(query, page).await?.map(MailLine::from))
        })
        .await
    }

    /// One mail that left, or tried to.
    pub async fn mail_line(&self, id: JobId) -> Result<Option<MailLine>, Fault> {
        self.read(async |tx| Ok(tx.get::<outgoing_mails::Entity>(id).await?.map(MailLine::from)))
            .await
    }
}

fn holds(search: &str) -> Condition {
    let word = search.trim().to_lowercase().replace(['%', '_', '\\'], "");
    if word.is_empty() {
        return Condition::all();
    }
    let like = |column| {
        Expr::expr(sea_orm::sea_query::Func::lower(Expr::col(column))).like(format!("%{word}%"))
    };
    Condition::any()
        .add(like(outgoing_mails::Column::Recipient))
        .add(like(outgoing_mails::Column::Subject))
}
