//! A form that nothing became of, because its page is gone or no longer hers: what was typed is shown again.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::ids::SlotId;

use crate::form::Form;

/// Inputs that the page wrote, not the person.
const OURS: [&str; 19] = [
    "avant", "choix", "code", "compte", "decision", "etat", "jour", "lu", "montres", "nouveau",
    "once", "pour", "reponse", "retour", "rne", "ticket", "uai", "version", "vu",
];

/// A form that goes on to its handler, and what was sent with it.
pub(crate) struct Sent(axum::http::request::Parts, Bytes);

impl Sent {
    /// Reads what was sent, and gives the request back as it was.
    pub(crate) async fn of(request: Request) -> Result<(Request, Self), Response> {
        let (parts, body) = request.into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
        // A file is chosen again; its handler knows how much it takes.
        if kind.is_some_and(|kind| kind.starts_with(b"multipart/")) {
            return Ok((Request::from_parts(parts.clone(), body), Self(parts, Bytes::new())));
        }
        let limited = Request::from_parts(parts.clone(), body);
        let body = Bytes::from_request(limited, &()).await.map_err(IntoResponse::into_response)?;
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        Ok((request, Self(parts, body)))
    }

    /// What was sent, if it is a form.
    pub(crate) async fn form(self) -> Option<Form> {
        let request = Request::from_parts(self.0, Body::from(self.1));
        Form::from_request(request, &()).await.ok()
    }

    /// What a person typed, input by input. Nothing of a form with secrets.
    pub(crate) async fn typed(self) -> Vec<String> {
        self.form().await.map(|form| typed(&form)).unwrap_or_default()
    }
}

/// What a person typed into a form.
pub(crate) fn typed(form: &Form) -> Vec<String> {
    let Some(sent) = form.to_return() else { return Vec::new() };
    // A choice is an id or a word of ours: it says nothing.
    let is_choice = |value: &str| {
        value.parse::<SlotId>().is_ok() || ["", "oui", "non", "on", "1"].contains(&value)
    };
    sent.filter(|(name, _)| !OURS.contains(&name.as_str()))
        .map(|(_, value)| value.trim())
        .filter(|value| !is_choice(value))
        .map(|value| value.chars().take(crate::form::MOST_SHOWN).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_told_from_what_the_page_wrote() {
        let sent = |pairs: &[(&str, &str)]| {
            let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            typed(&Form::returned(pairs.iter().map(own).collect()))
        };
        let id = "0190b5c8-5d0e-7000-8000-000000000000";
        let pupil =
            [("pour", "0440049P"), ("lu", "x.1"), ("nom", " Petit "), ("classe", ""), ("slot", id)];
        assert_eq!(sent(&pupil), ["Petit"]);
        assert_eq!(sent(&[("nom", "Petit"), ("mot_de_passe", "s3cret")]), [""; 0]);
    }
}
