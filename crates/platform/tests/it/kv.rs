//! What a key-value store promises, whichever it is.

use std::time::Duration;

use platform::kv::Kv;
use tokio::time::{sleep, timeout};

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(80);

pub(crate) async fn values_live_until_taken_or_expired(kv: Kv) {
    assert_eq!(kv.get("k").await, None);
    kv.set("k", "un", LONG).await;
    kv.set("k", "deux é", LONG).await;
    assert_eq!(kv.clone().get("k").await.as_deref(), Some("deux é"));
    assert_eq!(kv.take("k").await.as_deref(), Some("deux é"));
    assert_eq!(kv.take("k").await, None);
    kv.set("brief", "x", SHORT).await;
    kv.set("brief too", "x", SHORT).await;
    sleep(SHORT * 2).await;
    assert_eq!((kv.get("brief").await, kv.take("brief too").await), (None, None));
}

pub(crate) async fn one_taker_gets_it(kv: Kv) {
    kv.set("code", "x", LONG).await;
    let takers = (0..20).map(|_| async { kv.take("code").await.is_some() });
    let taken = futures::future::join_all(takers).await;
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
}

pub(crate) async fn counters_count_from_their_first_increment(kv: Kv) {
    let sums = futures::future::join_all((0..20).map(|_| kv.incr("n", LONG))).await;
    assert_eq!(sums.iter().max(), Some(&20));
    assert_eq!(kv.incr("brief", SHORT * 2).await, 1);
    sleep(SHORT).await;
    assert_eq!(kv.incr("brief", SHORT * 2).await, 2); // does not prolong
    sleep(SHORT * 3 / 2).await;
    assert_eq!(kv.incr("brief", SHORT).await, 1);
}

pub(crate) async fn updates_lose_nothing(kv: Kv) {
    let add_one = |held: Option<&str>| {
        let sum = held.map_or(0, |text| text.parse::<u32>().unwrap()) + 1;
        (sum.to_string(), sum)
    };
    futures::future::join_all((0..20).map(|_| kv.update("n", LONG, add_one))).await;
    assert_eq!(kv.get("n").await.as_deref(), Some("20"));
}

pub(crate) async fn pokes_reach_those_who_listen(kv: Kv) {
    let mut jobs = kv.subscribe("jobs").await;
    let mut too = kv.subscribe("jobs").await;
    let mut other = kv.subscribe("other").await;
    kv.publish("jobs", "42").await;
    kv.publish("other", "43").await;
    assert_eq!(heard(&mut jobs).await.as_deref(), Some("42"));
    assert_eq!(heard(&mut too).await.as_deref(), Some("42"));
    assert_eq!(heard(&mut other).await.as_deref(), Some("43"));
    assert!(timeout(SHORT, jobs.next()).await.is_err(), "once only");
}

pub(crate) async fn heard(subscription: &mut platform::kv::Subscription) -> Option<String> {
    timeout(Duration::from_secs(2), subscription.next()).await.expect("a poke within two seconds")
}
