//! Letters out: SMTP in production, a folder of `.eml` files for a demonstration, memory in tests.
//!
//! Turns a letter into bytes and hands it to a relay. The queue tries again later, where
//! [`DeliveryError`] says that this makes sense. To add a transport: one file, one variant, one arm in `deliver`.

mod mailbox;
mod memory;
mod outgoing;
mod relay;
mod smtp;

use std::time::Duration;

pub use mailbox::{Listed, Mailbox, Opened};
pub use memory::{Memory, Trouble};
pub use outgoing::{Attachment, OutgoingMail, Party};
pub use relay::{Relay, RelayError, Tls};
pub use smtp::Smtp;

/// A way out for letters. Cheap to clone; clones share connections or contents.
#[derive(Clone, Debug)]
pub enum Mail {
    /// A relay, over pooled connections.
    Smtp(Smtp),
    /// A folder of `.eml` files, read back by the console's mailbox page.
    Mailbox(Mailbox),
    /// A list in memory, for tests, which can be told to fail.
    Memory(Memory),
}

impl Mail {
    /// Delivers one letter, or says whether to try again.
    ///
    /// # Errors
    /// See [`DeliveryError`]. After a time-out the relay may have taken the letter all the same: that
    /// is why its `Message-ID` is the caller's and stays the same at the next try.
    pub async fn deliver(&self, letter: &OutgoingMail) -> Result<(), DeliveryError> {
        let message = letter.compose()?;
        let limit = self.time_limit();
        let delivery = async {
            match self {
                Self::Smtp(smtp) => smtp.deliver(&message).await,
                Self::Mailbox(mailbox) => mailbox.deliver(letter, message.formatted()).await,
                Self::Memory(memory) => memory.deliver(letter).await,
            }
        };
        match tokio::time::timeout(limit, delivery).await {
            Ok(outcome) => outcome,
            Err(_) => Err(DeliveryError::Temporary(format!("no answer within {limit:?}"))),
        }
    }

    fn time_limit(&self) -> Duration {
        match self {
            Self::Smtp(smtp) => smtp.time_limit(),
            Self::Mailbox(_) => Duration::from_secs(10),
            Self::Memory(memory) => memory.time_limit(),
        }
    }
}

/// Why a letter did not leave, in the only terms that a queue needs.
///
/// The text is the relay's own and may quote an address: fit for the row that the sender reads,
/// never for a log line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeliveryError {
    /// The relay is away, slow, busy (4xx) or does not like *us* (authentication): try again later.
    #[error("temporary failure: {0}")]
    Temporary(String),
    /// The relay refused this letter for good (5xx): give up and show it.
    #[error("refused: {0}")]
    Refused(String),
    /// The recipient's mailbox refuses letters for good (5xx to RCPT): give up, and tell the person.
    #[error("refused by the mailbox: {why}")]
    Bounced {
        /// The answer's codes: "550 5.1.1". Fit for everybody.
        code: String,
        /// The answer.
        why: String,
    },
    /// This is no letter (bad address or Message-ID): trying again cannot help.
    #[error("invalid letter: {0}")]
    Invalid(String),
}
