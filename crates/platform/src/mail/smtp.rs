//! Delivery to a relay over a few kept connections.
//!
//! lettre's own pool takes back a connection whose delivery was dropped half-way (a time limit, a
//! shutdown): the next letter would read the answers meant for the last one and could be counted as
//! sent when it was not. Here a connection belongs to its delivery and is parked only after the relay
//! took the letter; dropping the delivery at any point closes it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, MailBodyParameter, MailParameter};
use tokio::time::Instant;

use super::{DeliveryError, Relay, Tls};

/// Connections kept between letters; a worker delivers a handful at a time.
const PARKED_AT_MOST: usize = 4;
/// Relays hang up after some minutes (RFC 5321 says five, many say one): ours are fresher.
const PARKED_FOR: Duration = Duration::from_secs(30);
/// 5xx codes that speak of us (authentication wanted or failed, relay closed), not of the letter:
/// a wrong password in the configuration must not lose the queue.
const OUR_OWN_FAULT: [u16; 6] = [521, 523, 530, 534, 535, 538];

/// A relay and the open connections to it.
#[derive(Clone, Debug)]
pub struct Smtp(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    relay: Relay,
    time_limit: Duration,
    parked: Mutex<Vec<Parked>>,
}

struct Parked {
    connection: AsyncSmtpConnection,
    since: Instant,
}

impl Smtp {
    /// A relay; nothing is connected yet. `time_limit` holds for a whole delivery, connecting included.
    pub fn new(relay: Relay, time_limit: Duration) -> Self {
        Self(Arc::new(Inner { relay, time_limit, parked: Mutex::default() }))
    }

    pub(super) fn time_limit(&self) -> Duration {
        self.0.time_limit
    }

    pub(super) async fn deliver(&self, message: &Message) -> Result<(), DeliveryError> {
        let mut connection = self.connection().await.map_err(|error| classify(&error))?;
        hand_over(&mut connection, message).await?;
        self.park(connection);
        Ok(())
    }

    /// A parked connection that still answers, or a new one.
    async fn connection(&self) -> Result<AsyncSmtpConnection, Error> {
        while let Some(parked) = self.unpark() {
            let mut connection = parked.connection;
            if parked.since.elapsed() < PARKED_FOR && connection.test_connected().await {
                return Ok(connection);
            }
        }
        self.0.relay.connect().await
    }

    fn unpark(&self) -> Option<Parked> {
        self.0.parked.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn park(&self, connection: AsyncSmtpConnection) {
        let mut parked = self.0.parked.lock().unwrap_or_else(PoisonError::into_inner);
        if parked.len() < PARKED_AT_MOST {
            parked.push(Parked { connection, since: Instant::now() });
        }
    }
}

impl Relay {
    /// Connects and signs in, as a delivery does, and leaves. The error says what the relay answered.
    pub async fn sign_in(&self) -> Result<(), String> {
        let mut connection = self.connect().await.map_err(|error| error.to_string())?;
        connection.quit().await.map(drop).map_err(|error| error.to_string())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let hello = self.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        let certificate = || TlsParameters::new(self.host.clone());
        let wrapper = if self.tls == Tls::Wrapped { Some(certificate()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, None, &hello, wrapper, None).await?;
        let upgrade = match self.tls {
            Tls::None | Tls::Wrapped => false,
            Tls::StartTls => connection.can_starttls(),
            Tls::Required => true,
        };
        if upgrade {
            connection.starttls(certificate()?, &hello).await?;
        }
        if let Some((user, password)) = &self.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }
}

/// One letter, command by command (RFC 5321, 3.3): lettre's own `send` does not tell whether it was
/// the recipient that was refused, and that is what the person behind the mailbox has to know.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    message: &Message,
) -> Result<(), DeliveryError> {
    let refused = |error: Error| classify(&error);
    let (envelope, letter) = (message.envelope(), message.formatted());
    // Addresses are ASCII: see `Party`.
    let eight_bit = MailParameter::Body(MailBodyParameter::EightBitMime);
    let options = if letter.is_ascii() { Vec::new() } else { vec![eight_bit] };
    let from = envelope.from().cloned();
    connection.command(MailFrom::new(from, options)).await.map_err(refused)?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .await
            .map_err(|error| recipient_refused(&error))?;
    }
    connection.command(Data).await.map_err(refused)?;
    connection.message(&letter).await.map_err(refused)?;
    Ok(())
}

/// Whether another try can help: yes, but for a permanent refusal of this very letter.
fn classify(error: &Error) -> DeliveryError {
    match error.status().map(u16::from) {
        Some(code) if error.is_permanent() && !OUR_OWN_FAULT.contains(&code) => {
            DeliveryError::Refused(error.to_string())
        }
        _ => DeliveryError::Temporary(error.to_string()),
    }
}

/// The same at RCPT: a permanent no is the mailbox's, unless it is about who may write (5.7, RFC 3463).
fn recipient_refused(error: &Error) -> DeliveryError {
    match (classify(error), error.status()) {
        (DeliveryError::Refused(why), Some(status)) => match enhanced(&why) {
            Some(code) if code.starts_with("5.7.") => DeliveryError::Refused(why),
            code => DeliveryError::Bounced {
                code: format!("{} {}", u16::from(status), code.unwrap_or_default())
                    .trim_end()
                    .into(),
                why,
            },
        },
        (other, _) => other,
    }
}

/// The enhanced status code in an answer: "5.1.1".
fn enhanced(answer: &str) -> Option<&str> {
    let number = |part: &str| {
        matches!(part.len(), 1..=3) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    answer.split_whitespace().find(|word| {
        let mut parts = word.split('.');
        parts.next() == Some("5") && parts.clone().count() == 2 && parts.all(number)
    })
}

impl std::fmt::Debug for Parked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Parked({:?})", self.since.elapsed())
    }
}
