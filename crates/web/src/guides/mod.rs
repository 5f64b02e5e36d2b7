//! The guides: how each kind of person does her work here, as pages that can be searched and as PDFs.
//!
//! | file | holds |
//! |---|---|
//! | `web/guides/*.md` | what they say: the one source of the page and of the PDF |
//! | `web/guides/images/` | their pictures, taken by `cargo xtask pictures` |
//! | `text` | a guide: chapters, steps, words, pictures |
//! | `reader` | Markdown to that, and what of Markdown is refused |
//! | `search` | words to chapters and sentences |
//! | `help` | which chapter « Aide » opens on which page |
//! | `labels` | a test: each button and page that a guide names is called so on the screen |

pub(crate) mod handlers;
mod help;
#[cfg(test)]
mod labels;
pub(crate) mod pages;
mod paper;
mod reader;
mod search;
mod text;

use std::sync::LazyLock;

use crate::view::HostKind;

pub(crate) use help::address as help;
pub(crate) use paper::print_text;
pub(crate) use text::{Part, Span, Text, plain};

/// For whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guide {
    /// A school that books.
    College,
    /// The lycée's people who run its portal.
    Lycee,
    /// Its teachers.
    Teacher,
    /// Whoever runs the platform.
    Operator,
}

impl Guide {
    /// Every guide.
    const ALL: [Self; 4] = [Self::College, Self::Lycee, Self::Teacher, Self::Operator];

    /// Those of a host: the operators' is the console's alone.
    pub(crate) fn of(host: HostKind) -> &'static [Self] {
        match host {
            HostKind::Console => &[Self::Operator],
            _ => &[Self::College, Self::Lycee, Self::Teacher],
        }
    }

    /// In its address and in the name of its file.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::College => "college",
            Self::Lycee => "lycee",
            Self::Teacher => "enseignant",
            Self::Operator => "exploitant",
        }
    }

    /// What it says.
    pub(crate) fn text(self) -> &'static Text {
        static TEXTS: LazyLock<[Text; 4]> = LazyLock::new(|| {
            [
                include_str!("../../guides/college.md"),
                include_str!("../../guides/lycee.md"),
                include_str!("../../guides/enseignant.md"),
                include_str!("../../guides/exploitant.md"),
            ]
            .map(|source| Text::read(source).expect("each guide is read by a test"))
        });
        &TEXTS[self as usize]
    }
}
