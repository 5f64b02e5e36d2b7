//! Short-lived values, counters and pokes, shared by the nodes through Redis or kept in the process.
//!
//! **Redis holds only what may be lost.** Every call has a time limit and answers from the in-process
//! twin when Redis does not: the product is slower, not wrong, and nobody handles an error. So: no
//! booking, no session, no mail in here. To add an operation: one method in `memory.rs`, the same in
//! `redis.rs` through `ask`, one arm here, one test in `tests/it/kv.rs` that runs on both.

mod listener;
mod memory;
mod redis;

use std::time::Duration;

pub use memory::Memory;
pub use redis::{KvUrlError, Redis};
use tokio::sync::mpsc;

/// A key-value store. Cheap to clone; clones share contents.
#[derive(Clone, Debug)]
pub enum Kv {
    /// In this process.
    Memory(Memory),
    /// In Redis, with this process as a fallback.
    Redis(Redis),
}

impl Kv {
    /// A store in this process.
    pub fn memory() -> Self {
        Self::Memory(Memory::default())
    }

    /// A store in Redis (`redis://…`, `rediss://…`, `redis+unix://…`), each key behind `prefix:`.
    /// A Redis that is away is no error: it is looked for until it is there.
    ///
    /// # Errors
    /// The URL cannot be read.
    pub async fn redis(url: &str, prefix: &str) -> Result<Self, KvUrlError> {
        Ok(Self::Redis(Redis::open(url, prefix).await?))
    }

    /// Whether Redis is wanted and away. For `/readyz` and `doctor`, not for decisions.
    pub fn is_degraded(&self) -> bool {
        match self {
            Self::Memory(_) => false,
            Self::Redis(redis) => redis.is_away(),
        }
    }

    /// The value, if it is there and has not expired.
    pub async fn get(&self, key: &str) -> Option<String> {
        match self {
            Self::Memory(memory) => memory.get(key),
            Self::Redis(redis) => redis.get(key).await,
        }
    }

    /// Keeps a value for `ttl`.
    pub async fn set(&self, key: &str, value: &str, ttl: Duration) {
        match self {
            Self::Memory(memory) => memory.set(key, value, ttl),
            Self::Redis(redis) => redis.set(key, value, ttl).await,
        }
    }

    /// Gets and deletes in one step: of many who take, one gets it.
    pub async fn take(&self, key: &str) -> Option<String> {
        match self {
            Self::Memory(memory) => memory.take(key),
            Self::Redis(redis) => redis.take(key).await,
        }
    }

    /// Adds one and returns the sum. `ttl` counts from the first increment.
    pub async fn incr(&self, key: &str, ttl: Duration) -> u64 {
        match self {
            Self::Memory(memory) => memory.incr(key, ttl),
            Self::Redis(redis) => redis.incr(key, ttl).await,
        }
    }

    /// Replaces a value by a function of itself, atomically. `change` may run several times when
    /// others write the same key.
    pub async fn update<T: Send>(
        &self,
        key: &str,
        ttl: Duration,
        change: impl Fn(Option<&str>) -> (String, T) + Send + Sync,
    ) -> T {
        match self {
            Self::Memory(memory) => memory.update(key, ttl, change),
            Self::Redis(redis) => redis.update(key, ttl, change).await,
        }
    }

    /// Tells those who subscribed, here and on other nodes. A poke, not a message: it may be lost.
    pub async fn publish(&self, channel: &str, payload: &str) {
        match self {
            Self::Memory(memory) => memory.publish(channel, payload),
            Self::Redis(redis) => redis.publish(channel, payload).await,
        }
    }

    /// Listens to a channel. Returns once subscribed, or soon after when Redis is away.
    pub async fn subscribe(&self, channel: &str) -> Subscription {
        match self {
            Self::Memory(memory) => memory.subscribe(channel),
            Self::Redis(redis) => redis.subscribe(channel).await,
        }
    }
}

/// The payloads of one channel. Dropping it unsubscribes.
#[derive(Debug)]
pub struct Subscription(mpsc::Receiver<String>);

impl Subscription {
    /// Waits for the next payload. `None` when the store itself is gone.
    pub async fn next(&mut self) -> Option<String> {
        self.0.recv().await
    }
}
