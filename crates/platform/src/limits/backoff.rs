//! Failed sign-ins slow down strangers (security.md): some failures are free, then each doubles the
//! wait, and a day has a maximum. Logins are public knowledge, so this is for *strangers*: a device
//! that signed in before is never asked (the caller knows it by its cookie).

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Verdict, hidden};
use crate::kv::Kv;

const A_DAY: TimeDelta = TimeDelta::days(1);
/// The same, as the store's expiry.
const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// How failures are paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackoffPolicy {
    /// Failures after which there is no wait.
    pub free: u32,
    /// Wait after the first failure that is not free; doubles with each one more.
    pub first_wait: Duration,
    /// Failures in the 24 hours from the first one; then nothing goes until these are over.
    pub a_day: u32,
}

impl Default for BackoffPolicy {
    /// security.md: 5 free, then 1, 2, 4, 8… minutes, 25 a day at most.
    fn default() -> Self {
        Self { free: 5, first_wait: Duration::from_secs(60), a_day: 25 }
    }
}

/// Counts failures by key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Backoff {
    kv: Kv,
    policy: BackoffPolicy,
}

impl Backoff {
    /// A back-off counted in this store.
    pub fn new(kv: Kv, policy: BackoffPolicy) -> Self {
        Self { kv, policy }
    }

    /// Asks to try, and counts the try as a failure at once; call [`forget`](Self::forget) when it
    /// succeeds. Of many tries at the same time no more pass than one after the other would, which
    /// `wait` followed by `record_failure` cannot promise.
    pub async fn attempt(&self, key: &str, now: DateTime<Utc>) -> Verdict {
        self.change(key, now, |failures| match self.policy.wait(failures.as_ref(), now) {
            Some(retry_after) => (failures, Verdict::Denied { retry_after }),
            None => {
                let failures = Failures::and_one_more(failures, now);
                let remaining = self.policy.free.saturating_sub(failures.count);
                (Some(failures), Verdict::Allowed { remaining })
            }
        })
        .await
    }

    /// Counts a failure.
    pub async fn record_failure(&self, key: &str, now: DateTime<Utc>) {
        self.change(key, now, |failures| (Some(Failures::and_one_more(failures, now)), ())).await;
    }

    /// Time that is left to wait, if any.
    pub async fn wait(&self, key: &str, now: DateTime<Utc>) -> Option<Duration> {
        let held = self.kv.get(&hidden("backoff", key)).await;
        let failures = held.and_then(|text| Failures::read(&text, now));
        self.policy.wait(failures.as_ref(), now)
    }

    /// Forgets all failures: the right password was given.
    pub async fn forget(&self, key: &str) {
        self.kv.take(&hidden("backoff", key)).await;
    }

    async fn change<T: Send>(
        &self,
        key: &str,
        now: DateTime<Utc>,
        step: impl Fn(Option<Failures>) -> (Option<Failures>, T) + Send + Sync,
    ) -> T {
        self.kv
            .update(&hidden("backoff", key), KEPT_FOR, |held| {
                let (failures, outcome) = step(held.and_then(|text| Failures::read(text, now)));
                (failures.map(|failures| failures.write()).unwrap_or_default(), outcome)
            })
            .await
    }
}

/// The failures of one key in the 24 hours from the first one.
#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

impl Failures {
    fn and_one_more(failures: Option<Self>, now: DateTime<Utc>) -> Self {
        match failures {
            Some(failures) => {
                Self { count: failures.count.saturating_add(1), last: now, ..failures }
            }
            None => Self { count: 1, first: now, last: now },
        }
    }

    /// What was written, unless its day is over.
    fn read(text: &str, now: DateTime<Utc>) -> Option<Self> {
        let mut parts = text.split(' ').map(str::parse::<i64>);
        let mut next = || parts.next()?.ok();
        let count = u32::try_from(next()?).ok()?;
        let first = DateTime::from_timestamp_millis(next()?)?;
        let last = DateTime::from_timestamp_millis(next()?)?;
        (now - first < A_DAY).then_some(Self { count, first, last })
    }

    fn write(self) -> String {
        let Self { count, first, last } = self;
        format!("{count} {} {}", first.timestamp_millis(), last.timestamp_millis())
    }
}

impl BackoffPolicy {
    fn wait(&self, failures: Option<&Failures>, now: DateTime<Utc>) -> Option<Duration> {
        let failures = failures?;
        let day_over = failures.first + A_DAY;
        let until = if failures.count >= self.a_day {
            day_over
        } else {
            let doublings = failures.count.checked_sub(self.free + 1)?;
            let wait =
                self.first_wait.saturating_mul(1_u32.checked_shl(doublings).unwrap_or(u32::MAX));
            let wait = TimeDelta::from_std(wait).unwrap_or(A_DAY).min(A_DAY);
            (failures.last + wait).min(day_over)
        };
        (until - now).to_std().ok().filter(|left| !left.is_zero())
    }
}
