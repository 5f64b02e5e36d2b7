//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Field, Sampled};
use domain::accounts::LinkState;

impl Sampled for AskLoginPage {
    fn samples() -> Vec<Self> {
        let blank = Self {
            login: "maelle.le-goff@ac-nantes.fr".into(),
            official: None,
            home: "https://compte.ministage.example/".into(),
            pending: None,
            error: None,
            email: Field::default(),
            contact: "contact@ministage.example".into(),
        };
        let wrong = Self {
            email: Field::wrong("maelle@", "Écrivez l’adresse en entier."),
            ..blank.clone()
        };
        let pending = Self {
            pending: Some(PendingChange {
                new: "maelle.martin@ac-nantes.fr".into(),
                old_proved: true,
                new_proved: false,
                left: "23 heures".into(),
            }),
            ..blank.clone()
        };
        let official = Self {
            login: "ce.0440008v@ac-nantes.fr".into(),
            official: Some("Collège Cacault".into()),
            ..blank.clone()
        };
        vec![blank, wrong, pending, official]
    }
}

impl Sampled for LoginLinkPage {
    fn samples() -> Vec<Self> {
        let page = |state, old| Self {
            state,
            old,
            new: match state {
                LinkState::Valid => "maelle.martin@ac-nantes.fr".into(),
                _ => String::new(),
            },
            action: "/profil/adresse/autorisation/abc".into(),
        };
        vec![
            page(LinkState::Valid, true),
            page(LinkState::Valid, false),
            page(LinkState::Expired, true),
            page(LinkState::Used, false),
            page(LinkState::Unknown, false),
        ]
    }
}

impl Sampled for LoginStepPage {
    fn samples() -> Vec<Self> {
        let page = |step, old| Self { step, old, contact: "contact@ministage.example".into() };
        let login = "maelle.martin@ac-nantes.fr".to_owned();
        vec![
            page(LoginStep::Half, true),
            page(LoginStep::Half, false),
            page(LoginStep::Done { login }, true),
            page(LoginStep::Taken, false),
        ]
    }
}
