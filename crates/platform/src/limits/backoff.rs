//! Back-off after failed sign-ins (security.md): some failures are free, then each doubles the wait, and
//! a day has a maximum. For *strangers* only, because logins are public knowledge: the caller does not
//! ask for a device that signed in before (it knows it by its cookie).

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Verdict, hidden};
use crate::kv::Kv;

const A_DAY: TimeDelta = TimeDelta::days(1);
/// The same, as the store's expiry.
const KEPT_FOR: Duration = Duration::from_secs(24 * 60 * 60);

/// The waits after failures.
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
    /// succeeds. So concurrent tries pass no more often than one after the other.
    pub async fn attempt(&self, key: &str, now: DateTime<Utc>) -> Verdict {
        let attempt = |held: Option<&str>| {
            let failures = held.and_then(|text| Failures::read(text, now));
            match failures.and_then(|failures| self.policy.wait(failures, now)) {
                Some(retry_after) => {
                    (held.unwrap_or_default().to_owned(), Verdict::Denied { retry_after })
                }
                None => {
                    let failures = Failures::and_one_more(failures, now);
                    let remaining = self.policy.free.saturating_sub(failures.count);
                    (failures.write(), Verdict::Allowed { remaining })
                }
            }
        };
        self.kv.update(&hidden("backoff", key), KEPT_FOR, attempt).await
    }

    /// Forgets all failures, after a success.
    pub async fn forget(&self, key: &str) {
        self.kv.take(&hidden("backoff", key)).await;
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
        let before = failures.unwrap_or(Self { count: 0, first: now, last: now });
        Self { count: before.count.saturating_add(1), last: now, ..before }
    }

    /// Reads what `write` wrote; `None` once its day is over.
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
    /// Time that is left to wait, if any.
    fn wait(&self, failures: Failures, now: DateTime<Utc>) -> Option<Duration> {
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
