//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::signup::forms::titles;
use crate::view::{Field, Sampled};

impl Sampled for AcceptInvitationPage {
    fn samples() -> Vec<Self> {
        let staff = Self {
            into: "l’équipe du Lycée des métiers de l’Atelier".into(),
            role: "Responsable".into(),
            email: "anne.morvan@ac-nantes.fr".into(),
            action: "/invitation/abc".into(),
            minimum: 12,
            known: false,
            titles: titles(None),
            title_error: None,
            last_name: Field::default(),
            first_name: Field::default(),
            position: None,
            password: Field::default(),
            confirmation: Field::default(),
        };
        let wrong = Self {
            into: "la console de Ministage".into(),
            role: "Exploitant".into(),
            minimum: 16,
            last_name: Field::wrong("", "Indiquez votre nom."),
            password: Field::wrong("", "Choisissez au moins 16 caractères."),
            ..staff.clone()
        };
        let known = Self { known: true, ..staff.clone() };
        let colleague = Self {
            into: "le compte du Collège Cacault".into(),
            role: "Saisie".into(),
            last_name: Field::of("Le Goff"),
            first_name: Field::of("Maëlle"),
            position: Some(Field::of("secrétaire")),
            ..staff.clone()
        };
        vec![staff, wrong, known, colleague]
    }
}

impl Sampled for InvitationInvalidPage {
    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}
