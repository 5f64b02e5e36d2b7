//! What a test looks at afterwards: jobs and mails, whosever they are.

use sea_orm::{QueryOrder, QuerySelect};

use crate::directory::School;
use crate::entity::{jobs, outgoing_mails};
use crate::mails::MailLine;
use crate::queue::JobLine;
use crate::{Backstage, Fault};

impl Backstage {
    /// Jobs that wait or are dead, the oldest first.
    pub async fn job_lines(&self, limit: u64) -> Result<Vec<JobLine>, Fault> {
        self.read(async |tx| {
            let query = tx.shared::<jobs::Entity>().order_by_asc(jobs::Column::RunAt).limit(limit);
            tx.all(query.into_partial_model()).await
        })
        .await
    }

    /// How many jobs are not done.
    pub async fn count_jobs(&self) -> Result<u64, Fault> {
        self.read(async |tx| tx.count(tx.shared::<jobs::Entity>()).await).await
    }

    /// The newest mails.
    pub async fn mail_lines(&self, limit: u64) -> Result<Vec<MailLine>, Fault> {
        self.read(async |tx| {
            let newest = outgoing_mails::Column::CreatedAt;
            let query = tx.shared::<outgoing_mails::Entity>().order_by_desc(newest).limit(limit);
            Ok(tx.all(query).await?.into_iter().map(MailLine::from).collect())
        })
        .await
    }

    /// Schools by words, as an editor finds them.
    pub async fn search_schools(&self, words: &str, limit: u64) -> Result<Vec<School>, Fault> {
        self.read(async |tx| tx.search_schools(words, limit).await).await
    }
}
