//! From a letter to the three parts of a mail.

use serde::Serialize;
use tera::Context;

use super::{Accent, Engine, Letter, ViewError};

/// Who writes, and how to answer: the head and the foot of every mail.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sender {
    /// Name of the lycée or of the platform.
    pub(crate) name: String,
    /// Town, or empty.
    pub(crate) town: String,
    /// Where people may write.
    pub(crate) contact: String,
    /// Colour of the button.
    pub(crate) accent: Accent,
}

/// A mail ready to be stored and sent.
#[derive(Clone, Debug)]
pub(crate) struct RenderedMail {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl Engine {
    /// Renders the three parts of a mail. Style is put on the elements, because mail readers drop style sheets.
    pub(crate) fn render_mail(
        &self,
        sender: &Sender,
        letter: &Letter,
    ) -> Result<RenderedMail, ViewError> {
        let mut context = Context::new();
        context.insert("sender", sender);
        context.insert("letter", letter);
        let inliner = css_inline::CSSInliner::options()
            .keep_at_rules(true)
            .load_remote_stylesheets(false)
            .build();
        let html = inliner
            .inline(&self.tera.render("mails/letter.html", &context)?)
            .map_err(|error| tera::Error::message(error.to_string()))?;
        let text = self.tera.render("mails/letter.txt", &context)?;
        Ok(RenderedMail { subject: letter.subject(), text, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_say_the_same_in_both_parts() {
        let letter = Letter::new("test/hello", "Bonjour <b>Awa</b>\r\nBcc: a@b.fr")
            .about("rappel")
            .to("<b>Awa</b>")
            .say("Un ")
            .strong("& mot")
            .and(", puis ")
            .link("un lien", "https://atelier.example/y")
            .facts(&[("Nom", "\"Awa\"")])
            .motif("Malade.\nDésolée.")
            .button("Confirmer", "https://atelier.example/x")
            .small("Petit.");
        let sender = Sender {
            name: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            contact: "mini-stages@atelier.example".into(),
            accent: Accent::default(),
        };
        let mail = Engine::load().unwrap().render_mail(&sender, &letter).unwrap();
        assert_eq!(mail.subject, "Bonjour <b>Awa</b> Bcc: a@b.fr : rappel");
        assert_eq!(
            mail.text,
            "Bonjour <b>Awa</b>,\n\nUn & mot, puis un lien\n\nNom\u{a0}: \"Awa\"\n\nMotif\u{a0}: Malade.\nDésolée.\n\n\
             Confirmer\u{a0}:\nhttps://atelier.example/x\n\nPetit.\n\n\
             Lycée des métiers de l’Atelier\nUne question\u{a0}? mini-stages@atelier.example\n"
        );
        for part in [
            "&lt;b&gt;Awa",
            ">&amp; mot</strong>",
            "<a href=\"https://atelier.example/y\">un lien</a>",
        ] {
            assert!(mail.html.contains(part), "{part}: {}", mail.html);
        }
    }
}
