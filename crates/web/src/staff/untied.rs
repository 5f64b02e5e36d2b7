//! A teacher whom nobody has tied to the lycée's list yet: his stages are not known, so nothing is said to be none.

use domain::StaffMember;

use crate::visit::Result;
use crate::words;

/// What he waits for. `None`: he is tied, or no teacher.
pub(crate) async fn untied(me: &StaffMember) -> Result<Option<String>> {
    let Some(untied) = me.untied_teacher().await? else { return Ok(None) };
    let by = match untied.editors.as_slice() {
        [] => "la gestion des stages".to_owned(),
        several => words::joined(" ou ", several.iter().map(String::as_str)),
    };
    let said = match untied.proposed {
        Some(entry) => format!(
            "Votre compte n’est pas encore relié à un enseignant du lycée\u{a0}: «\u{a0}{entry}\u{a0}» est proposé, à confirmer par {by}"
        ),
        None => format!(
            "Votre compte n’est relié à aucun enseignant du lycée\u{a0}: c’est à {by} de dire lequel vous êtes"
        ),
    };
    Ok(Some(format!(
        "{said} («\u{a0}Options\u{a0}», «\u{a0}Enseignants\u{a0}»). Jusque-là vous ne voyez les élèves d’aucun stage."
    )))
}
