//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::view::Sampled;

impl Sampled for RecoveryPage {
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
