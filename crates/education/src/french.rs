//! Dates, hours and counts in full French. Values only, no sentences.
//!
//! Hours bind with U+00A0, so that « 9 h 15 – 12 h » never
//! breaks at the end of a line; dates and counts keep plain spaces, so that long lines can break.

use chrono::{Datelike, Locale, NaiveDate, NaiveTime, Timelike};

/// No-break space.
const NBSP: char = '\u{a0}';

/// « mercredi 13 janvier 2027 ».
pub fn date_long(date: NaiveDate) -> String {
    format!("{} {}", local(date, "%A"), date_plain(date))
}

/// « 13 janvier 2027 », without the weekday, as on a letter.
pub fn date_plain(date: NaiveDate) -> String {
    format!("{} {}", ordinal_day(date), month(date))
}

/// « mer. 13 janv. »
pub fn date_short(date: NaiveDate) -> String {
    format!("{} {} {}", local(date, "%a"), ordinal_day(date), local(date, "%b"))
}

/// « janvier 2027 », the head of a calendar page.
pub fn month(date: NaiveDate) -> String {
    format!("{} {}", local(date, "%B"), date.year())
}

/// « 9 h 15 », « 12 h ».
pub fn hour(time: NaiveTime) -> String {
    match time.minute() {
        0 => format!("{}{NBSP}h", time.hour()),
        minute => format!("{}{NBSP}h{NBSP}{minute:02}", time.hour()),
    }
}

/// « 9 h 15 – 12 h », in one piece.
pub fn hours(start: NaiveTime, end: NaiveTime) -> String {
    format!("{}{NBSP}–{NBSP}{}", hour(start), hour(end))
}

/// « 14 764 », with a narrow no-break space (U+202F) between thousands.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join("\u{202f}")
}

/// Only the first of the month is an ordinal in French.
fn ordinal_day(date: NaiveDate) -> String {
    if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() }
}

fn local(date: NaiveDate, format: &str) -> String {
    date.format_localized(format, Locale::fr_FR).to_string()
}
