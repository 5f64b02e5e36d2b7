//! The shared form: Redis with a time limit on every call and the in-process twin behind it.
//!
//! The first call that fails takes the link away: from then on calls go straight to the twin, so an
//! outage costs one time limit and not one per call. A task of its own looks for Redis and puts a
//! fresh link back. What the twin collected meanwhile is not carried over: it may be lost.

use std::future::Future;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock, Weak};
use std::time::Duration;

use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{AsyncCommands, Client, RedisResult, Script};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep, timeout};

use super::listener::Listener;
use super::{Memory, Subscription};

/// For one call, whatever it asks.
const TIME_LIMIT: Duration = Duration::from_millis(50);
/// For a new link: name lookup, TLS, authentication.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);
/// Between two looks for a Redis that is away.
pub(super) const LOOK_EVERY: Duration = Duration::from_millis(250);
/// One warning at most in this time, however often Redis comes and goes.
const WARN_EVERY: Duration = Duration::from_secs(60);
/// Pokes kept for a slow listener.
const POKES_KEPT: usize = 1_024;

/// Writes a value if the key still holds what was read.
static SWAP: LazyLock<Script> = LazyLock::new(|| {
    Script::new(
        "if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
         redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
         return 1",
    )
});

/// The Redis address cannot be read. Does not quote it: it may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the Redis address is not of the form redis://user:password@host:port/database")]
pub struct KvUrlError;

/// A Redis, or the memory of one.
#[derive(Clone)]
pub struct Redis(Arc<Inner>);

struct Inner {
    client: Client,
    prefix: String,
    /// `None` while Redis is away.
    link: RwLock<Option<ConnectionManager>>,
    twin: Memory,
    warned: Mutex<Option<Instant>>,
}

impl Redis {
    pub(super) async fn open(url: &str, prefix: &str) -> Result<Self, KvUrlError> {
        let inner = Arc::new(Inner {
            client: Client::open(url).map_err(|_| KvUrlError)?,
            prefix: prefix.to_owned(),
            link: RwLock::default(),
            twin: Memory::default(),
            warned: Mutex::default(),
        });
        match inner.connect().await {
            Some(link) => inner.restore(link),
            None => inner.look_for_redis("cannot connect"),
        }
        Ok(Self(inner))
    }

    pub(super) fn is_away(&self) -> bool {
        self.0.link().is_none()
    }

    pub(super) async fn get(&self, key: &str) -> Option<String> {
        let name = self.name(key);
        match self.ask(|mut redis| async move { redis.get(name).await }).await {
            Some(value) => value,
            None => self.twin().get(key),
        }
    }

    pub(super) async fn set(&self, key: &str, value: &str, ttl: Duration) {
        let name = self.name(key);
        let kept: Option<()> = self
            .ask(|mut redis| async move { redis.pset_ex(name, value, millis(ttl)).await })
            .await;
        match kept {
            // what the twin may hold from an outage is older
            Some(()) => drop(self.twin().take(key)),
            None => self.twin().set(key, value, ttl),
        }
    }

    pub(super) async fn take(&self, key: &str) -> Option<String> {
        let name = self.name(key);
        let answer = self.ask(|mut redis| async move { redis.get_del(name).await }).await;
        let in_twin = self.twin().take(key);
        answer.unwrap_or(in_twin)
    }

    pub(super) async fn incr(&self, key: &str, ttl: Duration) -> u64 {
        let name = self.name(key);
        let mut steps = redis::pipe();
        steps.atomic();
        // makes the counter with its expiry, or leaves both as they are
        steps.cmd("SET").arg(&name).arg(0).arg("PX").arg(millis(ttl)).arg("NX").ignore();
        steps.incr(&name, 1);
        let answer: Option<(u64,)> =
            self.ask(|mut redis| async move { steps.query_async(&mut redis).await }).await;
        match answer {
            Some((sum,)) => sum,
            None => self.twin().incr(key, ttl),
        }
    }

    /// Reads, changes, and writes if nobody wrote in between; else again, until the time limit.
    pub(super) async fn update<T: Send>(
        &self,
        key: &str,
        ttl: Duration,
        change: impl Fn(Option<&str>) -> (String, T) + Send + Sync,
    ) -> T {
        let (name, change_it) = (self.name(key), &change);
        let answer = self
            .ask(|mut redis| async move {
                loop {
                    let held: Option<String> = redis.get(&name).await?;
                    let (text, outcome) = change_it(held.as_deref());
                    let mut swap = SWAP.prepare_invoke();
                    swap.key(&name).arg(held.unwrap_or_default()).arg(text).arg(millis(ttl));
                    if swap.invoke_async(&mut redis).await? {
                        return Ok(outcome);
                    }
                }
            })
            .await;
        match answer {
            Some(outcome) => outcome,
            None => self.twin().update(key, ttl, change),
        }
    }

    pub(super) async fn publish(&self, channel: &str, payload: &str) {
        let name = self.name(channel);
        let told: Option<()> =
            self.ask(|mut redis| async move { redis.publish(name, payload).await }).await;
        if told.is_none() {
            self.twin().publish(channel, payload);
        }
    }

    pub(super) async fn subscribe(&self, channel: &str) -> Subscription {
        let (sender, receiver) = mpsc::channel(POKES_KEPT);
        self.twin().forward(channel, sender.clone());
        let (ready, subscribed) = oneshot::channel();
        let listener =
            Listener { client: self.0.client.clone(), channel: self.name(channel), sender };
        tokio::spawn(listener.listen(ready));
        // Late or away is no matter: the listener goes on trying.
        let _ = timeout(CONNECT_LIMIT, subscribed).await;
        Subscription(receiver)
    }

    /// Redis's answer within the time limit, or `None`: then ask the [`twin`](Self::twin).
    pub(crate) async fn ask<T, F>(&self, work: impl FnOnce(ConnectionManager) -> F) -> Option<T>
    where
        F: Future<Output = RedisResult<T>>,
    {
        let link = self.0.link()?;
        let why = match timeout(TIME_LIMIT, work(link)).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => error.category().to_owned(),
            Err(_) => "time limit".to_owned(),
        };
        self.0.look_for_redis(&why);
        None
    }

    /// Answers while Redis is away.
    pub(crate) fn twin(&self) -> &Memory {
        &self.0.twin
    }

    /// The key as Redis knows it.
    pub(crate) fn name(&self, key: &str) -> String {
        format!("{}:{key}", self.0.prefix)
    }
}

impl Inner {
    fn link(&self) -> Option<ConnectionManager> {
        self.link.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn restore(&self, link: ConnectionManager) {
        *self.link.write().unwrap_or_else(PoisonError::into_inner) = Some(link);
    }

    /// A fresh link that answers. Never the old one: its other end may be long gone without a word.
    async fn connect(&self) -> Option<ConnectionManager> {
        let config = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(CONNECT_LIMIT))
            .set_response_timeout(Some(TIME_LIMIT));
        let connecting = async {
            let mut link = ConnectionManager::new_with_config(self.client.clone(), config).await?;
            let _: String = link.ping().await?;
            RedisResult::Ok(link)
        };
        timeout(CONNECT_LIMIT, connecting).await.ok()?.ok()
    }

    /// Does without Redis from now on, and looks for it until it is there.
    fn look_for_redis(self: &Arc<Self>, why: &str) {
        let was_there = self.link.write().unwrap_or_else(PoisonError::into_inner).take();
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        let is_first_look = warned.is_none();
        if was_there.is_none() && !is_first_look {
            return; // somebody else saw it first and is looking
        }
        if warned.is_none_or(|last| last.elapsed() >= WARN_EVERY) {
            tracing::warn!(why, "Redis is away: limits, caches and pokes stay within this process");
            *warned = Some(Instant::now());
        }
        tokio::spawn(look_until_there(Arc::downgrade(self)));
    }
}

/// Looks for Redis until it is back, or until the store is dropped.
async fn look_until_there(inner: Weak<Inner>) {
    loop {
        sleep(LOOK_EVERY).await;
        let Some(inner) = inner.upgrade() else { return };
        if let Some(link) = inner.connect().await {
            tracing::debug!("Redis is back");
            return inner.restore(link);
        }
    }
}

impl std::fmt::Debug for Redis {
    /// Without the address, which may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redis({}, away: {})", self.0.prefix, self.is_away())
    }
}

fn millis(ttl: Duration) -> u64 {
    u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX).max(1)
}
