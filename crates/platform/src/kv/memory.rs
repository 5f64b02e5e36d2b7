//! The embedded form: bounded, in this process, also what answers while Redis is away.

use std::time::{Duration, Instant};

use moka::Expiry;
use moka::ops::compute::Op;
use moka::sync::Cache;
use tokio::sync::{broadcast, mpsc};

use super::Subscription;

/// More keys than any burst of honest visitors makes; a flood evicts the least used.
const KEYS_AT_MOST: u64 = 200_000;
/// Pokes that a slow listener may lag behind before it loses some.
const POKES_KEPT: usize = 1_024;

/// Values and channels of this process; clones share them.
#[derive(Clone, Debug)]
pub struct Memory {
    values: Cache<String, Value>,
    pokes: broadcast::Sender<(String, String)>,
}

#[derive(Clone, Debug)]
struct Value {
    text: String,
    /// `None`: keep the expiry that the key has.
    ttl: Option<Duration>,
}

struct OwnExpiry;

impl Default for Memory {
    fn default() -> Self {
        let values = Cache::builder().max_capacity(KEYS_AT_MOST).expire_after(OwnExpiry).build();
        Self { values, pokes: broadcast::Sender::new(POKES_KEPT) }
    }
}

impl Memory {
    pub(crate) fn get(&self, key: &str) -> Option<String> {
        self.values.get(key).map(|value| value.text)
    }

    pub(crate) fn set(&self, key: &str, value: &str, ttl: Duration) {
        self.values.insert(key.to_owned(), Value { text: value.to_owned(), ttl: Some(ttl) });
    }

    pub(crate) fn take(&self, key: &str) -> Option<String> {
        // not `remove`, which hands out what has expired and was not yet swept
        self.compute(key, |held| (Op::Remove, held.map(str::to_owned)))
    }

    pub(crate) fn incr(&self, key: &str, ttl: Duration) -> u64 {
        self.compute(key, |held| {
            let sum = held.and_then(|text| text.parse::<u64>().ok()).unwrap_or(0) + 1;
            let ttl = held.is_none().then_some(ttl);
            (Op::Put(Value { text: sum.to_string(), ttl }), sum)
        })
    }

    pub(crate) fn update<T>(
        &self,
        key: &str,
        ttl: Duration,
        change: impl FnOnce(Option<&str>) -> (String, T),
    ) -> T {
        self.compute(key, |held| {
            let (text, outcome) = change(held);
            (Op::Put(Value { text, ttl: Some(ttl) }), outcome)
        })
    }

    pub(crate) fn publish(&self, channel: &str, payload: &str) {
        // An error means that nobody listens.
        let _ = self.pokes.send((channel.to_owned(), payload.to_owned()));
    }

    pub(crate) fn subscribe(&self, channel: &str) -> Subscription {
        let (sender, receiver) = mpsc::channel(POKES_KEPT);
        self.forward(channel, sender);
        Subscription(receiver)
    }

    /// Sends what is published here on `channel` to `sender`, until nobody holds the other end.
    pub(super) fn forward(&self, channel: &str, sender: mpsc::Sender<String>) {
        let (channel, mut pokes) = (channel.to_owned(), self.pokes.subscribe());
        tokio::spawn(async move {
            loop {
                let poke = tokio::select! {
                    poke = pokes.recv() => poke,
                    () = sender.closed() => return,
                };
                match poke {
                    Ok((on, payload)) if on == channel => {
                        if sender.send(payload).await.is_err() {
                            return;
                        }
                    }
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                    Err(broadcast::error::RecvError::Closed) => return,
                }
            }
        });
    }

    /// One step on one key, alone: moka runs the steps of a key one after the other.
    fn compute<T>(&self, key: &str, step: impl FnOnce(Option<&str>) -> (Op<Value>, T)) -> T {
        let mut outcome = None;
        self.values.entry_by_ref(key).and_compute_with(|held| {
            let held = held.map(|entry| entry.into_value().text);
            let (op, result) = step(held.as_deref());
            outcome = Some(result);
            op
        });
        outcome.expect("and_compute_with runs its closure once")
    }
}

impl Expiry<String, Value> for OwnExpiry {
    fn expire_after_create(&self, _: &String, value: &Value, _: Instant) -> Option<Duration> {
        value.ttl
    }

    fn expire_after_update(
        &self,
        _: &String,
        value: &Value,
        _: Instant,
        left: Option<Duration>,
    ) -> Option<Duration> {
        value.ttl.or(left)
    }
}
