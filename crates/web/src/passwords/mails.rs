//! Mails about passwords.

use serde::Serialize;

use crate::view::Mail;

/// « Votre nouveau mot de passe ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ResetMail {
    pub(crate) name: String,
    pub(crate) login: String,
    /// « une heure ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

/// « Votre mot de passe a été changé ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangedMail {
    pub(crate) name: String,
    pub(crate) login: String,
    /// Where to ask for another.
    pub(crate) url: String,
}

impl Mail for ResetMail {
    const FOLDER: &'static str = "passwords/reset";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mme Maëlle Le Goff".into(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            lifetime: "une heure".into(),
            url: "https://atelier.ministage.test/mot-de-passe/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        }]
    }
}

impl Mail for ChangedMail {
    const FOLDER: &'static str = "passwords/changed";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "M. D’Alembert".into(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            url: "https://atelier.ministage.test/mot-de-passe".into(),
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
        let reset = engine.render_mail_samples::<ResetMail>().unwrap();
        let changed = engine.render_mail_samples::<ChangedMail>().unwrap();
        for mail in reset.iter().chain(&changed) {
            assert!(mail.text.contains("/mot-de-passe") && mail.html.contains("/mot-de-passe"));
        }
    }
}
