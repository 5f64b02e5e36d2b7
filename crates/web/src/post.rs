//! The post office: every mail leaves through here, from a job.
//!
//! A mail has the id of its job: a second try is the same mail, with the same `Message-ID`; one
//! that has left is not sent again. What was sent is kept as a row without body or secret.

use domain::ids::AccountId;
use domain::mails::MailToSend;
use domain::queue::Claimed;
use platform::mail::{DeliveryError, Letter, Party};
use uuid::Uuid;

use crate::app::App;
use crate::view::{Mail, Sender};
use crate::worker::JobFailure;

/// An addressed envelope.
pub(crate) struct Envelope<'a> {
    pub(crate) job: &'a Claimed,
    /// To whom: an address.
    pub(crate) to: &'a str,
    /// The object that it is about, so that its fate can be shown there.
    pub(crate) about: Option<Uuid>,
    /// The host that its links lead to.
    pub(crate) host: String,
    pub(crate) sender: Sender,
}

impl<'a> Envelope<'a> {
    /// A mail about an account, from whoever lives at the host where it was asked for.
    pub(crate) async fn at(
        app: &App,
        job: &'a Claimed,
        to: &'a str,
        account: AccountId,
        host: String,
    ) -> Result<Self, JobFailure> {
        let sender = app.sender_at(&host).await?;
        Ok(Self { job, to, about: Some(account.0), host, sender })
    }
}

impl App {
    /// Who writes the mails about accounts that were asked for on a host: the lycée, or the platform.
    pub(crate) async fn sender_at(&self, host: &str) -> Result<Sender, JobFailure> {
        let portal = self.backstage.portal_at(host).await?;
        Ok(portal.map_or_else(|| self.platform_sender(), |portal| self.sender(&portal)))
    }

    /// Renders a mail and hands it to the relay.
    pub(crate) async fn post<M: Mail>(
        &self,
        envelope: Envelope<'_>,
        mail: &M,
    ) -> Result<(), JobFailure> {
        let rendered =
            self.engine.render_mail(&envelope.sender, mail).map_err(JobFailure::defect)?;
        let row = MailToSend {
            id: envelope.job.id,
            tenant: envelope.job.tenant,
            kind: M::FOLDER,
            recipient: envelope.to.to_owned(),
            subject: rendered.subject.clone(),
            about: envelope.about,
            host: envelope.host,
        };
        if !self.backstage.begin_mail(&row).await? {
            return Ok(());
        }
        let reply_to = Some(envelope.sender.contact.as_str()).filter(|contact| !contact.is_empty());
        let letter = Letter {
            from: Party::named(&envelope.sender.name, &self.address.contact),
            to: Party::bare(envelope.to),
            reply_to: reply_to.map(|contact| Party::named(&envelope.sender.name, contact)),
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            message_id: format!("{}@{}", row.id, self.backstage.base_domain()),
            list_id: None,
            date: self.backstage.clock().now(),
        };
        match self.mail.deliver(&letter).await {
            Ok(()) => Ok(self.backstage.mail_sent(row.id).await?),
            Err(DeliveryError::Bounced { code, why }) => {
                self.backstage.mail_bounced(row.id, &code, &why).await?;
                Err(JobFailure::GiveUp(format!("the mailbox refused the mail: {code}")))
            }
            Err(error) => {
                self.backstage.mail_failed(row.id, &error.to_string()).await?;
                Err(match error {
                    // The text may quote an address, so the job keeps only the class.
                    DeliveryError::Temporary(_) => {
                        JobFailure::Retry("the relay did not take the mail".into())
                    }
                    DeliveryError::Refused(_) | DeliveryError::Bounced { .. } => {
                        JobFailure::GiveUp("the relay refused the mail".into())
                    }
                    DeliveryError::Invalid(_) => {
                        JobFailure::GiveUp("the mail cannot be written".into())
                    }
                })
            }
        }
    }
}
