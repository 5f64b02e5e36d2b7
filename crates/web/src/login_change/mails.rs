//! Mails about another login: a link to each mailbox, then the news to both.

use serde::Serialize;

use crate::view::Mail;

/// « Autorisez le changement d'identifiant », to the present login.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AllowMail {
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) new: String,
    pub(crate) url: String,
}

/// « Confirmez votre nouvel identifiant », to the wanted login.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfirmNewMail {
    pub(crate) name: String,
    pub(crate) new: String,
    pub(crate) url: String,
}

/// « Votre identifiant a changé », to both.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LoginChangedMail {
    pub(crate) name: String,
    /// The login from now on.
    pub(crate) new: String,
    pub(crate) url: String,
}

impl Mail for AllowMail {
    const FOLDER: &'static str = "login_change/allow";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mme Maëlle Le Goff".into(),
            login: "maelle.le-goff@ac-nantes.fr".into(),
            new: "maelle.martin@ac-nantes.fr".into(),
            url: "https://compte.ministage.test/profil/adresse/autorisation/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        }]
    }
}

impl Mail for ConfirmNewMail {
    const FOLDER: &'static str = "login_change/confirm";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "M. D’Alembert".into(),
            new: "jean.d-alembert@ac-nantes.fr".into(),
            url: "https://compte.ministage.test/profil/adresse/confirmation/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        }]
    }
}

impl Mail for LoginChangedMail {
    const FOLDER: &'static str = "login_change/changed";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mme Maëlle Le Goff".into(),
            new: "maelle.martin@ac-nantes.fr".into(),
            url: "https://compte.ministage.test/connexion".into(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    #[test]
    fn every_sample_renders_with_its_link() {
        let engine = Engine::load().unwrap();
        let allow = engine.render_mail_samples::<AllowMail>().unwrap();
        let confirm = engine.render_mail_samples::<ConfirmNewMail>().unwrap();
        for mail in allow.iter().chain(&confirm) {
            assert!(
                mail.text.contains("/profil/adresse/") && mail.html.contains("/profil/adresse/")
            );
        }
        for mail in engine.render_mail_samples::<LoginChangedMail>().unwrap() {
            assert!(mail.text.contains("maelle.martin@ac-nantes.fr"));
        }
    }
}
