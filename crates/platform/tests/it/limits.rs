//! What rate limits and back-off promise, whichever the store. Time moves by hand.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use platform::kv::Kv;
use platform::limits::{Backoff, BackoffPolicy, Limits, Quota, Verdict};

use crate::letters::at;

const MINUTE: Duration = Duration::from_secs(60);
const A_DAY: i64 = 24 * 60 * 60;

fn allowed(remaining: u32) -> Verdict {
    Verdict::Allowed { remaining }
}

fn denied(seconds: u64) -> Verdict {
    Verdict::Denied { retry_after: Duration::from_secs(seconds) }
}

pub(crate) async fn a_quota_is_used_up_and_comes_back(kv: Kv) {
    let limits = Limits::new(kv);
    let three = Quota::new(3, MINUTE);
    for remaining in [2, 1, 0] {
        assert_eq!(limits.check("a", three, at(0)).await, allowed(remaining));
    }
    assert_eq!(limits.check("a", three, at(0)).await, denied(20));
    assert_eq!(limits.check("a", three, at(15)).await, denied(5));
    assert_eq!(limits.check("b", three, at(15)).await, allowed(2), "each key its own");
    assert_eq!(
        limits.check("a", Quota::new(1, MINUTE), at(15)).await,
        allowed(0),
        "each quota its own"
    );
    assert_eq!(limits.check("a", three, at(20)).await, allowed(0));
    assert_eq!(limits.check("a", three, at(20)).await, denied(20));
    assert_eq!(limits.check("a", three, at(10_000)).await, allowed(2), "full again, not more");
}

pub(crate) async fn peeking_counts_nothing(kv: Kv) {
    let limits = Limits::new(kv);
    let one = Quota::new(1, MINUTE);
    assert_eq!(limits.peek("a", one, at(0)).await, allowed(0));
    assert_eq!(limits.check("a", one, at(0)).await, allowed(0));
    assert_eq!(limits.peek("a", one, at(30)).await, denied(30));
}

pub(crate) async fn many_at_once_get_the_quota_and_no_more(kv: Kv) {
    let limits = Limits::new(kv);
    let ten = Quota::new(10, MINUTE);
    let verdicts = futures::future::join_all((0..30).map(|_| limits.check("a", ten, at(0)))).await;
    assert_eq!(verdicts.into_iter().filter(|verdict| verdict.is_allowed()).count(), 10);
}

pub(crate) async fn failures_wait_1_2_4_8_minutes(kv: Kv) {
    let backoff = Backoff::new(kv, BackoffPolicy::default());
    for free in [4, 3, 2, 1, 0] {
        assert_eq!(backoff.attempt("ce.x", at(0)).await, allowed(free));
    }
    let mut now = at(0);
    for minutes in [1, 2, 4, 8, 16] {
        assert_eq!(backoff.attempt("ce.x", now).await, allowed(0));
        assert_eq!(backoff.attempt("ce.x", now).await, denied(minutes * 60));
        assert!(backoff.attempt("ce.y", now).await.is_allowed(), "each key its own");
        now += TimeDelta::minutes(minutes.cast_signed());
        assert_eq!(backoff.attempt("ce.x", now - TimeDelta::seconds(1)).await, denied(1));
    }
    assert_eq!(backoff.attempt("ce.x", now).await, allowed(0), "the last wait ends too");
    backoff.forget("ce.x").await;
    assert_eq!(backoff.attempt("ce.x", now).await, allowed(4));
}

pub(crate) async fn a_day_has_25_failures_at_most(kv: Kv) {
    let impatient = BackoffPolicy { first_wait: Duration::ZERO, ..BackoffPolicy::default() };
    let backoff = Backoff::new(kv, impatient);
    assert_eq!(tries(&backoff, 100, at(0)).await, 25);
    assert_eq!(backoff.attempt("ce.x", at(A_DAY - 60)).await, denied(60));
    assert_eq!(tries(&backoff, 100, at(A_DAY)).await, 25, "a new day");
}

pub(crate) async fn attempts_at_the_same_time_pass_no_more_than_one_by_one(kv: Kv) {
    let backoff = Backoff::new(kv, BackoffPolicy::default());
    let attempts = futures::future::join_all((0..30).map(|_| backoff.attempt("ce.x", at(0)))).await;
    // five that are free, and the sixth, which makes the others wait
    assert_eq!(attempts.iter().filter(|verdict| verdict.is_allowed()).count(), 6);
    assert!(attempts.contains(&denied(60)));
    backoff.forget("ce.x").await;
    assert_eq!(backoff.attempt("ce.x", at(0)).await, allowed(4));
}

async fn tries(backoff: &Backoff, count: usize, now: DateTime<Utc>) -> usize {
    let mut passed = 0;
    for _ in 0..count {
        passed += usize::from(backoff.attempt("ce.x", now).await.is_allowed());
    }
    passed
}
