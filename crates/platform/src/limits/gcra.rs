//! The generic cell rate algorithm: one number by key, the *theoretical arrival time* of the next cell
//! if cells came evenly. A cell is refused when that lies more than the whole quota ahead of now.
//! (ITU-T I.371; the idea of a leaky bucket without a task that leaks.)

use std::sync::LazyLock;
use std::time::Duration;

use chrono::{DateTime, Utc};
use redis::Script;

use super::{Quota, Verdict, hidden};
use crate::kv::{Kv, Memory};

static SCRIPT: LazyLock<Script> = LazyLock::new(|| Script::new(include_str!("gcra.lua")));

/// Whether asking uses up a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    IfAllowed,
    Never,
}

/// A quota at an instant, in whole microseconds.
#[derive(Clone, Copy)]
struct Cell {
    now: u64,
    one: u64,
    per: u64,
}

pub(super) async fn run(
    kv: &Kv,
    key: &str,
    quota: Quota,
    now: DateTime<Utc>,
    count: Count,
) -> Verdict {
    let key = hidden(&format!("limit:{}/{}", quota.burst, quota.per.as_micros()), key);
    let cell = Cell::new(quota, now);
    let redis = match kv {
        Kv::Memory(memory) => return in_process(memory, &key, cell, count),
        Kv::Redis(redis) => redis,
    };
    let mut call = SCRIPT.prepare_invoke();
    call.key(redis.name(&key)).arg(cell.now).arg(cell.one).arg(cell.per);
    call.arg(u8::from(count == Count::IfAllowed));
    match redis.ask(|mut link| async move { call.invoke_async(&mut link).await }).await {
        Some((true, ahead)) => cell.allowed(ahead),
        Some((false, wait)) => Verdict::Denied { retry_after: Duration::from_micros(wait) },
        None => in_process(redis.twin(), &key, cell, count),
    }
}

fn in_process(memory: &Memory, key: &str, cell: Cell, count: Count) -> Verdict {
    if count == Count::Never {
        return cell.decide(memory.get(key).as_deref()).1;
    }
    // After this time the value is no more than `now`, as if it were absent.
    let ttl = Duration::from_micros(cell.per);
    memory.update(key, ttl, |held| cell.decide(held))
}

impl Cell {
    fn new(quota: Quota, now: DateTime<Utc>) -> Self {
        let per = u64::try_from(quota.per.as_micros()).unwrap_or(u64::MAX / 4);
        let now = u64::try_from(now.timestamp_micros()).unwrap_or(0);
        Self { now, one: per / u64::from(quota.burst), per }
    }

    /// The value to keep, and the verdict. The twin of `gcra.lua`.
    fn decide(self, held: Option<&str>) -> (String, Verdict) {
        let held: u64 = held.and_then(|text| text.parse().ok()).unwrap_or(0);
        let arrival = held.max(self.now) + self.one;
        let ahead = arrival - self.now;
        if ahead > self.per {
            let retry_after = Duration::from_micros(ahead - self.per);
            (held.to_string(), Verdict::Denied { retry_after })
        } else {
            (arrival.to_string(), self.allowed(ahead))
        }
    }

    fn allowed(self, ahead: u64) -> Verdict {
        let remaining = self.per.saturating_sub(ahead) / self.one;
        Verdict::Allowed { remaining: u32::try_from(remaining).unwrap_or(u32::MAX) }
    }
}
