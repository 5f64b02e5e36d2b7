//! One person, as an operator sees her: how she comes in, where she is, what was mailed to her.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::PersonLine;
use crate::Fault;
use crate::accounts::LinkPurpose;
use crate::entity::{mailed_links, operators, outgoing_mails};
use crate::ids::AccountId;
use crate::mails::MailLine;
use crate::operators::OperatorRole;
use crate::sessions::SessionLine;
use crate::store::{Tx, Whole};
use crate::tenancy::Operator;

/// Mails that are shown: the newest.
const MAILS: u64 = 20;

/// Links that are shown, at most.
const LINKS: u64 = 20;

/// All that is told of one person. What is in her mails and links nobody sees.
#[derive(Clone, Debug)]
pub struct PersonFile {
    /// Who, and where.
    pub line: PersonLine,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Her mailbox refuses letters: since when, and the refusal's code.
    pub bounced: Option<(DateTime<Utc>, String)>,
    /// As what she runs the platform.
    pub operator: Option<OperatorRole>,
    /// The account with which hers is one.
    pub merged_into: Option<(AccountId, String)>,
    /// Where she is signed in.
    pub sessions: Vec<SessionLine>,
    /// The last mails to her.
    pub mails: Vec<MailLine>,
    /// Links that open.
    pub links: Vec<OpenLink>,
}

/// A mailed link that opens.
#[derive(Clone, Debug)]
pub struct OpenLink {
    /// What for.
    pub purpose: LinkPurpose,
    /// To which host.
    pub host: String,
    /// Until when.
    pub until: DateTime<Utc>,
}

impl Operator {
    /// One person.
    pub async fn person_file(&self, account: AccountId) -> Result<Option<PersonFile>, Fault> {
        self.read(async |tx| {
            let Some(row) = tx.account(account).await? else { return Ok(None) };
            let login = row.login.clone();
            let other = match row.merged_into {
                Some(other) => tx.account(other).await?,
                None => None,
            };
            let operator = tx.get::<operators::Entity>(account).await?;
            let (since, bounced) = (row.created_at, row.bounced_at);
            let code = row.bounce_code.clone().unwrap_or_default();
            let line = tx.person_lines(vec![row]).await?.pop();
            let Some(line) = line else { return Ok(None) };
            Ok(Some(PersonFile {
                line,
                since,
                bounced: bounced.map(|at| (at, code)),
                operator: operator.map(|row| row.role),
                merged_into: other.map(|other| (other.id, other.login)),
                sessions: tx.sessions_of(account).await?,
                mails: tx.mails_to(&login).await?,
                links: tx.open_links(account).await?,
            }))
        })
        .await
    }
}

impl Tx<'_, Whole> {
    async fn mails_to(&self, login: &str) -> Result<Vec<MailLine>, Fault> {
        let query = self
            .shared::<outgoing_mails::Entity>()
            .filter(outgoing_mails::Column::Recipient.eq(login))
            .order_by_desc(outgoing_mails::Column::Id)
            .limit(MAILS);
        Ok(self.all(query).await?.into_iter().map(MailLine::from).collect())
    }

    /// Codes of the hop are no links that anybody was mailed.
    async fn open_links(&self, account: AccountId) -> Result<Vec<OpenLink>, Fault> {
        let query = self
            .shared::<mailed_links::Entity>()
            .filter(mailed_links::Column::AccountId.eq(account))
            .filter(mailed_links::Column::Purpose.ne(LinkPurpose::Passage))
            .filter(mailed_links::Column::UsedAt.is_null())
            .filter(mailed_links::Column::EndedAt.is_null())
            .filter(mailed_links::Column::ExpiresAt.gt(self.now()))
            .order_by_desc(mailed_links::Column::Id)
            .limit(LINKS);
        let rows = self.all(query).await?.into_iter();
        let open = rows.map(|row| OpenLink {
            purpose: row.purpose,
            host: row.host,
            until: row.expires_at,
        });
        Ok(open.collect())
    }
}
