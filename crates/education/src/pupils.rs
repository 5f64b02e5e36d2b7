//! Names and classes of pupils: when two typings mean the same.

use crate::names::fold;

/// What makes two typings the same name: letters. Case, accents, ligatures, spaces, hyphens, apostrophes and dots do
/// not, however they are encoded, nor whether they are there at all.
///
/// ```
/// use education::pupils::name_key;
/// assert_eq!(name_key("D’Angelo"), name_key("d angelo"));
/// assert_eq!(name_key("Jean‑Noël"), name_key("JEANNOEL"));
/// ```
pub fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars().filter(|c| c.is_alphanumeric() && !is_modifier(*c)) {
        match c {
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ħ' => key.push('h'),
            'ı' => key.push('i'),
            'ŧ' => key.push('t'),
            'þ' => key.push_str("th"),
            c => key.push(c),
        }
    }
    // Signs alone, and marks alone, are a name of their own.
    match (key.is_empty(), folded.is_empty()) {
        (false, _) => key,
        (true, false) => folded,
        (true, true) => name.trim().to_lowercase(),
    }
}

/// Letters that stand for apostrophes: « Hawaiʻi », « Maʾmun ».
fn is_modifier(c: char) -> bool {
    matches!(c, '\u{2b0}'..='\u{2ff}' | '\u{a78b}' | '\u{a78c}')
}

/// Whether two typings mean the same class: « 3B », « 3e B », « 3ème B », « 3°B ».
///
/// ```
/// use education::pupils::same_class;
/// assert!(same_class("3°B", "troisième b") && !same_class("3e B", "3e D"));
/// ```
pub fn same_class(one: &str, other: &str) -> bool {
    let (one, other) = (readings(one), readings(other));
    one.iter().any(|reading| other.contains(reading))
}

/// Levels in words, folded.
const LEVELS: [(&str, &str); 9] = [
    ("sixieme", "6"),
    ("cinquieme", "5"),
    ("quatrieme", "4"),
    ("troisieme", "3"),
    ("seconde", "2"),
    ("premiere", "1"),
    ("terminale", "t"),
    ("term", "t"),
    ("tle", "t"),
];

/// What follows the number of a level: « 1re », « 2nde », « 3ème », « 3º ». The longest first.
fn endings(level: &str) -> &'static [&'static str] {
    match level {
        "1" => &["ere", "er", "re", "e", "o"],
        "2" => &["nde", "nd", "de", "eme", "e", "o"],
        _ => &["ieme", "eme", "e", "o"],
    }
}

/// How a class may be read. « 3E » is the class E as well as « 3e », the level.
fn readings(class: &str) -> [String; 2] {
    let folded = fold(class);
    let level = LEVELS.iter().find_map(|(word, level)| Some((level, folded.strip_prefix(word)?)));
    let folded = level.map_or(folded.clone(), |(level, rest)| format!("{level} {rest}"));
    let mut words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .enumerate()
        .map(|(at, word)| if at == 0 { word } else { unpadded(word) })
        .collect();
    let literal = words.concat();
    let Some(first) = words.first().copied() else { return [literal, folded] };
    let ending = first.trim_start_matches(|c: char| c.is_ascii_digit());
    let level = &first[..first.len() - ending.len()];
    if level.is_empty() {
        return [literal.clone(), literal];
    }
    match (ending, words.get(1)) {
        // « 3 ème B »; but « 3 E » is a class.
        ("", Some(next)) if next.len() > 1 && endings(level).contains(next) => {
            words.remove(1);
        }
        _ => {
            let rest = endings(level).iter().find_map(|one| ending.strip_prefix(one));
            words.splice(..1, [level, rest.unwrap_or(ending)]);
        }
    }
    [literal, words.concat()]
}

/// « 05 » is « 5 ».
fn unpadded(word: &str) -> &str {
    match word.trim_start_matches('0') {
        number if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => number,
        _ => word,
    }
}
