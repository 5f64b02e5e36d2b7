//! Yes, or no and why.

use domain::access::Decision;

use crate::form::Form;

/// `decision` is « accepter » or « refuser »; a refusal has a `motif`.
pub(crate) fn decision(form: &mut Form) -> Option<Decision> {
    match form.sent("decision") {
        "accepter" => Some(Decision::Accept),
        "refuser" => form.reason().map(|reason| Decision::Refuse { reason }),
        _ => form.check("motif", |_| Err("Choisissez d’accepter ou de refuser la demande.".into())),
    }
}
