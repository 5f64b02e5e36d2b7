//! Who a person says that she is.

use super::Title;
use crate::text::{Name, Position, TextRefused};

/// What a person says of herself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// « Civilité ».
    pub title: Title,
    /// « Nom ».
    pub last_name: Name,
    /// « Prénom ».
    pub first_name: Name,
    /// « Fonction ».
    pub position: Position,
    /// « Téléphone », in its national form. It was checked by whoever read it: it is kept as it is.
    pub phone: Option<String>,
}

impl Identity {
    /// A person of parts, each checked.
    pub fn new(
        title: Title,
        last_name: &str,
        first_name: &str,
        position: &str,
        phone: Option<String>,
    ) -> Result<Self, TextRefused> {
        Ok(Self {
            title,
            last_name: Name::parse(last_name)?,
            first_name: Name::parse(first_name)?,
            position: Position::parse(position)?,
            phone,
        })
    }

    /// The words that her password may not lean on.
    pub(crate) fn words(&self) -> [&str; 2] {
        [&self.last_name, &self.first_name]
    }
}
