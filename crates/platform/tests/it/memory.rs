//! The promises of `kv` and `limits`, kept in the process.

use platform::kv::Kv;

macro_rules! keeps {
    ($($of:ident::$promise:ident),* $(,)?) => {
        $(#[tokio::test]
        async fn $promise() {
            crate::$of::$promise(Kv::memory()).await;
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
