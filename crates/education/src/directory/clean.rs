//! Puts values back in shape that spreadsheets have spoilt.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// UTF-8 where it is valid, Windows-1252 (Excel's « CSV ») elsewhere.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// One line, single spaces, composed accents, no control characters; `None` if nothing is left.
/// The controls of the upper half are letters of another encoding, and shown as lost.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    let decoded: String = decode(bytes).nfc().collect();
    let marked = decoded.replace(|c| matches!(c, '\u{80}'..='\u{9f}'), "\u{fffd}");
    let spaced = marked.replace(|c: char| c.is_control() || c == '\u{feff}', " ");
    let clean = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    (!clean.is_empty()).then_some(clean)
}

/// Brings back the zeros that a spreadsheet ate: "1505" → "01505", "70" → "070". Codes with letters too: "2a" → "02A".
pub(super) fn code(value: &str, width: usize) -> String {
    let value = value.strip_suffix(".0").unwrap_or(value);
    format!("{:0>width$}", value.to_uppercase())
}

/// « 04 74 38 01 99 » from any spelling of a French number; overseas numbers of six and eight digits by pairs too.
/// Anything else stays as it was typed.
pub(super) fn phone(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let national = national_number(value, &digits);
    match national.len() {
        6 | 8 | 10 => by_pairs(&national),
        _ => value.to_owned(),
    }
}

/// Ten digits, from "+33 4…", "0033 4…", "+262 262…", or "474380199" that lost its zero.
fn national_number(value: &str, digits: &str) -> String {
    let international = value.starts_with('+') || digits.starts_with("00");
    let bare = digits.trim_start_matches("00");
    let subscriber = ["33", "262", "590", "594", "596"]
        .into_iter()
        .filter(|_| international)
        .find_map(|country| {
            bare.strip_prefix(country).filter(|rest| rest.trim_start_matches('0').len() == 9)
        });
    match subscriber {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None if digits.len() == 9 && !digits.starts_with('0') => format!("0{digits}"),
        None => digits.to_owned(),
    }
}

fn by_pairs(digits: &str) -> String {
    let pairs: Vec<&str> =
        (0..digits.len()).step_by(2).map(|start| &digits[start..start + 2]).collect();
    pairs.join(" ")
}

/// Degrees, with a point or a French comma.
pub(super) fn degrees(value: &str, limit: f64) -> Option<f64> {
    value.replace(',', ".").parse().ok().filter(|degrees: &f64| degrees.abs() <= limit)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0474380199", "04 74 38 01 99")]
    #[case("474380199", "04 74 38 01 99")]
    #[case("04.74.38.01.99", "04 74 38 01 99")]
    #[case("+33 4 74 38 01 99", "04 74 38 01 99")]
    #[case("+33 (0)4 74 38 01 99", "04 74 38 01 99")]
    #[case("0033474380199", "04 74 38 01 99")]
    #[case("+262 262 90 21 21", "02 62 90 21 21")]
    #[case("27 66 66", "27 66 66")]
    #[case("40501234", "40 50 12 34")]
    #[case("poste 12", "poste 12")]
    #[case("04 74 38 01 99 12", "04 74 38 01 99 12")]
    fn phones(#[case] listed: &str, #[case] shown: &str) {
        assert_eq!(phone(listed), shown);
    }

    #[rstest]
    #[case("70", 3, "070")]
    #[case("2a", 3, "02A")]
    #[case("1505", 5, "01505")]
    #[case("1.0", 2, "01")]
    fn codes(#[case] listed: &str, #[case] width: usize, #[case] kept: &str) {
        assert_eq!(code(listed, width), kept);
    }

    #[rstest]
    #[case(b" Coll\xe8ge  d'\x8cuvre\r\n", Some("Collège d'Œuvre"))]
    #[case("Collège".as_bytes(), Some("Collège"))]
    #[case("Colle\u{300}ge".as_bytes(), Some("Collège"))]
    #[case(b"Coll\x8fge", Some("Coll\u{fffd}ge"))]
    #[case(b" \t", None)]
    fn texts(#[case] listed: &[u8], #[case] kept: Option<&str>) {
        assert_eq!(text(listed).as_deref(), kept);
    }

    #[test]
    fn degrees_are_bounded() {
        assert_eq!(degrees("45,97", 90.0), Some(45.97));
        assert_eq!(degrees("NaN", 90.0), None);
    }
}
