//! What one field means, however it was typed: an hour, a line, a text.

use chrono::NaiveTime;
use unicode_normalization::UnicodeNormalization;

/// "09:15", and what people type where the browser has no clock: "9h15", "9 h 15", "9 h".
pub(super) fn read_time(typed: &str, which: &str) -> Result<NaiveTime, String> {
    let tidy: String = typed
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase()
        .replace('h', ":");
    let (hour, minute) = tidy.split_once(':').unwrap_or((&tidy, ""));
    let minute = minute.split(':').next().unwrap_or_default();
    let parsed = || {
        let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
        NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
    };
    parsed().ok_or_else(|| format!("Indiquez l’heure {which}, par exemple 9\u{a0}h\u{a0}15."))
}

/// One line, in single spaces.
pub(super) fn read_line(typed: &str, what: &str, longest: usize) -> Result<String, String> {
    let line: String = typed
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .nfc()
        .filter(|c| !c.is_control())
        .collect();
    within(line, what, longest)
}

/// Several lines, as they were typed.
pub(super) fn read_text(typed: &str, what: &str, longest: usize) -> Result<String, String> {
    let text: String =
        typed.replace("\r\n", "\n").nfc().filter(|c| *c == '\n' || !c.is_control()).collect();
    within(text.trim().to_owned(), what, longest)
}

fn within(text: String, what: &str, longest: usize) -> Result<String, String> {
    match text.chars().count() {
        count if count > longest => {
            let over = what.starts_with("Les");
            let verb = if over { "ont" } else { "a" };
            Err(format!("{what} {verb} {longest} caractères au plus\u{a0}; il y en a {count}."))
        }
        _ => Ok(text),
    }
}
