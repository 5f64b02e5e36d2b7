//! People's words as the press can set them: what would take it a minute, or stop it, is taken apart where data enters.
//!
//! Words of other scripts are looked at sign by sign; those without marks, as French in its composed form has them, stay.

use serde_json::Value;
use unicode_normalization::char::is_combining_mark;

/// Marks on one letter, at most. Vietnamese has two, pointed Hebrew and Arabic four.
const MARKS: usize = 4;

/// Letters of a word with marks, after which it may break.
const LETTERS: usize = 14;

/// The data with each of its texts so.
pub(crate) fn settable(data: &Value) -> Value {
    match data {
        Value::String(text) => Value::String(taken_apart(text)),
        Value::Array(all) => all.iter().map(settable).collect(),
        Value::Object(all) => {
            all.iter().map(|(key, value)| (key.clone(), settable(value))).collect()
        }
        other => other.clone(),
    }
}

fn taken_apart(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut letters, mut marks, mut has_marks) = (0, 0, false);
    for sign in text.chars() {
        if is_combining_mark(sign) {
            marks += 1;
            has_marks = true;
            if marks > MARKS {
                continue;
            }
        } else if sign.is_whitespace() {
            (letters, marks, has_marks) = (0, 0, false);
        } else {
            (letters, marks) = (letters + 1, 0);
            if has_marks && letters > LETTERS {
                kept.push('\u{200b}');
                letters = 1;
            }
        }
        kept.push(sign);
    }
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::settable;

    #[test]
    fn words_of_people_stay_and_endless_ones_break() {
        for text in [
            "Zoé NGUYỄN",
            "Anticonstitutionnellement".repeat(9).as_str(),
            "ประยุทธ์",
            "क्षत्रिय",
            "שָׁלוֹם",
        ] {
            assert_eq!(settable(&json!({ "a": [text] })), json!({ "a": [text] }));
        }
        let stacked = format!("a{}b", "\u{301}".repeat(2_000));
        assert_eq!(settable(&json!(stacked)), json!("a\u{301}\u{301}\u{301}\u{301}b"));
        let endless = settable(&json!("क\u{94d}".repeat(100)));
        assert_eq!(endless.as_str().map(|text| text.matches('\u{200b}').count()), Some(7));
    }
}
