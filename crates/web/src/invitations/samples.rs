//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::form::Form;
use crate::view::Sampled;

impl Sampled for AcceptInvitationPage {
    fn samples() -> Vec<Self> {
        let staff = Self {
            into: "l’équipe du Lycée des métiers de l’Atelier".into(),
            role: "Responsable".into(),
            email: "anne.morvan@ac-nantes.fr".into(),
            action: "/invitation/abc".into(),
            minimum: 12,
            known: false,
            titles: Form::default().titles(),
            says_position: false,
            form: Form::default(),
        };
        let wrong = Self {
            into: "la console de Ministage".into(),
            role: "Exploitant".into(),
            minimum: 16,
            form: Form::default()
                .wrong("nom", "Indiquez votre nom.")
                .wrong("mot_de_passe", "Choisissez au moins 16 caractères."),
            ..staff.clone()
        };
        let known = Self { known: true, ..staff.clone() };
        let colleague = Self {
            into: "le compte du Collège Cacault".into(),
            role: "Saisie".into(),
            says_position: true,
            form: Form::default()
                .with("nom", "Le Goff")
                .with("prenom", "Maëlle")
                .with("fonction", "secrétaire"),
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
