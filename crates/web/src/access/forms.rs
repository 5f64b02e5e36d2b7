//! Yes, or no and why.

use domain::access::Decision;
use serde::Deserialize;

use crate::bookings::reason::reason;
use crate::view::Field;

/// `decision` is « accepter » or « refuser »; a refusal has a `motif`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnswerForm {
    decision: String,
    motif: String,
}

impl AnswerForm {
    /// The decision, or the reason as it comes back with what is wrong.
    pub(crate) fn read(&self) -> Result<Decision, Field> {
        match self.decision.as_str() {
            "accepter" => Ok(Decision::Accept),
            "refuser" => reason(&self.motif).map(|reason| Decision::Refuse { reason }),
            _ => Err(Field::wrong(&self.motif, "Choisissez d’accepter ou de refuser la demande.")),
        }
    }
}
