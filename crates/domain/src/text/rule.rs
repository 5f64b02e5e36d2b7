//! What a text may be, and how what is typed is made into it.

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{TextRefused, links};

/// What a text may be.
pub(super) struct Rule {
    /// Characters, at most.
    pub(super) longest: usize,
    /// Its line ends are kept.
    pub(super) lines: bool,
    /// The signs that it may hold. `None`: any, and hidden signs are left out in silence.
    pub(super) signs: Option<fn(char) -> bool>,
    /// Whether it says enough to be kept.
    pub(super) says: fn(&str) -> bool,
    /// Whether it may hold an address: a lycée and an operator show the way, a stranger does not.
    pub(super) links: bool,
}

/// One line that must say something.
pub(super) const LINE: Rule = Rule {
    longest: 60,
    lines: false,
    signs: None,
    says: |text| text.chars().any(char::is_alphanumeric),
    links: false,
};
/// One line that may be empty.
pub(super) const OPTIONAL: Rule = Rule { says: |_| true, ..LINE };
/// A line that a school corrects about itself: it is printed as it is.
pub(super) const OWN: Rule = Rule { signs: Some(|c| !is_hidden(c)), ..LINE };
/// Words about a place: letters, digits and the signs of addresses.
pub(super) const PLACE: Rule = Rule {
    signs: Some(|c| c.is_alphanumeric() || " '’-–.,:;/()&°·«»\"+".contains(c)),
    ..LINE
};
/// Several lines that must say something.
pub(super) const TEXT: Rule = Rule { longest: 500, lines: true, ..LINE };

/// Signs without a shape that come along when text is copied, and leave it in silence: soft hyphen, spaces of no width,
/// and what only says how the sign before it is drawn or sorted (U+034F, U+FE0F).
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
        || (is_combining_mark(c) && is_ignorable(c))
}

/// Unicode's own list of signs that are not drawn (`Default_Ignorable_Code_Point`).
fn is_ignorable(c: char) -> bool {
    !c.is_ascii() && CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

/// What stands on a letter beyond what any writing puts there: printed, it covers the lines above.
fn heaped(text: &str) -> Option<char> {
    const MOST: u8 = 3;
    let mut marks = 0;
    text.chars().find(|&c| {
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        marks > MOST
    })
}

/// A letter that stands by itself: no mark on another, no stroke between two.
pub(super) fn stands_alone(c: char) -> bool {
    use GeneralCategory::{LowercaseLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    matches!(category(c), UppercaseLetter | LowercaseLetter | TitlecaseLetter | OtherLetter)
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// The apostrophe, hyphen or dot that is meant by what keyboards and copied texts give for it.
fn as_meant(sign: char) -> char {
    match sign {
        '´' | '`' | '‘' | '‛' | 'ʼ' | 'ʻ' | '′' | '＇' | '\u{55a}' | '\u{5f3}' => '’',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '\u{2043}' | '\u{5be}' | '\u{1806}' => {
            '-'
        }
        '\u{2e3a}' | '\u{2e3b}' | '\u{fe31}' | '\u{fe58}' | '\u{fe63}' => '-',
        '‧' | '•' | '∙' | '⋅' => '·',
        other => other,
    }
}

impl Rule {
    /// What somebody types now.
    pub(super) fn check(&self, typed: &str) -> Result<String, TextRefused> {
        let text = self.kept(typed)?;
        if let Some(mark) = heaped(&text) {
            return Err(TextRefused::Sign(mark));
        }
        match self.links {
            true => Ok(text),
            false => self.kept(&links::without_links(&text).map_err(TextRefused::Link)?),
        }
    }

    /// What was checked when it was written down, maybe by an older rule.
    pub(super) fn kept(&self, typed: &str) -> Result<String, TextRefused> {
        let text = self.tidy(typed);
        if text.chars().count() > self.longest {
            return Err(TextRefused::TooLong(self.longest));
        }
        if let Some(allowed) = self.signs
            && let Some(sign) = text.chars().find(|&c| !allowed(c) || (is_hidden(c) && c != '\n'))
        {
            return Err(TextRefused::Sign(sign));
        }
        if (self.says)(&text) { Ok(text) } else { Err(TextRefused::Missing) }
    }

    /// In NFC; a line in single spaces, a text without those around it.
    fn tidy(&self, typed: &str) -> String {
        let text = match self.lines {
            true => typed.replace("\r\n", "\n"),
            false => typed.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let kept = |c: &char| self.signs.is_some() || *c == '\n' || !is_hidden(*c);
        let meant = |c| match self.signs {
            Some(allowed) if !allowed(c) => as_meant(c),
            _ => c,
        };
        let text = text.nfc().filter(|c| !is_unseen(*c) && kept(c)).map(meant);
        text.collect::<String>().trim().to_owned()
    }
}

/// A letter or a combining mark of any script, but nothing that turns the direction of writing.
pub(super) fn is_letter(c: char) -> bool {
    (c.is_alphabetic() || is_combining_mark(c)) && !is_hidden(c)
}

/// A sign that nobody sees: of control, that turns the direction of writing, of no width, a letter without a shape, or
/// one that is no sign, or only somebody's own.
/// Those that join letters of some scripts stay.
pub fn is_hidden(c: char) -> bool {
    let joins = matches!(c, '\u{200c}' | '\u{200d}');
    // Ends of lines and paragraphs, marks of direction; and a letter of Braille without a dot.
    c.is_control()
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2800}')
        || (!joins && is_ignorable(c))
        || (!c.is_ascii()
            && matches!(category(c), GeneralCategory::PrivateUse | GeneralCategory::Unassigned))
}
