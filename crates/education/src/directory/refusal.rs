//! Refusals of the reader: of a whole file (its header) or of one row.

use std::{fmt, io};

use crate::{Uai, UaiError};

/// Why a file is no directory. The messages are for the person who chose the file.
#[derive(Debug, thiserror::Error)]
pub enum HeaderError {
    /// Nothing in it.
    #[error("le fichier est vide")]
    Empty,
    /// An Excel or LibreOffice file.
    #[error("le fichier est un classeur : enregistrez-le au format CSV")]
    Spreadsheet,
    /// « Texte Unicode » of Excel.
    #[error("le fichier est en UTF-16 : enregistrez-le au format CSV UTF-8")]
    Utf16,
    /// No line end within reason: not a table.
    #[error("la première ligne n’est pas un en-tête de l’annuaire")]
    NotATable,
    /// A required column is not there.
    #[error("il manque la colonne « {0} »")]
    MissingColumn(&'static str),
    /// Two columns claim to be the same.
    #[error("la colonne « {0} » est présente deux fois")]
    TwiceTheColumn(&'static str),
    /// The bytes could not be read.
    #[error("le fichier est illisible")]
    Unreadable(#[source] io::Error),
}

/// A row that was set aside; the others are read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedRow {
    /// Line in the file, the header being line 1.
    pub line: u64,
    /// What stood in the UAI column, if anything.
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
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusalReason {
    /// The UAI is missing or wrong.
    #[error("{0}")]
    Uai(UaiError),
    /// The school has no name.
    #[error("le nom de l’établissement est vide")]
    MissingName,
    /// More values than columns: a separator stands in a value.
    #[error("{found} valeurs pour {expected} colonnes")]
    TooManyColumns {
        /// Values in the row.
        found: usize,
        /// Columns in the header.
        expected: usize,
    },
    /// A value that is far too long: a quote was left open.
    #[error("une valeur est démesurée (guillemet resté ouvert ?)")]
    TooLong,
    /// The school says that it is part of itself.
    #[error("l’établissement {0} est sa propre mère")]
    OwnMother(Uai),
    /// The file breaks off or is damaged from here on.
    #[error("la suite du fichier est illisible")]
    Unreadable,
}
