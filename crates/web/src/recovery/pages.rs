//! « Récupération d'identifiant pour le … ».

use serde::Serialize;

use super::forms::RequestFields;
use crate::signup::pages::SchoolCard;
use crate::view::{Field, Page};

/// `/recuperation/{uai}`: what may be told, and the form that asks for an access.
#[derive(Clone, Debug, Serialize)]
pub struct RecoveryPage {
    /// The school.
    pub school: SchoolCard,
    /// « Collège Cacault » after « pour le », with its article as needed: « le Collège Cacault », « la MFR … ».
    pub school_with_article: String,
    /// « ce..... », one a manager.
    pub masked_logins: Vec<String>,
    /// Where to write when all else fails.
    pub contact: String,
    /// Asked too often.
    pub error: Option<String>,
    /// `nom`, `prenom`, `fonction`, `email`.
    pub fields: RequestFields,
}

/// The same answer for everybody.
#[derive(Clone, Debug, Serialize)]
pub struct AskedPage {
    /// As it was read: lower case, without spaces.
    pub email: String,
    /// « une heure ».
    pub lifetime: String,
    /// « le Collège Cacault ».
    pub school_with_article: String,
    /// The form again.
    pub again: String,
}

impl Page for RecoveryPage {
    const TEMPLATE: &'static str = "recovery/show.html";

    fn samples() -> Vec<Self> {
        let one = Self {
            school: SchoolCard::sample(),
            school_with_article: "le Collège Cacault".into(),
            masked_logins: vec!["ce.....".into()],
            contact: "contact@ministage.example".into(),
            error: None,
            fields: RequestFields::default(),
        };
        let wrong = RequestFields {
            last_name: Field::of("Le Goff"),
            first_name: Field::wrong("", "Indiquez votre prénom."),
            position: Field::of("secrétaire"),
            email: Field::wrong(
                "maelle@gmail.com",
                "Indiquez votre adresse professionnelle, par exemple prenom.nom@ac-nantes.fr\u{a0}: une adresse personnelle ne permet pas de savoir que vous travaillez dans l’établissement.",
            ),
        };
        vec![
            one.clone(),
            Self {
                masked_logins: vec!["ce.....".into(), "ma.....".into()],
                fields: wrong,
                ..one.clone()
            },
            Self {
                error: Some(
                    "Un courriel vient de partir\u{a0}: attendez une minute avant d’en demander un autre."
                        .into(),
                ),
                ..one
            },
        ]
    }
}

impl Page for AskedPage {
    const TEMPLATE: &'static str = "recovery/asked.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            email: "maelle.le-goff@ac-nantes.fr".into(),
            lifetime: "une heure".into(),
            school_with_article: "le Collège Cacault".into(),
            again: "/recuperation/0440008V".into(),
        }]
    }
}
