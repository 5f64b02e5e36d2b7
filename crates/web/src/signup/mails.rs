//! The mail that proves a mailbox.

use serde::Serialize;

use crate::view::Mail;

/// « Confirmez votre adresse ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfirmMail {
    /// "Mme Maëlle Le Goff": who signed up, so that a colleague's name is noticed.
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) school: String,
    /// « 5 minutes ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

impl Mail for ConfirmMail {
    const FOLDER: &'static str = "signup/confirm";

    fn samples() -> Vec<Self> {
        let short = Self {
            name: "Mme Maëlle Le Goff".into(),
            position: "secrétariat".into(),
            school: "Collège Cacault".into(),
            lifetime: "5 minutes".into(),
            url: "https://atelier.ministage.test/confirmation/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        };
        let hostile = Self {
            position: "CPE <b>&</b> \"adjoint\"".into(),
            school: "Section d’enseignement général et professionnel adapté du Collège Cacault"
                .into(),
            ..short.clone()
        };
        vec![short, hostile]
    }
}

/// « Un établissement de plus dans votre compte ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AddSchoolMail {
    /// "Mme Maëlle Le Goff": whose account it is.
    pub(crate) name: String,
    /// The mailbox, and the login.
    pub(crate) login: String,
    /// The second school.
    pub(crate) school: String,
    /// « 0440013A ».
    pub(crate) uai: String,
    /// « 7 jours ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

impl Mail for AddSchoolMail {
    const FOLDER: &'static str = "signup/add_school";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Mme Maëlle Le Goff".into(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            school: "Lycée professionnel Bellevue".into(),
            uai: "0440013A".into(),
            lifetime: "7\u{a0}jours".into(),
            url: "https://atelier.ministage.test/rattachement/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    #[test]
    fn a_second_school_comes_with_its_link() {
        let engine = Engine::load().unwrap();
        for mail in engine.render_mail_samples::<AddSchoolMail>().unwrap() {
            assert!(mail.text.contains("/rattachement/") && mail.html.contains("/rattachement/"));
        }
    }

    #[test]
    fn the_mail_carries_its_link_and_prints_words_as_they_are() {
        for mail in Engine::load().unwrap().render_mail_samples::<ConfirmMail>().unwrap() {
            assert!(mail.text.contains("/confirmation/") && mail.html.contains("/confirmation/"));
            assert!(!mail.html.contains("<b>&"), "a function is data");
        }
    }
}
