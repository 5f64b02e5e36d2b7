//! What people write: one line or several, of a limited length, in signs that have a place there.
//!
//! A value of these types was tidied and checked by its `parse`, whoever made it: a form, a command,
//! an import. The limits stand here and nowhere else. What strangers type ends in letters: nothing of it may be an
//! address ([`links`]); the lycée's own words may hold one (`Rule::links`).

mod links;
mod rule;

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

use education::mailboxes::{is_possible, normalise};
use serde::{Deserialize, Serialize};

pub use self::rule::is_hidden;
use self::rule::{LINE, OPTIONAL, OWN, PLACE, Rule, TEXT, is_letter, stands_alone};

/// Why a text cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextRefused {
    /// Nothing is there.
    #[error("nothing is there")]
    Missing,
    /// It has more characters than this, or one of its lines has.
    #[error("longer than {0} characters")]
    TooLong(usize),
    /// It has more lines than this.
    #[error("more than {0} lines")]
    TooManyLines(usize),
    /// It has more paragraphs than this.
    #[error("more than {0} paragraphs")]
    TooManyParagraphs(usize),
    /// A sign that has no place there.
    #[error("a sign that has no place there: {0:?}")]
    Sign(char),
    /// A word of which mail programmes make a link.
    #[error("a link has no place there")]
    Link(String),
}

/// Types of text, each by its rule.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $rule:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text in shape, or why it cannot be kept.
            pub fn parse(typed: &str) -> Result<Self, TextRefused> {
                const RULE: Rule = $rule;
                RULE.check(typed).map(Self)
            }

            /// The text as it was stored: its words were checked when they were typed.
            pub fn stored(text: &str) -> Result<Self, TextRefused> {
                const RULE: Rule = $rule;
                RULE.kept(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = TextRefused;
            fn try_from(text: String) -> Result<Self, TextRefused> {
                Self::stored(&text)
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        impl Deref for $name {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// One part of a person's name: "Jean-Noël", "O’Brien", "李" (`security.md`, Input).
    Name: Rule {
        signs: Some(|c| is_letter(c) || matches!(c, '\'' | '’' | '-' | '‑' | '.' | '·' | ' ')),
        says: |text| text.chars().any(stands_alone),
        ..LINE
    };
    /// « Classe »: "3e B", "4ème 2", "3°5", "2nde GT-1".
    Class: Rule {
        longest: 20,
        signs: Some(|c| is_letter(c) || c.is_ascii_digit() || "'’-. °/_".contains(c)),
        ..LINE
    };
    /// « Fonction »: "Secrétaire", "Prof. principal 3e 2 (SEGPA)".
    Position: Rule {
        signs: Some(|c| c.is_alphanumeric() || "'’-.,/()&°· ".contains(c)),
        ..LINE
    };

    /// « Nom établissement », of a school that asks by hand.
    SchoolName: Rule { longest: 120, ..PLACE };
    /// Its « Adresse ».
    Street: Rule { longest: 200, ..PLACE };
    /// Its « Ville ».
    City: PLACE;

    /// « Salle ».
    Room: Rule { longest: 80, links: true, ..OPTIONAL };
    /// « Point de rendez-vous ».
    Meeting: Rule { longest: 200, links: true, ..OPTIONAL };
    /// « Consignes »: what to bring, what to wear.
    Note: Rule { longest: 2000, lines: true, links: true, ..OPTIONAL };
    /// « Nom » of a common site: "Mini-Stages 44".
    SiteName: Rule { longest: 80, links: true, ..OWN };
    /// Its words of welcome.
    Welcome: Rule {
        longest: 600,
        lines: true,
        signs: Some(|c| c == '\n' || !is_hidden(c)),
        links: true,
        ..OPTIONAL
    };

    /// « Motif »: why something ends. It is mailed to those concerned.
    Reason: TEXT;

    /// The name of a school, as it says itself.
    OwnName: Rule { longest: 100, ..OWN };
    /// One line of its address.
    AddressLine: OWN;
    /// Somebody as one speaks of her: a head, a teacher, « M. Karim Haddad ».
    HeadName: Rule { longest: 80, ..OWN };
    /// What the head is: "principal".
    HeadQuality: OWN;
    /// The name of a portal.
    PortalName: Rule { longest: 120, ..OWN };
    /// The same for narrow places: "L’Atelier".
    ShortName: Rule { longest: 40, ..OWN };
    /// A « filière », a « formation », a subject.
    Taught: Rule { longest: 160, ..OWN };
    /// A paragraph that a lycée adds to its conventions.
    Paragraph: Rule { longest: 600, links: true, ..OWN };
    /// How a signed convention comes back, beside its deadline: "à la loge, ou par courriel à …".
    WayBack: Rule { longest: 120, links: true, says: |_| true, ..OWN };
    /// A number as it is dialled: "02 40 00 00 00", "3639", "02 40 00 00 00, poste 12".
    Telephone: Rule {
        longest: 40,
        signs: Some(|c| c.is_ascii_alphanumeric() || " +.-/(),:".contains(c)),
        says: |text| text.is_empty() || is_dialled(text),
        ..LINE
    };
    /// An address of mail that a relay takes.
    MailAddress: Rule {
        longest: 254,
        signs: Some(|c| c.is_ascii_graphic()),
        says: |text| text.is_empty() || is_address(text),
        links: true,
        ..LINE
    };

    /// « Nom de la clé », as its operator calls it: "Clé de Camille".
    PasskeyName: OWN;

    /// Who insures it: "MAIF, contrat n° 1234567 A".
    Insurance: Rule { longest: 160, ..OWN };
}

/// Four digits of a short number, six or eight of some islands, ten and more.
fn is_dialled(text: &str) -> bool {
    matches!(text.chars().filter(char::is_ascii_digit).count(), 4 | 6 | 8 | 10..)
}

/// As it stands: what forms tidy up is not repaired here.
fn is_address(text: &str) -> bool {
    normalise(text) == text.to_ascii_lowercase() && is_possible(text)
}

impl AddressLine {
    /// Lines of an address, at most: what a convention has room for.
    pub const MOST: usize = 5;

    /// A whole address; empty lines are left out.
    pub fn lines(typed: &str) -> Result<Vec<Self>, TextRefused> {
        Self::read_lines(typed, Self::parse)
    }

    /// The same as it was stored.
    pub fn stored_lines(text: &str) -> Result<Vec<Self>, TextRefused> {
        Self::read_lines(text, Self::stored)
    }

    fn read_lines(
        text: &str,
        line: fn(&str) -> Result<Self, TextRefused>,
    ) -> Result<Vec<Self>, TextRefused> {
        let filled = text.lines().filter(|line| !line.trim().is_empty());
        let lines = filled.map(line).collect::<Result<Vec<_>, _>>()?;
        match lines.len() {
            0 => Err(TextRefused::Missing),
            many if many > Self::MOST => Err(TextRefused::TooManyLines(Self::MOST)),
            _ => Ok(lines),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_world_are_taken() {
        for name in
            ["Inès", "NGUYỄN", "O’Brien", "Jean-Noël", "D'Alembert", "Şahin", "M. Baptiste", "李"]
        {
            assert_eq!(Name::parse(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_keyboards_and_copies_give_is_what_is_meant() {
        for (typed, meant) in [
            ("D´Angelo", "D’Angelo"),
            ("D`Angelo", "D’Angelo"),
            ("D‘Angelo", "D’Angelo"),
            ("Marcel·lí", "Marcel·lí"),
            ("Marcel•lí", "Marcel·lí"),
            ("Le\u{ad}guennec", "Leguennec"),
            ("Ana—Lou", "Ana-Lou"),
            ("Ana‐Lou", "Ana-Lou"),
            ("\u{feff}Zoé\u{200b}", "Zoé"),
        ] {
            assert_eq!(Name::parse(typed).as_deref(), Ok(meant), "{typed}");
        }
        assert_eq!(Class::parse("3´5 – A").as_deref(), Ok("3’5 - A"));
        assert_eq!(Class::parse("3e\u{2011}B").as_deref(), Ok("3e-B"));
        for dash in ['\u{2043}', '\u{5be}', '\u{fe58}', '\u{fe63}'] {
            assert_eq!(Name::parse(&format!("Ana{dash}Lou")).as_deref(), Ok("Ana-Lou"), "{dash:?}");
        }
        // Where people write freely their signs stay.
        assert_eq!(Note::parse("Blouse – ‘propre’\u{ad}").as_deref(), Ok("Blouse – ‘propre’"));
        assert_eq!(City::parse("Cosne–Cours").as_deref(), Ok("Cosne–Cours"));
    }

    #[test]
    fn what_no_name_holds_is_refused() {
        assert_eq!(Name::parse("#read(\"/etc/passwd\")"), Err(TextRefused::Sign('#')));
        assert_eq!(Name::parse("=1+1"), Err(TextRefused::Sign('=')));
        assert_eq!(Name::parse("a\u{202e}b"), Err(TextRefused::Sign('\u{202e}')));
        assert_eq!(Name::parse(&"a".repeat(61)), Err(TextRefused::TooLong(60)));
        assert_eq!(Name::parse(" \t "), Err(TextRefused::Missing));
        assert_eq!(Name::parse("- -"), Err(TextRefused::Missing));
        for unseen in ['\u{3164}', '\u{115f}', '\u{1160}', '\u{ffa0}', '\u{2800}'] {
            assert!(Name::parse(&unseen.to_string()).is_err(), "{unseen:?}");
            assert!(Position::parse(&unseen.to_string()).is_err(), "{unseen:?}");
        }
    }

    /// A name has a letter that stands by itself; what is heaped on one, or is no sign of any writing, is none.
    #[test]
    fn what_cannot_be_printed_is_no_name() {
        for alone in ["\u{640}\u{640}", "\u{345} \u{345}", "\u{301}", "ʰʰ", "Ⅷ", "..."] {
            assert!(Name::parse(alone).is_err(), "{alone:?}");
        }
        assert_eq!(PortalName::parse("..."), Err(TextRefused::Missing));
        let heap = |marks| format!("Z{}oé", "\u{301}\u{330}".repeat(marks));
        assert!(Name::parse(&heap(1)).is_ok());
        for marks in [3, 29] {
            assert!(Name::parse(&heap(marks)).is_err(), "{marks}");
            assert!(Reason::parse(&heap(marks)).is_err(), "{marks}");
        }
        for nothing in ['\u{e000}', '\u{f8ff}', '\u{fffe}', '\u{10ffff}', '\u{378}'] {
            let typed = format!("Lycée {nothing}x");
            assert!(Name::parse(&typed).is_err(), "{nothing:?}");
            let kept = PortalName::parse(&typed);
            assert!(kept.is_err() || kept.as_deref() == Ok("Lycée x"), "{nothing:?}: {kept:?}");
        }
    }

    /// Every sign that Unicode says is not drawn, in the middle of a name and alone: dropped, or refused.
    #[test]
    fn no_sign_without_a_shape_stands_in_a_name() {
        use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
        let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>();
        let mut all = ignorable.iter_ranges().flatten().filter_map(char::from_u32).peekable();
        assert!(all.peek().is_some());
        for sign in all {
            let (inside, alone) = (format!("Ber{sign}nard"), sign.to_string());
            for parsed in [
                Name::parse(&inside).map(String::from),
                Class::parse(&inside).map(String::from),
                Position::parse(&inside).map(String::from),
                SchoolName::parse(&inside).map(String::from),
            ] {
                assert!(
                    parsed.is_err() || parsed.as_deref() == Ok("Bernard"),
                    "{sign:?}: {parsed:?}"
                );
            }
            // Those that join letters of some scripts stay where people write freely.
            if !matches!(sign, '\u{200c}' | '\u{200d}') {
                for parsed in [
                    OwnName::parse(&inside).map(String::from),
                    Taught::parse(&inside).map(String::from),
                    PortalName::parse(&inside).map(String::from),
                    Room::parse(&inside).map(String::from),
                    Reason::parse(&inside).map(String::from),
                    Note::parse(&inside).map(String::from),
                ] {
                    assert!(
                        parsed.is_err() || parsed.as_deref() == Ok("Bernard"),
                        "{sign:?}: {parsed:?}"
                    );
                }
            }
            assert!(Name::parse(&alone).is_err() && OwnName::parse(&alone).is_err(), "{sign:?}");
        }
        for sign in ['\u{34f}', '\u{17b4}', '\u{17b5}', '\u{fe0f}', '\u{e0100}'] {
            assert_eq!(Name::parse(&format!("Zo{sign}é")).as_deref(), Ok("Zoé"), "{sign:?}");
        }
    }

    #[test]
    fn hidden_signs_are_refused_where_an_operator_types_and_left_out_elsewhere() {
        for sign in ['\0', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200f}'] {
            let typed = format!("Mini{sign}Stages");
            assert_eq!(SiteName::parse(&typed), Err(TextRefused::Sign(sign)));
            assert_eq!(Welcome::parse(&typed), Err(TextRefused::Sign(sign)));
            assert_eq!(Note::parse(&typed).as_deref(), Ok("MiniStages"), "{sign:?}");
            assert_eq!(Reason::parse(&typed).as_deref(), Ok("MiniStages"), "{sign:?}");
        }
        for unseen in ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fe0f}', '\u{34f}'] {
            let typed = format!("Mini{unseen}Stages");
            assert_eq!(SiteName::parse(&typed).as_deref(), Ok("MiniStages"), "{unseen:?}");
        }
        assert_eq!(
            Welcome::parse("Bonjour.\r\nÀ bientôt 👩‍🏫").as_deref(),
            Ok("Bonjour.\nÀ bientôt 👩‍🏫")
        );
    }

    #[test]
    fn spaces_and_line_ends_become_one_space() {
        assert_eq!(Name::parse("  Jean \r\n Noël ").as_deref(), Ok("Jean Noël"));
        assert_eq!(Room::parse("  Atelier\u{0} C ").as_deref(), Ok("Atelier C"));
        assert_eq!(Note::parse("Blouse.\r\nGants.").as_deref(), Ok("Blouse.\nGants."));
    }

    #[test]
    fn words_of_addresses_are_kept_and_signs_of_machines_are_not() {
        assert_eq!(
            City::parse("  MFR  « L’Abbaye »,\u{a0}12 bis ").as_deref(),
            Ok("MFR « L’Abbaye », 12 bis")
        );
        assert_eq!(City::parse(" "), Err(TextRefused::Missing));
        assert_eq!(City::parse(&"a".repeat(61)), Err(TextRefused::TooLong(60)));
        for sign in ['<', '=', '{', '\u{202e}'] {
            assert_eq!(City::parse(&format!("a{sign}b")), Err(TextRefused::Sign(sign)));
        }
    }

    #[test]
    fn an_address_keeps_its_lines_and_nothing_else() {
        let lines = AddressLine::lines(" 8  route de Gorges \r\n\r\n44190 Clisson\n").unwrap();
        let lines: Vec<&str> = lines.iter().map(|line| &**line).collect();
        assert_eq!(lines, ["8 route de Gorges", "44190 Clisson"]);
        assert_eq!(AddressLine::lines("a\nb\nc\nd\ne\nf"), Err(TextRefused::TooManyLines(5)));
        assert_eq!(AddressLine::lines(&"a".repeat(61)), Err(TextRefused::TooLong(60)));
        assert_eq!(OwnName::parse("Collège\u{0}"), Err(TextRefused::Sign('\0')));
    }

    /// Whatever a stranger types, in whichever field.
    #[test]
    fn no_word_of_a_stranger_is_a_link() {
        macro_rules! all {
            ($typed:expr, $($name:ident)+) => {[$((stringify!($name), $name::parse($typed).map(String::from))),+]};
        }
        for typed in [
            "evil.example", "www.evil.example", "Jean evil.example", "evil．example",
            "evil。example", "https://evil.example", "hxxp://evil", "a@evil.example",
            "evil.example/a",
        ] {
            let each = all!(typed, Name Class Position SchoolName Street City Reason OwnName AddressLine HeadName HeadQuality Insurance);
            for (name, read) in each {
                assert!(read.is_err(), "{name}: {read:?}");
            }
            assert!(Reason::stored(typed).is_ok(), "what is stored is read");
        }
        assert_eq!(Name::parse("M.Dupont").as_deref(), Ok("M. Dupont"));
        assert_eq!(Class::parse("3.SEGPA").as_deref(), Ok("3. SEGPA"));
        assert_eq!(Note::parse("voir www.lycee.fr").as_deref(), Ok("voir www.lycee.fr"));
    }

    #[test]
    fn a_text_may_be_as_long_as_its_limit_and_says_something_where_it_must() {
        assert!(Reason::parse(&"a".repeat(500)).is_ok());
        assert_eq!(Reason::parse(&"a".repeat(501)), Err(TextRefused::TooLong(500)));
        assert_eq!(Reason::parse(" \u{0}\r\n"), Err(TextRefused::Missing));
        assert_eq!(Room::parse(" ").as_deref(), Ok(""));
        assert_eq!(Room::parse(&"a".repeat(81)), Err(TextRefused::TooLong(80)));
        assert_eq!(Class::parse(&"3".repeat(21)), Err(TextRefused::TooLong(20)));
    }
}
