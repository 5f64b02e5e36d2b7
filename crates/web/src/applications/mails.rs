//! The mails of an application.

use serde::Serialize;

use crate::view::Mail;

/// « Confirmez votre demande d'inscription ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofMail {
    pub(crate) name: String,
    pub(crate) position: String,
    /// The school, as she described it.
    pub(crate) school: String,
    /// « 24 heures ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

/// « Votre demande d'inscription n'a pas été acceptée ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefusedMail {
    pub(crate) name: String,
    /// The school, as she described it.
    pub(crate) school: String,
    pub(crate) reason: String,
    /// Where to ask again.
    pub(crate) url: String,
    /// Where to ask why.
    pub(crate) contact: String,
}

impl Mail for ProofMail {
    const FOLDER: &'static str = "applications/prove";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mme Maëlle Le Goff".into(),
            position: "CPE <b>&</b> \"adjointe\"".into(),
            school: "MFR « Les Rochettes »".into(),
            lifetime: "24\u{a0}heures".into(),
            url: "https://atelier.ministage.test/demande-inscription/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        }]
    }
}

impl Mail for RefusedMail {
    const FOLDER: &'static str = "applications/refused";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "M. D’Alembert".into(),
            school: "MFR « Les Rochettes »".into(),
            reason: "Écrivez-nous depuis l’adresse de la direction.".into(),
            url: "https://atelier.ministage.test/inscription/0441234A/demande".into(),
            contact: "contact@ministage.example".into(),
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
        let proof = engine.render_mail_samples::<ProofMail>().unwrap();
        let refused = engine.render_mail_samples::<RefusedMail>().unwrap();
        for mail in proof.iter().chain(&refused) {
            assert!(mail.text.contains("/demande") && mail.html.contains("/demande"));
            assert!(!mail.html.contains("<b>&"), "a function is data");
        }
    }
}
