//! The post office: every mail leaves through here, from a job.
//!
//! A mail has the id of its job: a second try is the same mail, with the same `Message-ID`; one
//! that has left is not sent again. What was sent is kept as a row without body or secret.

use domain::mails::MailToSend;
use platform::mail::{Attachment, DeliveryError, OutgoingMail, Party};
use uuid::Uuid;

use crate::app::App;
use crate::view::{Letter, Sender};
use crate::worker::{Done, JobFailure, Work};

/// Where a letter goes, and who writes it.
pub(crate) struct Envelope {
    to: String,
    about: Option<Uuid>,
    host: String,
    said: Option<String>,
    attachment: Option<Attachment>,
    sender: Sender,
}

impl Envelope {
    /// To an address, with links that lead to `host`: from the lycée that lives there, or else from
    /// the platform.
    pub(crate) async fn to(app: &App, address: &str, host: &str) -> Result<Self, JobFailure> {
        let portal = app.backstage.portal_at(host).await?;
        let sender = portal.map_or_else(|| app.platform_sender(), |portal| app.sender(&portal));
        let (to, host) = (address.to_owned(), host.to_owned());
        Ok(Self { to, about: None, host, said: None, attachment: None, sender })
    }

    /// The object that it is about, so that its fate can be shown there.
    pub(crate) fn about(self, object: impl Into<Uuid>) -> Self {
        Self { about: Some(object.into()), ..self }
    }

    /// With the mark of what it says of a convention.
    pub(crate) fn saying(self, said: Option<String>) -> Self {
        Self { said, ..self }
    }

    /// With a file.
    pub(crate) fn attaching(self, attachment: Option<Attachment>) -> Self {
        Self { attachment, ..self }
    }

    /// From the platform, wherever its links lead.
    pub(crate) fn by_platform(self, app: &App) -> Self {
        Self { sender: app.platform_sender(), ..self }
    }

    /// Who writes.
    pub(crate) fn sender(&self) -> &Sender {
        &self.sender
    }
}

impl Work {
    /// Renders a letter and hands it to the relay.
    pub(crate) async fn post(&self, envelope: Envelope, letter: &Letter) -> Done {
        let Envelope { to, about, host, said, attachment, sender } = envelope;
        let rendered = self.engine.render_mail(&sender, letter).map_err(JobFailure::defect)?;
        let row = MailToSend {
            id: self.job.id,
            tenant: self.job.tenant,
            kind: letter.kind(),
            recipient: to.clone(),
            subject: rendered.subject.clone(),
            about,
            host,
            said,
        };
        if !self.worker.begin_mail(&row).await? {
            return Ok(());
        }
        let reply_to = Some(sender.contact.as_str()).filter(|contact| !contact.is_empty());
        let mail = OutgoingMail {
            from: Party::named(&sender.name, &self.address.contact),
            to: Party::bare(to),
            reply_to: reply_to.map(|contact| Party::named(&sender.name, contact)),
            subject: rendered.subject,
            text: rendered.text,
            html: rendered.html,
            attachment,
            message_id: format!("{}@{}", row.id, self.backstage.base_domain()),
            list_id: None,
            date: self.backstage.clock().now(),
        };
        match self.mail.deliver(&mail).await {
            Ok(()) => Ok(self.worker.mail_sent(row.id).await?),
            Err(DeliveryError::Bounced { code, why }) => {
                self.worker.mail_bounced(row.id, &code, &why).await?;
                Err(JobFailure::GiveUp(format!("the mailbox refused the mail: {code}")))
            }
            Err(error) => {
                self.worker.mail_failed(row.id, &error.to_string()).await?;
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
