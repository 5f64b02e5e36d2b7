//! Mails that left, or tried to: one row each, kept without body and without secret.
//!
//! The row has the id of the job that sends it, so a second try is the same mail with the same
//! `Message-ID`, and a mail that was sent is never sent again.

mod bounces;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use crate::entity::outgoing_mails;
use crate::ids::{JobId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::Worker;
use crate::{Fault, Portal, text_enum};

text_enum! {
    /// Where a mail is.
    MailStatus { Queued = "queued", Sent = "sent", Failed = "failed", Bounced = "bounced" }
}

impl MailStatus {
    /// What has not left, or did not arrive.
    pub const UNSENT: [Self; 3] = [Self::Queued, Self::Failed, Self::Bounced];
}

/// A mail about to leave.
#[derive(Clone, Debug)]
pub struct MailToSend {
    /// The job that sends it.
    pub id: JobId,
    /// For which portal, if for one.
    pub tenant: Option<TenantId>,
    /// Folder of its templates: `bookings/summons`.
    pub kind: &'static str,
    /// To whom.
    pub recipient: String,
    /// What it is called.
    pub subject: String,
    /// The object that it is about, so that its fate is shown there.
    pub about: Option<Uuid>,
    /// The host that its links lead to, frozen.
    pub host: String,
    /// The mark of what it says of a convention.
    pub said: Option<String>,
}

/// A mail as operators see it.
#[derive(Clone, Debug)]
pub struct MailLine {
    /// Its id.
    pub id: JobId,
    /// Folder of its templates.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// What it is called.
    pub subject: String,
    /// The host that its links lead to.
    pub host: String,
    /// Queued, sent, failed, bounced.
    pub status: MailStatus,
    /// Why it failed.
    pub error: Option<String>,
    /// When it was first tried.
    pub created_at: DateTime<Utc>,
    /// When it left.
    pub sent_at: Option<DateTime<Utc>>,
    /// What it said of a convention.
    pub said: Option<String>,
}

impl Worker {
    /// Writes the row of a mail before it leaves. `false`: it has left already.
    pub async fn begin_mail(&self, mail: &MailToSend) -> Result<bool, Fault> {
        self.write(async |tx| {
            let row = outgoing_mails::ActiveModel {
                id: Set(mail.id),
                tenant_id: Set(mail.tenant),
                kind: Set(mail.kind.to_owned()),
                recipient: Set(mail.recipient.clone()),
                subject: Set(mail.subject.clone()),
                about: Set(mail.about),
                host: Set(mail.host.clone()),
                said: Set(mail.said.clone()),
                status: Set(MailStatus::Queued),
                attempts: Set(0),
                created_at: Set(tx.now()),
                ..Default::default()
            };
            let known = OnConflict::column(outgoing_mails::Column::Id).do_nothing().to_owned();
            tx.insert_missing_shared(vec![row], known).await?;
            let update = tx
                .update_shared::<outgoing_mails::Entity>()
                .col_expr(
                    outgoing_mails::Column::Attempts,
                    Expr::col(outgoing_mails::Column::Attempts).add(1),
                )
                .filter(outgoing_mails::Column::Id.eq(mail.id))
                .filter(outgoing_mails::Column::Status.ne(MailStatus::Sent));
            tx.change(update).await
        })
        .await
    }

    /// The relay took the mail: its mailbox takes letters (again).
    pub async fn mail_sent(&self, id: JobId) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.close_mail(id, MailStatus::Sent, None).await?;
            tx.mailbox_takes(id).await
        })
        .await
    }

    /// The mailbox refused the mail for good: whoever has it is told at her next visit. `code` is
    /// shown to her, `why` to operators.
    pub async fn mail_bounced(&self, id: JobId, code: &str, why: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            tx.close_mail(id, MailStatus::Bounced, Some(why)).await?;
            tx.mailbox_refuses(id, code).await
        })
        .await
    }

    /// The mail did not leave; whether it is tried again is the queue's business.
    pub async fn mail_failed(&self, id: JobId, why: &str) -> Result<(), Fault> {
        self.write(async |tx| tx.close_mail(id, MailStatus::Failed, Some(why)).await).await
    }
}

impl Tx<'_, Whole> {
    async fn close_mail(
        &self,
        id: JobId,
        status: MailStatus,
        error: Option<&str>,
    ) -> Result<(), Fault> {
        let sent_at = (status == MailStatus::Sent).then(|| self.now());
        let update = self.set(outgoing_mails::ActiveModel {
            id: Set(id),
            status: Set(status),
            error: Set(error.map(|why| why.chars().take(500).collect())),
            sent_at: Set(sent_at),
            ..Default::default()
        });
        self.run(update).await.map(drop)
    }
}

impl Tx<'_, TenantId> {
    /// Takes out of what is kept of mails about these objects all that a name may stand in: what they said, and what a
    /// relay answered. That they left stays.
    pub(crate) async fn blank_mails(&self, about: &[Uuid]) -> Result<(), Fault> {
        let nothing = || Expr::value(Option::<String>::None);
        let update = self
            .update_shared::<outgoing_mails::Entity>()
            .col_expr(outgoing_mails::Column::Said, nothing())
            .col_expr(outgoing_mails::Column::Error, nothing())
            .filter(outgoing_mails::Column::About.is_in(about.iter().copied()));
        self.run(update).await.map(drop)
    }
}

impl Portal {
    /// The last mails of this portal about one object, the oldest first: their fate is shown there.
    pub async fn mails_about(&self, about: Uuid) -> Result<Vec<MailLine>, Fault> {
        self.read(async |tx| {
            let query = tx
                .shared::<outgoing_mails::Entity>()
                .filter(outgoing_mails::Column::TenantId.eq(self.id()))
                .filter(outgoing_mails::Column::About.eq(about))
                .order_by_desc(outgoing_mails::Column::CreatedAt)
                .order_by_desc(outgoing_mails::Column::Id)
                .limit(50);
            let rows = tx.all(query).await?;
            Ok(rows.into_iter().rev().map(MailLine::from).collect())
        })
        .await
    }
}

impl From<outgoing_mails::Model> for MailLine {
    fn from(row: outgoing_mails::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient,
            subject: row.subject,
            host: row.host,
            status: row.status,
            error: row.error,
            created_at: row.created_at,
            sent_at: row.sent_at,
            said: row.said,
        }
    }
}
