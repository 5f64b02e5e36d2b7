//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Field, Sampled};
use domain::accounts::LinkState;

impl Sampled for OwnPasswordPage {
    fn samples() -> Vec<Self> {
        let blank =
            Self { login: "ce.0440008v@ac-nantes.fr".into(), minimum: 12, ..Self::default() };
        let wrong = Self {
            present: Field::wrong("", "Ce n’est pas votre mot de passe actuel."),
            confirmation: Field::wrong("", "Les deux mots de passe ne sont pas les mêmes."),
            ..blank.clone()
        };
        let slowed = Self {
            error: Some("Trop d’essais\u{a0}: réessayez dans une minute.".into()),
            minimum: 16,
            ..blank.clone()
        };
        vec![blank, wrong, slowed]
    }
}

impl Sampled for ForgotPage {
    fn samples() -> Vec<Self> {
        vec![
            Self::default(),
            Self { error: None, email: Field::wrong("ce.0440008v", "Écrivez l’adresse en entier.") },
            Self { error: Some("Un courriel vient de partir : attendez une minute avant d’en demander un autre.".into()), email: Field::of("ce.0440008v@ac-nantes.fr") },
        ]
    }
}

impl Sampled for ForgotSentPage {
    fn samples() -> Vec<Self> {
        vec![Self {
            email: "ce.0440008x@ac-nantes.fr".into(),
            meant: Some("Vouliez-vous dire ce.0440008v@ac-nantes.fr\u{a0}?".into()),
            lifetime: "30 minutes".into(),
        }]
    }
}

impl Sampled for NewPasswordPage {
    fn samples() -> Vec<Self> {
        let valid = Self {
            state: LinkState::Valid,
            login: "ce.0440008v@ac-nantes.fr".into(),
            action: "/mot-de-passe/abc".into(),
            password: Field::default(),
            confirmation: Field::default(),
        };
        let wrong = Self {
            password: Field::wrong("", "Ce mot de passe est trop connu : choisissez-en un autre."),
            ..valid.clone()
        };
        let gone = [LinkState::Expired, LinkState::Used, LinkState::Unknown].map(|state| Self {
            state,
            login: String::new(),
            ..valid.clone()
        });
        [valid.clone(), wrong].into_iter().chain(gone).collect()
    }
}

impl Sampled for PasswordDonePage {
    fn samples() -> Vec<Self> {
        vec![Self { ended: true }, Self { ended: false }]
    }
}
