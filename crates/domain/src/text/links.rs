//! What a mail programme makes a link of: the words of strangers stand in our letters, and must lead nowhere.
//!
//! A dot that ends a sentence without a space after it is common (« malade.Merci », « M.Dupont », « 3.SEGPA »):
//! it gets its space. What is left is an address, and is refused.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that begin an address, whatever follows.
const BEGINNINGS: [&str; 17] = [
    "http:", "https:", "hxxp:", "hxxps:", "ftp:", "sftp:", "file:", "mailto:", "tel:", "sms:",
    "callto:", "data:", "javascript:", "webcal:", "www.", "\\\\", "xn--",
];

/// The text with a space after the dots that end a sentence; or the word of it that leads somewhere.
pub(super) fn without_links(text: &str) -> Result<String, String> {
    let mut kept = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let spaced = spaced(word);
        match spaced.split_whitespace().find(|part| leads_somewhere(part)) {
            Some(part) => return Err(part.chars().take(40).collect()),
            None => kept.push_str(&spaced),
        }
    }
    Ok(kept)
}

/// A space after each dot that is followed by a capital, or stands behind a number alone.
fn spaced(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut spaced = String::with_capacity(word.len());
    for (at, &letter) in letters.iter().enumerate() {
        spaced.push(letter);
        let (before, after) = letters.split_at(at);
        let after = after.get(1..).unwrap_or_default();
        let name = after.iter().take(2).filter(|c| c.is_alphabetic()).count() == 2;
        let number = !before.is_empty() && before.iter().all(char::is_ascii_digit);
        let capital = after.first().is_some_and(|c| c.is_uppercase());
        if is_dot(letter)
            && before.last().is_some_and(|c| c.is_alphanumeric())
            && name
            && (capital || number)
        {
            spaced.push(' ');
        }
    }
    spaced
}

/// Whether a mail programme, or the browser behind it, reads an address here.
fn leads_somewhere(word: &str) -> bool {
    let word = plain(word);
    let opened = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\\');
    if BEGINNINGS.iter().any(|start| opened.starts_with(start) && opened.len() > start.len())
        || word.contains("://")
        || word.contains("www.")
    {
        return true;
    }
    let letters: Vec<char> = word.chars().collect();
    letters.windows(3).any(|three| match three {
        [before, '@', after] => before.is_alphanumeric() && after.is_alphanumeric(),
        _ => false,
    }) || has_domain(&letters)
        || is_number_of_a_machine(&word)
}

/// Letters or digits, a dot, two letters: « evil.example », « évil.рф ».
fn has_domain(letters: &[char]) -> bool {
    letters.windows(4).any(|four| match four {
        [before, '.', one, two] => {
            (before.is_alphanumeric() || matches!(before, '-' | '_'))
                && one.is_alphabetic()
                && two.is_alphanumeric()
        }
        _ => false,
    })
}

/// « 192.0.2.1/login », but not « 02.40.00.00.00 ».
fn is_number_of_a_machine(word: &str) -> bool {
    let Some((host, _)) = word.split_once(['/', ':']) else { return false };
    let parts: Vec<&str> = host.split('.').collect();
    parts.len() == 4 && parts.iter().all(|part| part.parse::<u8>().is_ok())
}

/// As browsers read it: wide letters and dots of other scripts are plain ones, joiners and marks are not there.
fn plain(word: &str) -> String {
    let shown = |c: &char| {
        !is_combining_mark(*c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
    };
    word.nfkd()
        .map(|c| if is_dot(c) { '.' } else { c })
        .filter(shown)
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_dot(c: char) -> bool {
    matches!(c, '.' | '。' | '．' | '｡' | '․' | '﹒' | '܁' | '۔')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_somewhere_is_refused() {
        for word in [
            "evil.example",
            "evil.example/login",
            "voir www.evil.example",
            "www.evil",
            "https://evil",
            "HTTPS://EVIL.EXAMPLE",
            "hxxp://evil",
            "evil．example",
            "evil。example",
            "evil｡example",
            "evil․example",
            "ｅｖｉｌ．ｅｘａｍｐｌｅ",
            "a@evil",
            "a＠evil.example",
            "(evil.example)",
            "«evil.example»",
            "evil.example.",
            "bit.ly/3x",
            "a-b.co",
            "evil\u{200d}.example",
            "evil.\u{200d}example",
            "e\u{301}vil.fr",
            "пример.рф",
            "mailto:a",
            "\\\\evil\\share",
            "192.0.2.1/login",
            "192.0.2.1:80",
            "ok\nevil.example",
            "x.evil.EXAMPLE.fr",
            "javascript:alert",
            "evil.xn--p1ai",
            "3e.fr",
        ] {
            assert!(without_links(word).is_err(), "{word}: {:?}", without_links(word));
        }
    }

    #[test]
    fn what_people_write_is_kept_and_sentences_get_their_space() {
        for word in [
            "M. Dupont",
            "J.-P.",
            "C.D.I.",
            "S.E.G.P.A",
            "02.40.00.00.00",
            "3.B",
            "Prof. principal 3e 2 (SEGPA)",
            "n°5",
            "12.5 %",
            "malade...",
            "à 14:30",
            "rendez-vous @ 14 h",
            "3e/4e",
            "O’Brien",
            "etc.",
            "p.",
            "Marcel·lí",
            "le 12.01.2027",
            "(cf. note)",
        ] {
            assert_eq!(without_links(word).as_deref(), Ok(word));
        }
        for (typed, kept) in [
            ("malade.Merci", "malade. Merci"),
            ("M.Dupont", "M. Dupont"),
            ("J.P.Dupont", "J.P. Dupont"),
            ("3.SEGPA", "3. SEGPA"),
            ("3.segpa", "3. segpa"),
            ("EVIL.EXAMPLE", "EVIL. EXAMPLE"),
            ("Fini.Élève malade.\nMerci", "Fini. Élève malade.\nMerci"),
        ] {
            assert_eq!(without_links(typed).as_deref(), Ok(kept));
        }
    }
}
