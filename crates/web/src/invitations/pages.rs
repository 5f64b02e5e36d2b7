//! Accepting an invitation: staff of a portal, people of a school, operators.

use serde::Serialize;

use crate::form::Form;
use crate::view::{Choice, Page};

/// `/invitation/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AcceptInvitationPage {
    /// « l'équipe du Lycée des métiers de l'Atelier », « le compte du Collège Cacault », « la console ».
    pub(crate) into: String,
    /// « Responsable », « Exploitant »…
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) action: String,
    /// Least length of the password: 12, or 16 for operators.
    pub(crate) minimum: usize,
    /// She has an account and keeps its password: one press accepts.
    pub(crate) known: bool,
    /// « Civilité » (`civilite`).
    pub(crate) titles: Vec<Choice>,
    pub(crate) form: Form,
    /// `fonction`, for the people of a school; she gave it already, or will.
    pub(crate) says_position: bool,
}

/// Expired, used or foreign: the same words.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitationInvalidPage {}

impl Page for AcceptInvitationPage {
    const TEMPLATE: &'static str = "invitations/accept.html";

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

impl Page for InvitationInvalidPage {
    const TEMPLATE: &'static str = "invitations/invalid.html";

    fn samples() -> Vec<Self> {
        vec![Self {}]
    }
}
