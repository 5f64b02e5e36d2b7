//! Mails: a folder of three templates and one typed context.
//!
//! `templates/mails/<feature>/<mail>/{subject.txt,body.txt,body.html}`; the HTML extends `mails/layout.html`,
//! whose style is put on the elements because mail readers drop style sheets. Templates see `mail` and `sender`.

use serde::Serialize;
use tera::{Context, Value};

use super::{Accent, Engine, Look, ViewError};

/// The whole context of one mail.
pub(crate) trait Mail: Serialize {
    /// Folder under `templates/mails/`, as `sessions/confirm`.
    const FOLDER: &'static str;

    /// Believable contexts, the longest included.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// Who writes, and how to answer: the head and the foot of every mail.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sender {
    /// Name of the lycée or of the platform.
    pub(crate) name: String,
    pub(crate) town: String,
    /// Address of its portal, with `https://`.
    pub(crate) url: String,
    /// Where people may write.
    pub(crate) contact: String,
    pub(crate) accent: Accent,
}

impl Sender {
    /// One portal and the platform.
    #[cfg(debug_assertions)]
    pub(crate) fn samples() -> Vec<Self> {
        let sender = |look: Look, slug: &str, contact: &str| Self {
            name: look.name,
            town: look.town,
            url: format!("http://{slug}ministage.localhost:8080"),
            contact: contact.into(),
            accent: look.accent,
        };
        vec![
            sender(Look::atelier(), "atelier.", "mini-stages@atelier.example"),
            sender(Look::platform(), "", "contact@ministage.example"),
        ]
    }
}

/// A mail ready to be stored and sent.
#[derive(Clone, Debug)]
pub(crate) struct RenderedMail {
    /// One line.
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

impl Engine {
    /// Renders the three parts of a mail.
    pub(crate) fn render_mail<M: Mail>(
        &self,
        sender: &Sender,
        mail: &M,
    ) -> Result<RenderedMail, ViewError> {
        self.render_mail_value(sender, M::FOLDER, Value::from_serializable(mail))
    }

    /// All samples of a mail, from every sender: each mail's own test calls it.
    #[cfg(debug_assertions)]
    pub(crate) fn render_mail_samples<M: Mail>(&self) -> Result<Vec<RenderedMail>, ViewError> {
        let pairs = Sender::samples()
            .into_iter()
            .flat_map(|sender| M::samples().into_iter().map(move |mail| (sender.clone(), mail)));
        pairs.map(|(sender, mail)| self.render_mail(&sender, &mail)).collect()
    }

    fn render_mail_value(
        &self,
        sender: &Sender,
        folder: &str,
        mail: Value,
    ) -> Result<RenderedMail, ViewError> {
        let mut context = Context::new();
        context.insert("sender", sender);
        context.insert_value("mail", mail);
        let part = |file: &str| self.tera.render(&format!("mails/{folder}/{file}"), &context);
        let inliner = css_inline::CSSInliner::options()
            .keep_at_rules(true)
            .load_remote_stylesheets(false)
            .build();
        let html = inliner
            .inline(&part("body.html")?)
            .map_err(|error| tera::Error::message(error.to_string()))?;
        // A header is one line: names typed by people end up in subjects.
        let subject = part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(RenderedMail { subject, text: part("body.txt")?, html })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Hello {
        name: String,
        link: String,
    }

    impl Mail for Hello {
        const FOLDER: &'static str = "test/hello";

        fn samples() -> Vec<Self> {
            vec![Self {
                name: "<b>Awa</b>\r\nBcc: a@b.fr".into(),
                link: "https://atelier.example/x".into(),
            }]
        }
    }

    #[test]
    fn a_mail_has_three_parts_and_keeps_names_harmless() {
        let mut engine = Engine::load().unwrap();
        let body = "{% extends \"mails/layout.html\" %}{% block title %}x{% endblock title %}{% block content %}<h1>{{ mail.name }}</h1>\
                    {{ <mail.button label=\"Confirmer\" href={mail.link} /> }}{% endblock content %}";
        let parts = [
            ("subject.txt", "Bonjour {{ mail.name }}"),
            ("body.txt", "{{ mail.link }}"),
            ("body.html", body),
        ];
        engine
            .tera
            .add_raw_templates(
                parts.map(|(file, source)| (format!("mails/test/hello/{file}"), source)),
            )
            .unwrap();
        for mail in engine.render_mail_samples::<Hello>().unwrap() {
            assert_eq!(mail.subject, "Bonjour <b>Awa</b> Bcc: a@b.fr");
            assert_eq!(mail.text, "https://atelier.example/x");
            assert!(!mail.html.contains("<b>Awa"), "a name is text");
            assert!(mail.html.contains("prefers-color-scheme"), "dark mode is kept");
            assert!(
                mail.html.contains("class=\"button\" href=\"https://atelier.example/x\" style="),
                "style is on the element"
            );
        }
    }
}
