//! The mails that invite.

use serde::Serialize;

use crate::view::Mail;

/// « Invitation ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct InvitationMail {
    /// « l'équipe du Lycée des métiers de l'Atelier », « la console ».
    pub(crate) into: String,
    /// « Administrateur », « Exploitant »…
    pub(crate) role: String,
    pub(crate) login: String,
    /// « 7 jours ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

/// « Invitation » into the account of a school.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolInvitationMail {
    /// « le compte du Collège Cacault ».
    pub(crate) into: String,
    /// « gestionnaire », else « saisie »: what she may do is said.
    pub(crate) manager: bool,
    /// She asked for it, and was accepted.
    pub(crate) requested: bool,
    pub(crate) login: String,
    /// « 7 jours ».
    pub(crate) lifetime: String,
    pub(crate) url: String,
}

impl Mail for SchoolInvitationMail {
    const FOLDER: &'static str = "invitations/school";

    fn samples() -> Vec<Self> {
        let requested = Self {
            into: "le compte du Collège Cacault".into(),
            manager: false,
            requested: true,
            login: "maelle.le-goff@ac-nantes.fr".into(),
            lifetime: "7 jours".into(),
            url: "https://compte.ministage.test/invitation/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        };
        vec![
            requested.clone(),
            Self {
                into: "le compte de l’Établissement régional d’enseignement adapté <b>Saint-Exupéry</b>".into(),
                manager: true,
                requested: false,
                ..requested
            },
        ]
    }
}

impl Mail for InvitationMail {
    const FOLDER: &'static str = "invitations/staff";

    fn samples() -> Vec<Self> {
        let staff = Self {
            into: "l’équipe du Lycée des métiers de l’Atelier".into(),
            role: "Administrateur".into(),
            login: "anne.morvan@ac-nantes.fr".into(),
            lifetime: "7 jours".into(),
            url: "https://atelier.ministage.test/invitation/abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".into(),
        };
        vec![staff.clone(), Self { into: "la console".into(), role: "Exploitant".into(), ..staff }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    #[test]
    fn every_sample_renders_with_its_link() {
        let engine = Engine::load().unwrap();
        let staff = engine.render_mail_samples::<InvitationMail>().unwrap();
        let school = engine.render_mail_samples::<SchoolInvitationMail>().unwrap();
        for mail in staff.iter().chain(&school) {
            assert!(mail.text.contains("/invitation/") && mail.html.contains("/invitation/"));
            assert!(!mail.html.contains("<b>Saint"), "a name is data");
        }
    }
}
