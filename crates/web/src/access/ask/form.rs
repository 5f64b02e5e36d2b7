//! « Demande de création de compte »: what is typed, and what is wrong with it.

use domain::access::NewAccessRequest;
use domain::directory::{MailboxRefused, School, check_mailbox};

use crate::form::{Form, mailbox};

/// The guide's form; the code RNE is the page's.
pub(super) fn request(form: &mut Form, school: &School) -> Option<NewAccessRequest> {
    let (last_name, first_name) = (form.last_name(), form.first_name());
    let (position, login) = (form.position(), academic(form, school));
    Some(NewAccessRequest {
        uai: school.uai,
        login: login?,
        last_name: last_name?,
        first_name: first_name?,
        position: position?,
    })
}

/// « Votre adresse email académique (obligatoire) » (`email`), normalised.
pub(crate) fn academic(form: &mut Form, school: &School) -> Option<String> {
    form.check("email", |typed| {
        let address = mailbox(typed)?;
        check_mailbox(school, &address).map_err(|refused| advice(school, refused))?;
        Ok(address)
    })
}

/// What to type instead.
pub(crate) fn advice(school: &School, refused: MailboxRefused) -> String {
    let domain =
        school.uai.academy().map_or("ac-nantes.fr", |academy| academy.mail_domain.as_str());
    match refused {
        MailboxRefused::Misspelt => format!(
            "Cette adresse ressemble à une adresse académique, mais l’académie n’existe pas\u{a0}: vérifiez ce qui suit le signe @, par exemple @{domain}."
        ),
        MailboxRefused::NotAcademic => format!(
            "Indiquez votre adresse professionnelle, par exemple prenom.nom@{domain}\u{a0}: une adresse personnelle ne permet pas de savoir que vous travaillez dans l’établissement."
        ),
    }
}
