//! The mail that invites.

use serde::Serialize;

use crate::view::Mail;

/// « Invitation ».
#[derive(Clone, Debug, Serialize)]
pub struct InvitationMail {
    /// « l'équipe du Lycée des métiers de l'Atelier », « la console ».
    pub into: String,
    /// « Administrateur », « Exploitant »…
    pub role: String,
    /// The login that is invited.
    pub login: String,
    /// « 7 jours ».
    pub lifetime: String,
    /// The one link.
    pub url: String,
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
        vec![
            staff.clone(),
            Self {
                into: "la console".into(),
                role: "Exploitant".into(),
                ..staff
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    #[test]
    fn every_sample_renders_with_its_link() {
        for mail in Engine::load()
            .unwrap()
            .render_mail_samples::<InvitationMail>()
            .unwrap()
        {
            assert!(mail.text.contains("/invitation/") && mail.html.contains("/invitation/"));
        }
    }
}
