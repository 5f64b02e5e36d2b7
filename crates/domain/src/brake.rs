//! The brake of every import: what would hurt stops before anything is written, until a person has
//! seen it and accepts it with its figure.
//!
//! An import goes over its file twice. First it measures, raises an [`Alarm`] for each danger, and
//! asks [`holds`]; only then it writes.

use std::fmt;

use chrono::NaiveDate;
use education::french;

/// Fewer rows than this are judged as if they were as many: mending a few schools by a short file is no accident.
const SMALL: usize = 100;

/// What a person must look at before an import goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// The file says nothing of what the product lives on.
    Silent {
        /// The column that is missing, renamed, empty or unreadable everywhere.
        column: &'static str,
        /// Rows of the file.
        rows: usize,
    },
    /// Texts whose accents are spoilt.
    Spoilt {
        /// Rows with such a text.
        rows: usize,
        /// The first of them.
        example: String,
    },
    /// The file breaks off: the rest is lost.
    CutOff {
        /// Rows that were read.
        rows: usize,
    },
    /// The file is older than one that was imported.
    Older {
        /// Rows of the file.
        rows: usize,
        /// Its newest day.
        newest: NaiveDate,
        /// The newest day so far.
        last: NaiveDate,
    },
    /// More than a fifth of what is known would change.
    Changes {
        /// Rows that would change.
        rows: usize,
        /// Rows that are known.
        of: usize,
    },
    /// More than a fiftieth of what is known would be closed.
    Closes {
        /// Rows that would be closed.
        rows: usize,
        /// Rows that are known.
        of: usize,
    },
}

impl Alarm {
    /// Raised when more than a fifth changes: of the rows that the file names, where it is an
    /// extract, else of all that are known.
    pub(crate) fn of_changes(rows: usize, named: usize, known: usize) -> Option<Self> {
        let of = known.min(named.max(SMALL));
        (rows * 5 > of).then_some(Self::Changes { rows, of })
    }

    /// Raised when more than a fiftieth is closed, and more than a few.
    pub(crate) fn of_closures(rows: usize, known: usize) -> Option<Self> {
        (rows > SMALL / 5 && rows * 50 > known).then_some(Self::Closes { rows, of: known })
    }

    fn figure(&self) -> usize {
        match self {
            Self::Silent { rows, .. }
            | Self::Spoilt { rows, .. }
            | Self::CutOff { rows }
            | Self::Older { rows, .. }
            | Self::Changes { rows, .. }
            | Self::Closes { rows, .. } => *rows,
        }
    }
}

/// The figure with which a person lets an import go on: the largest of its alarms.
pub fn figure(alarms: &[Alarm]) -> Option<usize> {
    alarms.iter().map(Alarm::figure).max()
}

/// Whether an import stops: it has alarms, and `accepted` is not their figure.
pub(crate) fn holds(alarms: &[Alarm], accepted: Option<usize>) -> bool {
    figure(alarms).is_some_and(|figure| accepted != Some(figure))
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: &usize| french::count(*number as u64);
        match self {
            Self::Silent { column, rows } => write!(
                f,
                "la colonne « {column} » manque, porte un autre nom, ou n’a aucune valeur lisible ({} lues)",
                lines(*rows)
            ),
            Self::Spoilt { rows, example } => {
                write!(f, "accents abîmés ou perdus : {}, par exemple « {example} »", lines(*rows))
            }
            Self::CutOff { rows } => {
                write!(f, "le fichier s’interrompt : {} lues, le reste est perdu", lines(*rows))
            }
            Self::Older { newest, last, .. } => write!(
                f,
                "le fichier est plus ancien que le dernier importé : {}, après {}",
                french::date_plain(*newest),
                french::date_plain(*last)
            ),
            Self::Changes { rows, of } => {
                write!(f, "plus d’un cinquième changerait : {} sur {}", count(rows), count(of))
            }
            Self::Closes { rows, of } => {
                write!(f, "beaucoup de fermetures : {} sur {}", count(rows), count(of))
            }
        }
    }
}

fn lines(count: usize) -> String {
    format!("{} ligne{}", french::count(count as u64), if count < 2 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_fifth_of_what_is_known_is_too_much() {
        for (what, rows, named, known, stops) in [
            ("a whole file", 2_001, 10_000, 10_000, true),
            ("just a fifth", 2_000, 10_000, 10_000, false),
            ("few are known", 3, 10, 10, true),
            ("a few are mended", 5, 5, 10_000, false),
            ("a département is wrecked", 101, 500, 10_000, true),
            ("an empty house", 0, 10_000, 0, false),
        ] {
            assert_eq!(Alarm::of_changes(rows, named, known).is_some(), stops, "{what}");
        }
    }

    #[test]
    fn only_its_own_figure_lets_an_import_go_on() {
        let alarms =
            [Alarm::Silent { column: "Mail", rows: 12 }, Alarm::Changes { rows: 3, of: 10 }];
        for (accepted, stops) in [
            (None, true),
            (Some(11), true),
            (Some(3), true),
            (Some(9_999), true),
            (Some(12), false),
        ] {
            assert_eq!(holds(&alarms, accepted), stops, "{accepted:?}");
            assert!(!holds(&[], accepted));
        }
    }
}
