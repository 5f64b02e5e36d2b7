//! Dates, hours and counts in full French.

use chrono::NaiveTime;
use education::french;
use rstest::rstest;

use crate::date;

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

#[rstest]
#[case(french::date_long(date(2027, 1, 13)), "mercredi 13 janvier 2027")]
#[case(french::date_long(date(2027, 1, 1)), "vendredi 1er janvier 2027")]
#[case(french::date_plain(date(2026, 8, 31)), "31 août 2026")]
#[case(french::date_short(date(2027, 1, 13)), "mer. 13 janv.")]
#[case(french::date_short(date(2027, 7, 2)), "ven. 2 juil.")]
#[case(french::date_short(date(2027, 12, 2)), "jeu. 2 déc.")]
#[case(french::month(date(2027, 2, 1)), "février 2027")]
#[case(french::hours(time(9, 15), time(12, 0)), "9\u{a0}h\u{a0}15\u{a0}–\u{a0}12\u{a0}h")]
#[case(french::hours(time(13, 30), time(17, 0)), "13\u{a0}h\u{a0}30\u{a0}–\u{a0}17\u{a0}h")]
#[case(french::hour(time(8, 5)), "8\u{a0}h\u{a0}05")]
#[case(french::count(0), "0")]
#[case(french::count(999), "999")]
#[case(french::count(14_764), "14\u{202f}764")]
#[case(french::count(1_000_000), "1\u{202f}000\u{202f}000")]
fn is_written(#[case] written: String, #[case] expected: &str) {
    assert_eq!(written, expected);
}
