//! Dates, hours and counts written in full French.
//!
//! What belongs here: the typography of values, not sentences. Hours bind with U+00A0, so that « 9 h 15 – 12 h » never
//! breaks at the end of a line; dates and counts keep plain spaces, so that long lines can break.

use chrono::{Datelike, Locale, NaiveDate, NaiveTime, Timelike};

/// No-break space, between words and before « : » and « » ».
pub const NBSP: char = '\u{a0}';
/// Narrow no-break space, before « ; », « ! », « ? » and between thousands.
pub const NARROW_NBSP: char = '\u{202f}';

/// « mercredi 13 janvier 2027 ».
pub fn date_long(date: NaiveDate) -> String {
    format!(
        "{} {} {} {}",
        local(date, "%A"),
        ordinal_day(date.day()),
        local(date, "%B"),
        date.year()
    )
}

/// « 13 janvier 2027 », without the weekday, as on a letter.
pub fn date_plain(date: NaiveDate) -> String {
    format!("{} {} {}", ordinal_day(date.day()), local(date, "%B"), date.year())
}

/// « mer. 13 janv. »
pub fn date_short(date: NaiveDate) -> String {
    format!("{} {} {}", local(date, "%a"), ordinal_day(date.day()), local(date, "%b"))
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

/// « 3 places restantes sur 4 », « 1 place restante sur 3 », « complet ».
pub fn places_left(left: u32, capacity: u32) -> String {
    match left {
        0 => "complet".to_owned(),
        1 => format!("1 place restante sur {capacity}"),
        _ => format!("{left} places restantes sur {capacity}"),
    }
}

/// « 1er », then « 2e », « 3e »…
pub fn ordinal(number: u32) -> String {
    if number == 1 { "1er".to_owned() } else { format!("{number}e") }
}

/// « 14 764 », thousands set apart by a narrow space.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if head > 0 {
        groups.push(&digits[..head]);
    }
    groups.extend((head..digits.len()).step_by(3).map(|start| &digits[start..start + 3]));
    groups.join(&NARROW_NBSP.to_string())
}

/// Only the first of the month is an ordinal in French.
fn ordinal_day(day: u32) -> String {
    if day == 1 { ordinal(1) } else { day.to_string() }
}

fn local(date: NaiveDate, format: &str) -> String {
    date.format_localized(format, Locale::fr_FR).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    fn time(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn dates() {
        assert_eq!(date_long(date(2027, 1, 13)), "mercredi 13 janvier 2027");
        assert_eq!(date_long(date(2027, 1, 1)), "vendredi 1er janvier 2027");
        assert_eq!(date_plain(date(2026, 8, 31)), "31 août 2026");
        assert_eq!(date_short(date(2027, 1, 13)), "mer. 13 janv.");
        assert_eq!(month(date(2027, 2, 1)), "février 2027");
        let short: Vec<String> = (1..=12).map(|m| date_short(date(2027, m, 2))).collect();
        assert_eq!(short[6], "ven. 2 juil.");
        assert_eq!(short[11], "jeu. 2 déc.");
    }

    #[test]
    fn hours_stay_in_one_piece() {
        assert_eq!(hours(time(9, 15), time(12, 0)), "9\u{a0}h\u{a0}15\u{a0}–\u{a0}12\u{a0}h");
        assert_eq!(hour(time(8, 5)), "8\u{a0}h\u{a0}05");
        assert!(!hours(time(13, 30), time(17, 0)).contains(' '));
    }

    #[test]
    fn counts() {
        assert_eq!(places_left(3, 4), "3 places restantes sur 4");
        assert_eq!(places_left(1, 3), "1 place restante sur 3");
        assert_eq!(places_left(0, 3), "complet");
        assert_eq!((ordinal(1), ordinal(2)), ("1er".into(), "2e".into()));
        assert_eq!(count(14_764), "14\u{202f}764");
        assert_eq!(
            (count(0), count(999), count(1_000_000)),
            ("0".into(), "999".into(), "1\u{202f}000\u{202f}000".into())
        );
    }
}
