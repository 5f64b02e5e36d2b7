//! « Demande de création de compte »: what is typed, and what is wrong with it.

use domain::access::{MailboxRefused, NewAccessRequest, check_mailbox};
use domain::accounts::Identity;
use domain::directory::School;
use education::mailboxes::normalise;
use serde::Deserialize;

use crate::sessions::forms::mailbox;
use crate::signup::forms::{named, positioned};
use crate::view::Field;

/// The guide's form; the code RNE is the page's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RequestForm {
    pub(crate) nom: String,
    pub(crate) prenom: String,
    pub(crate) fonction: String,
    pub(crate) email: String,
}

/// Its fields as they are shown again.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct RequestFields {
    pub(crate) last_name: Field,
    pub(crate) first_name: Field,
    pub(crate) position: Field,
    pub(crate) email: Field,
}

impl RequestForm {
    /// The request, or the fields with what is wrong; both with what was typed.
    pub(crate) fn read(self, school: &School) -> (Option<NewAccessRequest>, RequestFields) {
        let fields = RequestFields {
            last_name: named(&self.nom, "Indiquez votre nom."),
            first_name: named(&self.prenom, "Indiquez votre prénom."),
            position: positioned(&self.fonction),
            email: academic(school, &self.email),
        };
        let request = (!fields.is_wrong())
            .then(|| {
                Some(NewAccessRequest {
                    uai: school.uai,
                    login: normalise(&self.email),
                    last_name: Identity::name(&self.nom).ok()?,
                    first_name: Identity::name(&self.prenom).ok()?,
                    position: Identity::position(&self.fonction).ok()?,
                })
            })
            .flatten();
        (request, fields)
    }
}

impl RequestFields {
    fn is_wrong(&self) -> bool {
        let fields = [&self.last_name, &self.first_name, &self.position, &self.email];
        fields.iter().any(|field| field.error.is_some())
    }
}

/// « Votre adresse email académique (obligatoire) ».
pub(crate) fn academic(school: &School, typed: &str) -> Field {
    let field = mailbox(typed);
    if field.error.is_some() {
        return field;
    }
    match check_mailbox(school, &field.value) {
        Ok(()) => field,
        Err(refused) => Field::wrong(field.value, advice(school, refused)),
    }
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
