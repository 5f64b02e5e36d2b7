//! The promises of `kv` and `limits`, kept by a real Redis, and what happens when it goes away.

use std::time::{Duration, Instant};

use platform::kv::Kv;
use platform::limits::{Limits, Quota};
use platform::testing::OwnRedis;
use tokio::time::sleep;

use crate::kv::heard;
use crate::letters::at;

const LONG: Duration = Duration::from_secs(60);

macro_rules! keeps {
    ($($of:ident::$promise:ident),* $(,)?) => {
        $(#[tokio::test]
        async fn $promise() {
            crate::$of::$promise(shared_redis(stringify!($promise)).await).await;
        })*
    };
}

keeps![
    kv::values_live_until_taken_or_expired,
    kv::one_taker_gets_it,
    kv::counters_count_from_their_first_increment,
    kv::updates_lose_nothing,
    kv::pokes_reach_those_who_listen,
    limits::a_quota_is_used_up_and_comes_back,
    limits::peeking_counts_nothing,
    limits::many_at_once_get_the_quota_and_no_more,
    limits::failures_wait_1_2_4_8_minutes,
    limits::a_day_has_25_failures_at_most,
    limits::attempts_at_the_same_time_pass_no_more_than_one_by_one,
];

/// The Redis that `cargo xtask test` started, behind a prefix of this test and run.
#[expect(clippy::disallowed_methods, reason = "tests are told where Redis is by the environment")]
async fn shared_redis(test: &str) -> Kv {
    let url = std::env::var("MINISTAGE_TEST_REDIS_URL").expect(
        "MINISTAGE_TEST_REDIS_URL is not set: run the tests through `cargo xtask test`, which starts a \
         Redis, or leave these out with `cargo xtask test --only sqlite`",
    );
    let run = std::process::id();
    let kv = Kv::redis(&url, &format!("test:{test}:{run}")).await.unwrap();
    assert!(!kv.is_degraded(), "no Redis answers at {url}");
    kv
}

/// Until Redis is used, or is not.
async fn until_degraded_is(kv: &Kv, wanted: bool) {
    let start = Instant::now();
    while kv.is_degraded() != wanted {
        assert!(start.elapsed() < Duration::from_secs(5), "degraded should become {wanted}");
        kv.get("anything").await;
        sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn stopped_in_the_middle_it_is_done_without_and_used_again() {
    let mut redis = OwnRedis::start();
    let kv = redis.kv().await;
    let mut pokes = kv.subscribe("jobs").await;
    until_degraded_is(&kv, false).await;
    kv.set("k", "in Redis", LONG).await;

    redis.stop();
    assert_eq!(kv.get("k").await, None, "lost, and no error");
    assert!(kv.is_degraded());
    kv.set("k", "in the process", LONG).await;
    assert_eq!(kv.get("k").await.as_deref(), Some("in the process"));
    assert_eq!(kv.incr("n", LONG).await, 1);
    let limits = Limits::new(kv.clone());
    let one = Quota::new(1, LONG);
    assert!(limits.check("a", one, at(0)).await.is_allowed());
    assert!(!limits.check("a", one, at(0)).await.is_allowed(), "limits hold in the process");
    kv.publish("jobs", "while away").await;
    assert_eq!(heard(&mut pokes).await.as_deref(), Some("while away"));

    redis.start_again();
    until_degraded_is(&kv, false).await;
    assert_eq!(kv.get("k").await, None, "Redis is asked, not the process");
    kv.set("k", "in Redis again", LONG).await;
    assert_eq!(redis.kv().await.get("k").await.as_deref(), Some("in Redis again"));
    sleep(Duration::from_millis(600)).await; // the listener too connects again
    redis.kv().await.publish("jobs", "from elsewhere").await;
    assert_eq!(heard(&mut pokes).await.as_deref(), Some("from elsewhere"));
}

#[tokio::test]
async fn frozen_it_costs_one_time_limit_and_no_more() {
    let redis = OwnRedis::start();
    let kv = redis.kv().await;
    until_degraded_is(&kv, false).await;
    redis.signal("-STOP");
    let start = Instant::now();
    for n in 0..50 {
        kv.set(&format!("k{n}"), "x", LONG).await;
        assert!(kv.get(&format!("k{n}")).await.is_some());
    }
    assert!(start.elapsed() < Duration::from_millis(250), "{:?}", start.elapsed());
    redis.signal("-CONT");
    until_degraded_is(&kv, false).await;
}

#[tokio::test]
async fn away_from_the_start_it_is_found_later() {
    let mut redis = OwnRedis::start();
    redis.stop();
    let kv = redis.kv().await;
    assert!(kv.is_degraded());
    assert_eq!(kv.incr("n", LONG).await, 1);
    redis.start_again();
    until_degraded_is(&kv, false).await;
}

#[tokio::test]
async fn an_address_that_is_none_is_told_without_its_password() {
    let error = Kv::redis("http://user:secret@host", "x").await.unwrap_err();
    assert!(!error.to_string().contains("secret"));
}
