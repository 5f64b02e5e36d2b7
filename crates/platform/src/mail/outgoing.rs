//! A mail on its way out, and how it becomes an RFC 5322 message.
//!
//! Names and subjects come from people: here they are data. What could end a header or turn the
//! reading direction is flattened to a space; addresses and ids that are not plain are refused.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment as Part, Mailbox, MultiPart};
use lettre::{Address, Message};

use super::DeliveryError;

/// A sender or recipient: an address and the name shown for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Name shown by mail readers; any text, encoded by RFC 2047.
    pub name: Option<String>,
    /// `local@domain`, ASCII.
    pub address: String,
}

impl Party {
    /// A party with a name.
    pub fn named(name: impl Into<String>, address: impl Into<String>) -> Self {
        Self { name: Some(name.into()), address: address.into() }
    }

    /// An address alone.
    pub fn bare(address: impl Into<String>) -> Self {
        Self { name: None, address: address.into() }
    }

    fn mailbox(&self) -> Result<Mailbox, DeliveryError> {
        let invalid = || DeliveryError::Invalid(format!("not an address: {:?}", self.address));
        let address: Address = self.address.parse().map_err(|_| invalid())?;
        // lettre admits quoted local parts and SMTPUTF8: no French school has either, relays choke on both.
        if !self.address.chars().all(|c| c.is_ascii_graphic() && !"\"<>(),:;\\[]".contains(c)) {
            return Err(invalid());
        }
        let name = self.name.as_deref().map(flatten).filter(|name| !name.is_empty());
        Ok(Mailbox::new(name, address))
    }
}

/// A PDF that goes along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// As it is saved: `convention-7KQ4-2M9X.pdf`.
    pub name: String,
    /// The file.
    pub pdf: Vec<u8>,
}

/// One letter to one person: addressed, rendered, ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingMail {
    /// The platform's own domain (SPF and DKIM hold there), also the envelope sender.
    pub from: Party,
    /// The one recipient.
    pub to: Party,
    /// Recipient of answers: the lycée.
    pub reply_to: Option<Party>,
    /// Subject line.
    pub subject: String,
    /// Plain text body.
    pub text: String,
    /// HTML body that says the same.
    pub html: String,
    /// What goes along.
    pub attachment: Option<Attachment>,
    /// Stable across retries, so that a second copy is recognised as one: `local@domain`,
    /// with or without its angle brackets.
    pub message_id: String,
    /// `List-ID` (RFC 2919), such as `lycee-x.ministage.fr`: lets schools sort by portal.
    pub list_id: Option<String>,
    /// The `Date` header: when the letter was made.
    pub date: DateTime<Utc>,
}

impl OutgoingMail {
    /// The message as it goes on the wire.
    pub(super) fn compose(&self) -> Result<Message, DeliveryError> {
        let mut draft = Message::builder()
            .date(self.date.into())
            .from(self.from.mailbox()?)
            .to(self.to.mailbox()?)
            .subject(flatten(&self.subject))
            .message_id(Some(format!("<{}>", plain_id("Message-ID", &self.message_id)?)))
            // RFC 3834, then the same in the words that Exchange reads: robots need not answer.
            .raw_header(extra("Auto-Submitted", "auto-generated"))
            .raw_header(extra("X-Auto-Response-Suppress", "All"));
        // Where answers go is no reason not to write: one that is no address is left out.
        if let Some(Ok(reply_to)) = self.reply_to.as_ref().map(Party::mailbox) {
            draft = draft.reply_to(reply_to);
        }
        if let Some(list_id) = &self.list_id {
            draft =
                draft.raw_header(extra("List-ID", format!("<{}>", plain_id("List-ID", list_id)?)));
        }
        let invalid = |error: &dyn std::error::Error| DeliveryError::Invalid(error.to_string());
        let body = MultiPart::alternative_plain_html(self.text.clone(), self.html.clone());
        let body = match &self.attachment {
            None => body,
            Some(Attachment { name, pdf }) => {
                let kind =
                    ContentType::parse("application/pdf").map_err(|error| invalid(&error))?;
                let file = Part::new(name.clone()).body(pdf.clone(), kind);
                MultiPart::mixed().multipart(body).singlepart(file)
            }
        };
        draft.multipart(body).map_err(|error| invalid(&error))
    }
}

/// One line of text: control characters (line ends above all) and bidirectional overrides become
/// spaces, runs of which become one. No-break spaces are French typography and stay.
fn flatten(text: &str) -> String {
    let is_hostile =
        |c: char| c.is_control() || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let spaced: String = text.chars().map(|c| if is_hostile(c) { ' ' } else { c }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The id without its brackets, if it is made of what RFC 5322 allows unquoted.
fn plain_id<'a>(header: &str, id: &'a str) -> Result<&'a str, DeliveryError> {
    let bare = id.strip_prefix('<').and_then(|id| id.strip_suffix('>')).unwrap_or(id);
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-_@+=$".contains(c);
    let at_signs = bare.matches('@').count();
    let shape = if header == "Message-ID" { at_signs == 1 } else { at_signs == 0 };
    if shape && (3..=200).contains(&bare.len()) && bare.chars().all(plain) {
        Ok(bare)
    } else {
        Err(DeliveryError::Invalid(format!("not a {header}: {id:?}")))
    }
}

/// A header that lettre has no type for. `value` is ours or checked by [`plain_id`]; lettre encodes it.
fn extra(name: &'static str, value: impl Into<String>) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.into())
}
