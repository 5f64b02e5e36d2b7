//! « Motif »: why something is ended. It is mailed to those concerned.

use serde::Deserialize;

use crate::view::Field;

/// Characters of a reason, at most.
const LONGEST: usize = 500;

/// `motif`, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ReasonForm {
    motif: String,
}

impl ReasonForm {
    /// A reason in one to 500 characters, line ends kept and other control signs left out; or the
    /// field as it comes back.
    pub(crate) fn read(&self) -> Result<String, Field> {
        reason(&self.motif)
    }
}

/// The same, for forms that ask for more than a reason.
pub(crate) fn reason(typed: &str) -> Result<String, Field> {
    let reason: String =
        typed.replace("\r\n", "\n").chars().filter(|&c| c == '\n' || !c.is_control()).collect();
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Field::wrong(
            typed,
            "Indiquez le motif\u{a0}: il sera envoyé aux personnes concernées.",
        )),
        1..=LONGEST => Ok(reason.to_owned()),
        _ => Err(Field::wrong(typed, format!("{LONGEST} caractères au plus."))),
    }
}
