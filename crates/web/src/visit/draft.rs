//! What was typed into a form that could not be taken: kept for an hour, given back once, to the same
//! browser on the same page.
//!
//! The words stay with us (`Kv`); the cookie holds a secret that finds them. Whether who comes back may
//! read them is asked by the form's own feature: another person may have signed in meanwhile.

use std::time::Duration;

use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::random::Token;
use platform::limits::{Verdict, client_key};

use super::Visit;
use crate::form::Form;
use crate::limits;

/// Name of the cookie.
pub(super) const COOKIE: &str = "__Host-saisie";

/// How long one may look for a password.
const LIFE: Duration = Duration::from_secs(60 * 60);

/// Characters of one input that are kept: more was not typed by a person.
const MOST_KEPT: usize = 200;

/// What was typed.
#[derive(Clone)]
pub(crate) struct Draft(Vec<(String, String)>);

impl Draft {
    /// The value under a name; empty if it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A form that starts from it.
    pub(crate) fn form(&self, names: &[&'static str]) -> Form {
        names.iter().fold(Form::default(), |form, name| form.with(name, self.get(name)))
    }
}

impl Visit {
    /// Keeps `fields` of a form for the page at `path`; the cookie finds them again. `None`: too many
    /// were kept for this address.
    pub(crate) async fn keep_draft(
        &self,
        path: &str,
        form: &Form,
        fields: &[&str],
    ) -> Option<Cookie<'static>> {
        let key = format!("draft:{}", client_key(self.client));
        if let Verdict::Denied { .. } = self.app.limits.check(&key, limits::DRAFTS, self.now).await
        {
            return None;
        }
        let typed: Vec<(&str, String)> = fields
            .iter()
            .map(|name| (*name, form.sent(name).chars().take(MOST_KEPT).collect()))
            .collect();
        let secret = self.app.backstage.random().token();
        let kept = serde_json::to_string(&(path_of(path), typed)).ok()?;
        self.app.kv.set(&self.draft_key(&secret), &kept, LIFE).await;
        let age = time::Duration::try_from(LIFE).ok()?;
        Some(
            Cookie::build((COOKIE, secret.reveal().to_owned()))
                .path("/")
                .secure(true)
                .http_only(true)
                .same_site(SameSite::Lax)
                .max_age(age)
                .build(),
        )
    }

    /// What was kept for this page by this browser, once. Who may not read it leaves it where it is.
    pub(crate) async fn draft(&self, may_read: impl Fn(&Draft) -> bool) -> Option<Draft> {
        let key = self.draft_key(self.draft.as_ref()?);
        let (path, typed): (String, Vec<(String, String)>) =
            serde_json::from_str(&self.app.kv.get(&key).await?).ok()?;
        let draft = Draft(typed);
        if path != path_of(&self.target) || !may_read(&draft) {
            return None;
        }
        self.app.kv.take(&key).await?;
        Some(draft)
    }

    fn draft_key(&self, secret: &Token) -> String {
        format!("draft:{}:{}", self.host_name, secret.hash())
    }
}

fn path_of(target: &str) -> &str {
    target.split('?').next().unwrap_or(target)
}
