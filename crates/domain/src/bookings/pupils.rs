//! « Stagiaires »: the pupils that a school sends. A pupil belongs to the school, not to a portal.

use education::Uai;
use education::names::fold;
use unicode_normalization::UnicodeNormalization;

/// Letters of a name, at most.
pub(super) const LONGEST_NAME: usize = 60;

/// Letters of a class, at most.
pub(super) const LONGEST_CLASS: usize = 20;

/// A pupil as typed, and found to be writable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) class: String,
}

/// Why a name or a class cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PupilRefused {
    /// Nothing was typed.
    Missing,
    /// Longer than the limit.
    TooLong,
    /// A sign that no name holds.
    Sign(char),
}

impl Pupil {
    /// Checks one part of a name: letters, marks, apostrophe, hyphen, space, dot; 1 to 60; NFC
    /// (`security.md`, Input). Runs of spaces become one.
    pub fn name(typed: &str) -> Result<String, PupilRefused> {
        let name = tidy(typed);
        check(&name, LONGEST_NAME, |c| {
            is_name_letter(c) || matches!(c, '\'' | '’' | '-' | '‑' | '.' | ' ')
        })?;
        if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(PupilRefused::Missing) }
    }

    /// Checks a class: "3e B", "4ème 2", "3°5", "2nde GT-1".
    pub fn class(typed: &str) -> Result<String, PupilRefused> {
        let class = tidy(typed);
        check(&class, LONGEST_CLASS, |c| {
            is_name_letter(c)
                || c.is_ascii_digit()
                || matches!(c, '\'' | '’' | '-' | '.' | ' ' | '°' | '/' | '_')
        })?;
        Ok(class)
    }

    /// A pupil of three parts, each checked.
    pub fn new(last_name: &str, first_name: &str, class: &str) -> Result<Self, PupilRefused> {
        Ok(Self {
            last_name: Self::name(last_name)?,
            first_name: Self::name(first_name)?,
            class: Self::class(class)?,
        })
    }

    /// What makes two typings the same pupil of one school: accents and case do not.
    pub(crate) fn identity(&self, uai: Uai) -> Identity {
        let Self { last_name, first_name, class } = self;
        let key = [last_name, first_name, class].map(|part| fold(part));
        Identity { uai, key: key.join("|") }
    }
}

/// By what a pupil is known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) uai: Uai,
    pub(crate) key: String,
}

/// A letter or a combining mark of any script, but nothing that turns the direction of writing.
fn is_name_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn tidy(typed: &str) -> String {
    typed.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

fn check(text: &str, longest: usize, allowed: impl Fn(char) -> bool) -> Result<(), PupilRefused> {
    if text.is_empty() {
        return Err(PupilRefused::Missing);
    }
    if text.chars().count() > longest {
        return Err(PupilRefused::TooLong);
    }
    match text.chars().find(|&c| !allowed(c)) {
        Some(sign) => Err(PupilRefused::Sign(sign)),
        None => Ok(()),
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
            assert_eq!(Pupil::name(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn what_no_name_holds_is_refused() {
        assert_eq!(Pupil::name("#read(\"/etc/passwd\")"), Err(PupilRefused::Sign('#')));
        assert_eq!(Pupil::name("=1+1"), Err(PupilRefused::Sign('=')));
        assert_eq!(Pupil::name("a\u{202e}b"), Err(PupilRefused::Sign('\u{202e}')));
        assert_eq!(Pupil::name(&"a".repeat(61)), Err(PupilRefused::TooLong));
        assert_eq!(Pupil::name(" \t "), Err(PupilRefused::Missing));
        assert_eq!(Pupil::name("- -"), Err(PupilRefused::Missing));
    }

    #[test]
    fn spaces_and_line_ends_become_one_space() {
        assert_eq!(Pupil::name("  Jean \r\n Noël "), Ok("Jean Noël".to_owned()));
    }
}
