//! Mails: a folder of three templates and one typed context.
//!
//! `templates/mails/<feature>/<mail>/{subject.txt,body.txt,body.html}`; the HTML extends `mails/layout.html`,
//! whose style is put on the elements because mail readers drop style sheets. Templates see `mail` and `sender`.

use serde::Serialize;
use tera::{Context, Value};

use super::{Accent, Engine, Look, ViewError};

/// The whole context of one mail.
pub trait Mail: Serialize {
    /// Folder under `templates/mails/`, as `sessions/confirm`.
    const FOLDER: &'static str;

    /// Believable contexts, the longest included.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}

/// Who writes, and how to answer: the head and the foot of every mail.
#[derive(Clone, Debug, Serialize)]
pub struct Sender {
    /// Name of the lycée or of the platform.
    pub name: String,
    /// Town, or empty.
    pub town: String,
    /// Address of its portal, with `https://`.
    pub url: String,
    /// Where people may write.
    pub contact: String,
    /// Colour of the button.
    pub accent: Accent,
}

impl Sender {
    /// One portal and the platform.
    pub fn samples() -> Vec<Self> {
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
pub struct RenderedMail {
    /// One line.
    pub subject: String,
    /// The plain text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

impl Engine {
    /// Renders the three parts of a mail.
    pub fn render_mail<M: Mail>(&self, sender: &Sender, mail: &M) -> Result<RenderedMail, ViewError> {
        self.render_mail_value(sender, M::FOLDER, Value::from_serializable(mail))
    }

    /// A mail whose type is no longer known: for the registry.
    pub fn render_mail_value(&self, sender: &Sender, folder: &str, mail: Value) -> Result<RenderedMail, ViewError> {
        let mut context = Context::new();
        context.insert("sender", sender);
        context.insert_value("mail", mail);
        let part = |file: &str| self.tera.render(&format!("mails/{folder}/{file}"), &context);
        let inliner = css_inline::CSSInliner::options().keep_at_rules(true).load_remote_stylesheets(false).build();
        let html = inliner.inline(&part("body.html")?).map_err(|error| tera::Error::message(error.to_string()))?;
        // A header is one line: names typed by people end up in subjects.
        let subject = part("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(RenderedMail { subject, text: part("body.txt")?, html })
    }
}
