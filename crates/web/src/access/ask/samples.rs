//! As shown in the tests and in the gallery.

use super::forms::RequestFields;
use super::pages::*;
use crate::signup::pages::SchoolCard;
use crate::view::{Field, Sampled};

impl Sampled for RecoveryPage {
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

impl Sampled for AskedPage {
    fn samples() -> Vec<Self> {
        vec![Self {
            email: "maelle.le-goff@ac-nantes.fr".into(),
            lifetime: "une heure".into(),
            school_with_article: "le Collège Cacault".into(),
            again: "/recuperation/0440008V".into(),
        }]
    }
}
