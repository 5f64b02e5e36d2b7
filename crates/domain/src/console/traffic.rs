//! What leaves and what waits: mails and jobs, page by page, for operators.

use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, UnionType};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::Fault;
use crate::entity::{accounts, jobs, outgoing_mails};
use crate::ids::JobId;
use crate::mails::{MailLine, MailStatus};
use crate::paging::{Page, PageRequest};
use crate::queue::{JobLine, JobState};
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;

/// Mails in whose subject a word is looked for: the newest.
pub const MOST_SEARCHED: u64 = 2_000;

/// Jobs by state; of more than `MOST_COUNTED`, that and one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobCounts {
    /// Waiting for their time.
    pub queued: u64,
    /// In a worker's hands.
    pub leased: u64,
    /// Given up.
    pub dead: u64,
}

/// The numbers at the top of the console; of more than `MOST_COUNTED`, that and one.
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
            let unsent = outgoing_mails::Column::Status.is_in(MailStatus::UNSENT);
            Ok(HouseCounts {
                accounts: tx.count_some(tx.shared::<accounts::Entity>()).await?,
                unsent_mails: tx
                    .count_some(tx.shared::<outgoing_mails::Entity>().filter(unsent))
                    .await?,
                jobs,
            })
        })
        .await
    }

    /// Jobs by state.
    pub async fn job_counts(&self) -> Result<JobCounts, Fault> {
        self.read(async |tx| {
            let of = async |state: JobState| {
                tx.count_some(tx.shared::<jobs::Entity>().filter(jobs::Column::State.eq(state)))
                    .await
            };
            Ok(JobCounts {
                queued: of(JobState::Queued).await?,
                leased: of(JobState::Leased).await?,
                dead: of(JobState::Dead).await?,
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
            tx.page_as(query, page, |query| query.into_partial_model()).await
        })
        .await
    }

    /// One page of mails, the newest first: to whom begins with `search`, or, of the newest [`MOST_SEARCHED`], in whose
    /// subject it occurs.
    pub async fn mail_page(
        &self,
        search: &str,
        page: PageRequest,
    ) -> Result<Page<MailLine>, Fault> {
        self.read(async |tx| {
            let wanted = tx.shared::<outgoing_mails::Entity>().filter(holds(tx, search));
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

/// Each of the two reads so many rows at most: an index is walked, and left.
fn holds(tx: &Tx<'_, Whole>, search: &str) -> Condition {
    use outgoing_mails::Column;
    let word = search.trim().to_lowercase();
    if word.is_empty() {
        return Condition::all();
    }
    let mails = || tx.shared::<outgoing_mails::Entity>().limit(MOST_SEARCHED).select_only();
    let to = mails()
        .column(Column::Id)
        .filter(Column::Recipient.gte(word.as_str()))
        .filter(Column::Recipient.lte(format!("{word}\u{10ffff}")))
        .order_by_asc(Column::Recipient)
        .order_by_desc(Column::Id);
    let newest = mails().columns([Column::Id, Column::Subject]).order_by_desc(Column::Id);
    let like = word.replace(['%', '_', '\\'], "");
    let subject = Expr::expr(Func::lower(Expr::col("subject"))).like(format!("%{like}%"));
    let mut found = Query::select();
    found.column("id").from_subquery(to.into_query(), "sent").union(
        UnionType::All,
        Query::select()
            .column("id")
            .from_subquery(newest.into_query(), "newest")
            .and_where(subject)
            .take(),
    );
    Condition::all().add(Column::Id.in_subquery(found.take()))
}
