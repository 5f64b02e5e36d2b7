//! Who a person says that she is, checked like a pupil's name.

use super::Title;
use crate::bookings::{Pupil, PupilRefused};

/// Letters of a function, at most.
const LONGEST_POSITION: usize = 60;

/// A person as typed, and found to be writable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub(crate) title: Title,
    pub(crate) last_name: String,
    pub(crate) first_name: String,
    pub(crate) position: String,
    pub(crate) phone: Option<String>,
}

impl Identity {
    /// A person of checked parts. `phone` was checked by whoever read it: it is kept as it is.
    pub fn new(
        title: Title,
        last_name: &str,
        first_name: &str,
        position: &str,
        phone: Option<String>,
    ) -> Result<Self, PupilRefused> {
        Ok(Self {
            title,
            last_name: Self::name(last_name)?,
            first_name: Self::name(first_name)?,
            position: Self::position(position)?,
            phone,
        })
    }

    /// Checks one part of a name, as for a pupil.
    pub fn name(typed: &str) -> Result<String, PupilRefused> {
        Pupil::name(typed)
    }

    /// Checks a function: "Secrétaire", "Principal adjoint", "Prof. principal 3e 2 (SEGPA)".
    pub fn position(typed: &str) -> Result<String, PupilRefused> {
        let position = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        if position.is_empty() {
            return Err(PupilRefused::Missing);
        }
        if position.chars().count() > LONGEST_POSITION {
            return Err(PupilRefused::TooLong);
        }
        let allowed = |c: char| c.is_alphanumeric() || "'’-.,/()&°· ".contains(c);
        match position.chars().find(|&c| !allowed(c)) {
            Some(sign) => Err(PupilRefused::Sign(sign)),
            None => Ok(position),
        }
    }

    /// The words that her password may not lean on.
    pub(crate) fn words(&self) -> [&str; 2] {
        [&self.last_name, &self.first_name]
    }
}
