//! « Récupération d'identifiant pour le … ».

use serde::Serialize;

use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::Page;

/// `/recuperation/{uai}`: what may be told, and the form that asks for an access.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RecoveryPage {
    pub(crate) school: SchoolCard,
    /// « Collège Cacault » after « pour le », with its article as needed: « le Collège Cacault », « la MFR … ».
    pub(crate) school_with_article: String,
    /// « ce..... », one a manager.
    pub(crate) masked_logins: Vec<String>,
    /// Where to write when all else fails.
    pub(crate) contact: String,
    pub(crate) form: Form,
}

/// The same answer for everybody.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AskedPage {
    /// As it was read: lower case, without spaces.
    pub(crate) email: String,
    /// « une heure ».
    pub(crate) lifetime: String,
    /// « le Collège Cacault ».
    pub(crate) school_with_article: String,
    pub(crate) again: String,
}

impl Page for RecoveryPage {
    const TEMPLATE: &'static str = "access/recovery.html";

    fn samples() -> Vec<Self> {
        let one = Self {
            school: SchoolCard::sample(),
            school_with_article: "le Collège Cacault".into(),
            masked_logins: vec!["ce.....".into()],
            contact: "contact@ministage.example".into(),
            form: Form::default(),
        };
        let wrong = Form::default()
            .with("nom", "Le Goff")
            .wrong("prenom", "Indiquez votre prénom.")
            .with("fonction", "secrétaire")
            .with("email", "maelle@gmail.com")
            .wrong("email", "Indiquez votre adresse professionnelle, par exemple prenom.nom@ac-nantes.fr\u{a0}: une adresse personnelle ne permet pas de savoir que vous travaillez dans l’établissement.");
        vec![
            one.clone(),
            Self {
                masked_logins: vec!["ce.....".into(), "ma.....".into()],
                form: wrong,
                ..one.clone()
            },
            Self {
                form: Form::default().fail("Un courriel vient de partir\u{a0}: attendez une minute avant d’en demander un autre."),
                ..one
            },
        ]
    }
}

impl Page for AskedPage {
    const TEMPLATE: &'static str = "access/asked.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            email: "maelle.le-goff@ac-nantes.fr".into(),
            lifetime: "une heure".into(),
            school_with_article: "le Collège Cacault".into(),
            again: "/recuperation/0440008V".into(),
        }]
    }
}
