//! Letters kept in memory, for tests: read them back, or make the next deliveries fail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{DeliveryError, OutgoingMail};

/// The fate of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// As a relay that answers 451.
    Temporary,
    /// As a relay that answers 554 to the letter.
    Refused,
    /// As a relay that answers 550 to the recipient.
    Bounced,
    /// Delivers after this time, or not at all if the time limit comes first.
    Slow(Duration),
}

/// A list of letters; clones share it.
#[derive(Clone, Debug)]
pub struct Memory {
    shared: Arc<Mutex<Shared>>,
    time_limit: Duration,
}

#[derive(Debug, Default)]
struct Shared {
    letters: Vec<OutgoingMail>,
    troubles: VecDeque<Trouble>,
}

impl Default for Memory {
    fn default() -> Self {
        Self::new(Duration::from_secs(1))
    }
}

impl Memory {
    /// An empty list whose deliveries have this time limit.
    pub fn new(time_limit: Duration) -> Self {
        Self { shared: Arc::default(), time_limit }
    }

    /// Takes every letter delivered since the last call, oldest first.
    pub fn take(&self) -> Vec<OutgoingMail> {
        std::mem::take(&mut self.shared().letters)
    }

    /// The next `times` deliveries meet this trouble, after those already asked for.
    pub fn trouble(&self, trouble: &Trouble, times: usize) {
        self.shared().troubles.extend(std::iter::repeat_n(trouble.clone(), times));
    }

    pub(super) fn time_limit(&self) -> Duration {
        self.time_limit
    }

    pub(super) async fn deliver(&self, letter: &OutgoingMail) -> Result<(), DeliveryError> {
        let trouble = self.shared().troubles.pop_front();
        match trouble {
            Some(Trouble::Temporary) => return Err(DeliveryError::Temporary("451 later".into())),
            Some(Trouble::Refused) => return Err(DeliveryError::Refused("554 no".into())),
            Some(Trouble::Bounced) => {
                return Err(DeliveryError::Bounced {
                    code: "550 5.1.1".into(),
                    why: "550 5.1.1 no such user".into(),
                });
            }
            Some(Trouble::Slow(time)) => tokio::time::sleep(time).await,
            None => {}
        }
        self.shared().letters.push(letter.clone());
        Ok(())
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
