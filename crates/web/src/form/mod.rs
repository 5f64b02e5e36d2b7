//! A form: what was sent, and what is wrong with it.
//!
//! A handler takes a [`Form`] and reads its inputs in the order of the page. If something is wrong,
//! the page gets the same form back: under the name of each input it shows what was typed and one
//! sentence. `inputs` reads what several forms ask for.

mod inputs;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::text::TextRefused;
use serde::ser::{Serialize, SerializeStruct, Serializer};

pub use inputs::mailbox;
pub(crate) use inputs::{cut, day, meant};

/// Characters of one input that are sent back, at most: what is longer was not typed by a person.
pub(crate) const MOST_SHOWN: usize = 4_000;

/// The input that says what was read of what a form is about.
pub(crate) const READ: &str = "lu";

/// Inputs of a form that are read and kept, at most: each is looked for among all.
const MOST_SENT: usize = 2_000;

/// What was sent, and what is wrong with it. Only inputs that were read are shown again, and of
/// secrets only what is wrong.
#[derive(Clone, Default)]
pub(crate) struct Form {
    sent: Vec<(String, String)>,
    fields: Vec<Field>,
    error: Option<String>,
}

/// One input that was read.
#[derive(Clone)]
struct Field {
    name: Cow<'static, str>,
    secret: bool,
    error: Option<String>,
}

/// Inputs that are never kept nor sent back.
pub(crate) const SECRETS: [&str; 6] =
    ["mot_de_passe", "confirmation", "actuel", "code", "secours", "reponse"];

/// Why an input was not taken, in French.
pub(crate) trait Refused {
    /// What to do; `missing` where nothing was typed, or nothing that is known.
    fn sentence(self, missing: &str) -> String;
}

impl Form {
    /// What was sent before, to be shown again on the page of its form.
    pub(crate) fn returned(sent: Vec<(String, String)>) -> Self {
        let field = |(name, _): &(String, String)| Field {
            name: Cow::Owned(name.clone()),
            secret: false,
            error: None,
        };
        Self { fields: sent.iter().map(field).collect(), sent, error: None }
    }

    /// What may be kept to be returned: nothing of a form with secrets.
    pub(crate) fn to_return(&self) -> Option<impl Iterator<Item = &(String, String)>> {
        let is_secret = |(name, _): &(String, String)| SECRETS.contains(&name.as_str());
        (!self.sent.iter().any(is_secret)).then(|| self.sent.iter())
    }

    /// The last value under a name, as it was sent; empty if it is not there.
    pub(crate) fn sent(&self, name: &str) -> &str {
        self.all(name).last().unwrap_or_default()
    }

    /// All values under a name: checkboxes repeat it.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.sent.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A value as it is shown again: short, whatever was sent.
    pub(crate) fn shown(&self, name: &str) -> String {
        self.sent(name).trim().chars().take(MOST_SHOWN).collect()
    }

    /// Reads an input. `None`: it is wrong, and the form says why.
    pub(crate) fn read<T, E: Refused>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
        missing: &str,
    ) -> Option<T> {
        self.check(name, |typed| parse(typed).map_err(|refused| refused.sentence(missing)))
    }

    /// The same for an input that may stay empty: that is `Some(None)`.
    pub(crate) fn optional<T, E: Refused>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
        unknown: &str,
    ) -> Option<Option<T>> {
        match self.sent(name).trim().is_empty() {
            true => self.check(name, |_| Ok(None)),
            false => self.read(name, parse, unknown).map(Some),
        }
    }

    /// Reads an input whose mistakes have sentences of their own.
    pub(crate) fn check<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        self.take(name, false, parse)
    }

    /// Reads a password: it is never sent back.
    pub(crate) fn secret<T>(
        &mut self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        debug_assert!(
            SECRETS.contains(&name),
            "{name} is kept when a session ends: add it to SECRETS"
        );
        self.take(name, true, parse)
    }

    /// Whether anything is wrong.
    pub(crate) fn is_wrong(&self) -> bool {
        self.error.is_some() || self.fields.iter().any(|field| field.error.is_some())
    }

    fn take<T>(
        &mut self,
        name: &'static str,
        secret: bool,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let outcome = parse(self.sent(name));
        let error = outcome.as_ref().err().cloned();
        self.fields.push(Field { name: name.into(), secret, error });
        outcome.ok()
    }

    /// With a value to start from, as if it had been typed.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.sent.push((name.to_owned(), value.into()));
        self.fields.push(Field { name: name.into(), secret: false, error: None });
        self
    }

    /// The same, to be shown again unread.
    #[must_use]
    pub(crate) fn unread(self) -> Self {
        Self::returned(self.sent)
    }

    /// With a mistake that only the business finds, beside the input that it is about.
    #[must_use]
    pub(crate) fn wrong(mut self, name: &'static str, sentence: impl Into<String>) -> Self {
        let error = Some(sentence.into());
        match self.fields.iter_mut().find(|field| field.name == name) {
            Some(field) => field.error = error,
            None => self.fields.push(Field { name: name.into(), secret: true, error }),
        }
        self
    }

    /// With one more mistake of an input.
    #[must_use]
    pub(crate) fn also(self, name: &'static str, sentence: &str) -> Self {
        let known = self.fields.iter().find(|field| field.name == name);
        let before = known.and_then(|field| field.error.clone()).unwrap_or_default();
        self.wrong(name, format!("{before} {sentence}").trim().to_owned())
    }

    /// What was read when the form was first drawn, a mistake or a sign-in since; `now` in a new form.
    pub(crate) fn mark(&self, name: &str, now: impl ToString) -> String {
        match self.sent(name) {
            "" => now.to_string(),
            before => before.to_owned(),
        }
    }

    /// With what changed since it was drawn: from here on the reader knows, and what she had read counts no more.
    #[must_use]
    pub(crate) fn outdated(mut self, sentence: impl Into<String>) -> Self {
        self.sent.retain(|(name, _)| name != READ);
        self.fail(sentence)
    }

    /// With a mistake of the whole.
    #[must_use]
    pub(crate) fn fail(mut self, sentence: impl Into<String>) -> Self {
        self.error = Some(sentence.into());
        self
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    /// What is not a form is 400, what is too large or has too many inputs 413.
    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        match axum_extra::extract::Form::from_request(request, state).await {
            Ok(axum_extra::extract::Form::<Vec<_>>(sent)) if sent.len() > MOST_SENT => {
                Err(StatusCode::PAYLOAD_TOO_LARGE.into_response())
            }
            Ok(axum_extra::extract::Form(sent)) => Ok(Self { sent, ..Self::default() }),
            Err(rejection) => Err(rejection.into_response()),
        }
    }
}

/// `values` and `errors` by name, `wrong` the names in the order of the page, `error` of the whole.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let shown = self.fields.iter().filter(|field| !field.secret);
        let values: BTreeMap<_, _> = shown.map(|one| (&one.name, self.shown(&one.name))).collect();
        let wrong = self.fields.iter().filter_map(|one| Some((&one.name, one.error.as_ref()?)));
        let mut form = to.serialize_struct("Form", 4)?;
        form.serialize_field("values", &values)?;
        form.serialize_field("errors", &wrong.clone().collect::<BTreeMap<_, _>>())?;
        form.serialize_field("wrong", &wrong.map(|(name, _)| name).collect::<Vec<_>>())?;
        form.serialize_field("error", &self.error)?;
        form.end()
    }
}

/// Without what was typed: passwords are among it.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.fields.iter().map(|field| &field.name).collect();
        f.debug_struct("Form").field("read", &names).finish_non_exhaustive()
    }
}

impl Refused for TextRefused {
    fn sentence(self, missing: &str) -> String {
        match self {
            Self::Missing => missing.to_owned(),
            Self::TooLong(longest) => format!("Écrivez {longest}\u{a0}caractères au plus."),
            Self::Link(word) => format!(
                "Un lien ne peut pas être écrit ici\u{a0}: «\u{a0}{word}\u{a0}». Si une phrase finit là, mettez une espace après le point."
            ),
            Self::TooManyLines(most) => format!("Écrivez {most}\u{a0}lignes au plus."),
            Self::TooManyParagraphs(most) => format!("Écrivez {most}\u{a0}paragraphes au plus."),
            Self::Sign(sign) if is_shown(sign) => {
                format!("Le signe «\u{a0}{sign}\u{a0}» ne peut pas être écrit ici.")
            }
            Self::Sign(_) => {
                "Un signe invisible ne peut pas être écrit ici\u{a0}: retapez le texte.".to_owned()
            }
        }
    }
}

/// Whether a sign has a shape of its own, and does not turn the sentence around: no control, no space
/// of no width, no mark of direction.
fn is_shown(sign: char) -> bool {
    !domain::text::is_hidden(sign) && !matches!(sign, '\u{200c}' | '\u{200d}')
}

/// A choice that is none of those offered.
impl Refused for () {
    fn sentence(self, missing: &str) -> String {
        missing.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use domain::text::{Class, Name};
    use serde_json::json;

    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Form {
        let sent = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Form { sent: sent.collect(), ..Form::default() }
    }

    #[test]
    fn values_and_sentences_stand_under_the_name_of_their_input() {
        let mut form = sent(&[("nom", " Moreau "), ("classe", "<3e>"), ("once", "1")]);
        assert_eq!(form.read("nom", Name::parse, "Indiquez le nom.").as_deref(), Some("Moreau"));
        assert_eq!(form.read("prenom", Name::parse, "Indiquez le prénom."), None);
        assert_eq!(form.read("classe", Class::parse, "Indiquez la classe."), None);
        let form = form.wrong("nom", "Déjà inscrit.").fail("Complet.");
        assert_eq!(
            serde_json::to_value(&form).unwrap(),
            json!({
                "values": {"nom": "Moreau", "prenom": "", "classe": "<3e>"},
                "errors": {
                    "nom": "Déjà inscrit.",
                    "prenom": "Indiquez le prénom.",
                    "classe": "Le signe «\u{a0}<\u{a0}» ne peut pas être écrit ici.",
                },
                "wrong": ["nom", "prenom", "classe"],
                "error": "Complet.",
            })
        );
    }

    #[test]
    fn a_sign_is_shown_if_it_has_a_shape() {
        let said = |sign| TextRefused::Sign(sign).sentence("");
        assert!(said('🎓').contains("«\u{a0}🎓\u{a0}»") && said('=').contains("«\u{a0}=\u{a0}»"));
        for invisible in ['\u{0}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}'] {
            assert!(said(invisible).contains("invisible"), "{invisible:?}");
        }
    }

    #[test]
    fn a_name_may_be_repeated_and_an_input_may_stay_empty() {
        let mut form = sent(&[("jour", "1"), ("jour", "2"), ("vide", " ")]);
        assert_eq!((form.all("jour").count(), form.sent("jour"), form.sent("?")), (2, "2", ""));
        assert_eq!(form.optional("vide", Name::parse, "?"), Some(None));
        assert_eq!(form.optional("jour", Name::parse, "?"), None);
    }

    #[test]
    fn what_is_secret_or_endless_is_not_sent_back() {
        let mut form = sent(&[("mot_de_passe", "hunter2"), ("nom", &"a".repeat(100_000))]);
        assert_eq!(form.secret("mot_de_passe", |_| Err::<(), _>("Trop court.".into())), None);
        assert_eq!(form.read("nom", Name::parse, "?"), None);
        let form = form.wrong("mot_de_passe", "Trop connu.");
        let shown = serde_json::to_string(&form).unwrap();
        assert!(shown.contains("Trop connu.") && !shown.contains("hunter2"), "{shown}");
        assert!(shown.len() < 5_000 && !format!("{form:?}").contains("hunter2"));
    }
}
