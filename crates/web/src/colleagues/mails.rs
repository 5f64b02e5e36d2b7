//! What a colleague is told.

use serde::Serialize;

use crate::view::Mail;

/// She has joined, her role is another, or she was removed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ColleagueMail {
    pub(crate) name: String,
    pub(crate) school: String,
    /// `joined`, `role` or `removed`.
    pub(crate) news: &'static str,
    /// « Gestionnaire » or « Saisie »; empty when she was removed.
    pub(crate) role: String,
    /// Her account's home.
    pub(crate) url: String,
}

impl Mail for ColleagueMail {
    const FOLDER: &'static str = "colleagues/news";

    fn samples() -> Vec<Self> {
        [("joined", "Saisie"), ("role", "Gestionnaire"), ("removed", "")]
            .map(|(news, role)| Self {
                name: "Mme Maëlle Le Goff".into(),
                school: "Collège Cacault".into(),
                news,
                role: role.into(),
                url: "https://compte.ministage.test/".into(),
            })
            .to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Engine;

    #[test]
    fn every_sample_says_what_happened() {
        let mails = Engine::load().unwrap().render_mail_samples::<ColleagueMail>().unwrap();
        for mail in &mails {
            assert!(mail.text.contains("Collège Cacault") && mail.html.contains("Collège Cacault"));
        }
        assert!(mails.iter().any(|mail| mail.text.contains("retiré")));
    }
}
