//! Refusals of the reader: of a whole file (its header) or of one row.

use std::{fmt, io};

use crate::{Uai, UaiError};

/// Why a file is no directory. The messages are for the person who chose the file.
#[expect(missing_docs, reason = "each variant has its message")]
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    #[error("le fichier est vide")]
    Empty,
    #[error(
        "le fichier est un classeur ou une archive : enregistrez-le au format CSV, ou décompressez-le"
    )]
    Spreadsheet,
    /// « Texte Unicode » of Excel.
    #[error("le fichier est en UTF-16 : enregistrez-le au format CSV UTF-8")]
    Utf16,
    #[error("la première ligne n’est pas un en-tête de l’annuaire")]
    NotATable,
    #[error("il manque la colonne « {0} »")]
    MissingColumn(&'static str),
    #[error("la colonne « {0} » est présente deux fois")]
    TwiceTheColumn(&'static str),
    #[error("le fichier est illisible")]
    Unreadable(#[source] io::Error),
}

/// A row that was set aside; the others are read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Line in the file, the header being line 1.
    pub line: u64,
    /// The UAI column, if not empty.
    pub uai: Option<String>,
    /// Why.
    pub reason: RefusalReason,
}

impl fmt::Display for RefusedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.uai {
            Some(uai) => write!(f, "ligne {}, {uai} : {}", self.line, self.reason),
            None => write!(f, "ligne {} : {}", self.line, self.reason),
        }
    }
}

impl std::error::Error for RefusedRow {}

/// Why a row was set aside.
#[expect(missing_docs, reason = "each variant has its message")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    #[error("{0}")]
    Uai(UaiError),
    /// The school has no name.
    #[error("le nom de l’établissement est vide")]
    MissingName,
    /// More values than columns: a separator stands in a value. Fewer: the row is cut.
    #[error("{found} valeur{} pour {expected} colonnes", if *found < 2 { "" } else { "s" })]
    OtherWidth { found: usize, expected: usize },
    /// A value that is far too long: a quote was left open.
    #[error("une valeur est démesurée (guillemet resté ouvert ?)")]
    TooLong,
    #[error("l’établissement {0} est sa propre mère")]
    OwnMother(Uai),
    /// The file breaks off or is damaged from here on.
    #[error("la suite du fichier est illisible")]
    Unreadable,
}
