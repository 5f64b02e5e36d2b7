//! Rate limits, and the back-off after failed sign-ins.
//!
//! One small API over [`Kv`], the same rule on Redis and in the process. `now` is passed in. Keys are
//! hashed before they are stored: they hold addresses and logins. The quotas and
//! the words of a refusal are `web`'s.

mod backoff;
mod client_key;
mod gcra;

use std::time::Duration;

pub use backoff::{Backoff, BackoffPolicy};
use chrono::{DateTime, Utc};
pub use client_key::client_key;
use sha2::{Digest, Sha256};

use crate::kv::Kv;

/// `burst` at once, and `burst` in every `per` in the long run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    burst: u32,
    per: Duration,
}

impl Quota {
    /// `burst` in every `per`; both are raised to at least one (a microsecond) each.
    pub const fn new(burst: u32, per: Duration) -> Self {
        let burst = if burst == 0 { 1 } else { burst };
        let per =
            if per.as_micros() < burst as u128 { Duration::from_micros(burst as u64) } else { per };
        Self { burst, per }
    }
}

/// May it happen now?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, and so many more times at once.
    Allowed {
        /// So many more at this instant.
        remaining: u32,
    },
    /// Not yet. Nothing was counted.
    Denied {
        /// Time to wait until it may.
        retry_after: Duration,
    },
}

impl Verdict {
    /// `true` for [`Verdict::Allowed`].
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}

/// Rate limits by key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Limits {
    kv: Kv,
}

impl Limits {
    /// Limits counted in this store.
    pub fn new(kv: Kv) -> Self {
        Self { kv }
    }

    /// Asks for one, and counts it when it is allowed. Two quotas on one key count apart.
    pub async fn check(&self, key: &str, quota: Quota, now: DateTime<Utc>) -> Verdict {
        gcra::run(&self.kv, key, quota, now, gcra::Count::IfAllowed).await
    }

    /// Asks without counting: for limits that count failures only, checked first and counted after.
    pub async fn peek(&self, key: &str, quota: Quota, now: DateTime<Utc>) -> Verdict {
        gcra::run(&self.kv, key, quota, now, gcra::Count::Never).await
    }
}

/// A stored key of a fixed length that tells nothing of the person.
fn hidden(purpose: &str, key: &str) -> String {
    let hash = hex::encode(Sha256::digest(key));
    format!("{purpose}:{}", &hash[..32])
}
