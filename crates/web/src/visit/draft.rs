//! What was typed into a form that could not be taken: kept for an hour, given back once, to the same
//! person in the same browser, on the page of the form.
//!
//! The words stay with us (`Kv`); one cookie holds a secret that finds them. Another says who signed in
//! here last, and outlives her session: whoever signs in next may be somebody else.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::HeaderMap;
use axum_extra::extract::cookie::Cookie;
use domain::ids::AccountId;
use domain::random::Token;
use domain::{locked, unlocked};
use platform::limits::{Verdict, client_key};

use super::{Visit, cookies, host_only};
use crate::app::App;
use crate::form::Form;
use crate::limits;

/// Name of the cookie.
pub(super) const COOKIE: &str = "__Host-saisie";

/// Name of the cookie that says who signed in last.
pub(super) const PERSON_COOKIE: &str = "__Host-personne";

/// How long one may look for a password.
pub(crate) const LIFE: Duration = Duration::from_secs(60 * 60);

/// How long a browser knows who used it: as long as a session may last.
const PERSON_LIFE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Under which name an address carries the secret, where no cookie can: from another host.
pub(super) const SECRET: &str = "depot";

/// Characters of one input that are kept: more was not typed by a person.
const MOST_KEPT: usize = 4_000;

/// A form that stands at many addresses, one a stage: it is kept for those that ask for it ([`again`]).
pub(crate) const ANY_STAGE: &str = "/creneaux/*";

/// The address of a form, asking for what was kept for [`ANY_STAGE`].
pub(crate) fn again(path: &str) -> String {
    format!("{path}?saisie=gardee")
}

/// What is kept: for the page at which path, of whom, and the inputs.
type Kept = (String, String, Vec<(String, String)>);

/// The mark of a person in her browser. It opens nothing, and nobody reads an account out of it.
pub(crate) fn person_cookie(account: AccountId) -> Cookie<'static> {
    cookie(PERSON_COOKIE, mark(account), PERSON_LIFE)
}

fn mark(account: AccountId) -> String {
    Token::received(&account.to_string()).hash()
}

impl Visit {
    /// Keeps a form for the page at `path`; the cookie finds it again. `None`: secrets are among
    /// it, nobody is known to have typed it, or too many were kept for this address.
    pub(crate) async fn keep_draft(&self, path: &str, form: &Form) -> Option<Cookie<'static>> {
        let of = self.own_mark().or_else(|| self.last_person.clone())?;
        let from = Former { of: Some(of), client: self.client };
        let secret = from.store(&self.app, &self.host_name, path, form).await?;
        Some(cookie(COOKIE, secret.reveal().to_owned(), LIFE))
    }

    /// What this person typed for this page before her session ended, once.
    pub(crate) async fn typed(&self) -> Option<Form> {
        self.typed_if(|_| true).await
    }

    /// The same for a form that not everybody's page takes: what it does not take stays where it is.
    pub(crate) async fn typed_if(&self, takes: impl Fn(&Form) -> bool) -> Option<Form> {
        let secret = self.draft.as_ref()?;
        let key = self.draft_key(secret);
        let (path, of, typed) = read(secret, &self.app.kv.get(&key).await?)?;
        let form = Form::returned(typed);
        let asks = self.target.ends_with("?saisie=gardee");
        let here = if asks { ANY_STAGE } else { path_of(&self.target) };
        if path != here || !takes(&form) || !self.is_mine(&of).await {
            return None;
        }
        // Another date may be looked at, and then the next one.
        if !asks {
            self.app.kv.take(&key).await?;
        }
        self.returned.get_or_init(|| ());
        Some(form)
    }

    /// Forgets what this person typed: she signs out, and is done here. What another one typed waits for her.
    pub(crate) async fn forget_draft(&self) {
        let Some(secret) = &self.draft else { return };
        let key = self.draft_key(secret);
        let kept = self.app.kv.get(&key).await;
        let kept = kept.and_then(|kept| read(secret, &kept));
        if kept.is_some_and(|(_, of, _)| Some(of) == self.own_mark()) {
            self.app.kv.take(&key).await;
        }
    }

    /// Whether a mark is hers, or of an account that became one with hers.
    async fn is_mine(&self, of: &str) -> bool {
        if self.own_mark().as_deref() == Some(of) {
            return true;
        }
        let Some(me) = self.account() else { return false };
        let before = me.former_accounts().await;
        let before = before.inspect_err(|fault| tracing::warn!(error = %fault, "a draft waits"));
        before.unwrap_or_default().into_iter().any(|account| mark(account) == of)
    }

    fn own_mark(&self) -> Option<String> {
        self.person().map(|person| mark(person.account))
    }

    fn draft_key(&self, secret: &Token) -> String {
        draft_key(&self.host_name, secret)
    }
}

fn draft_key(host: &str, secret: &Token) -> String {
    format!("draft:{host}:{}", secret.hash())
}

/// Whoever sent a form to an address that a portal left: all that is known of her there is her browser's mark.
pub(crate) struct Former {
    of: Option<String>,
    client: IpAddr,
}

impl Former {
    pub(crate) fn of(headers: &HeaderMap, client: IpAddr) -> Self {
        let of = cookies(headers).get(PERSON_COOKIE).map(|cookie| cookie.value().to_owned());
        Self { of, client }
    }

    /// Keeps a form for the page at `path` of `host`; the address says where it is. `None`: as above.
    pub(crate) async fn keep(
        &self,
        app: &App,
        host: &str,
        path: &str,
        form: &Form,
    ) -> Option<String> {
        let secret = self.store(app, host, path, form).await?;
        let (page, query) = path.split_once('?').unwrap_or((path, ""));
        let query = if query.is_empty() { String::new() } else { format!("{query}&") };
        Some(format!("{page}?{query}{SECRET}={}", secret.reveal()))
    }

    async fn store(&self, app: &App, host: &str, path: &str, form: &Form) -> Option<Token> {
        let of = self.of.as_ref()?;
        let key = format!("draft:{}", client_key(self.client));
        let now = app.backstage.clock().now();
        if let Verdict::Denied { .. } = app.limits.check(&key, limits::DRAFTS, now).await {
            return None;
        }
        let cut = |value: &String| value.chars().take(MOST_KEPT).collect::<String>();
        let typed: Vec<_> = form.to_return()?.map(|(name, value)| (name, cut(value))).collect();
        let secret = app.backstage.random().token();
        let kept = serde_json::to_string(&(path_of(path), of, typed)).ok()?;
        // By the browser's secret: what we keep names nobody to whoever looks into the store.
        let kept = locked(&secret, app.backstage.random(), &kept).ok()?;
        app.kv.set(&draft_key(host, &secret), &kept, LIFE).await;
        Some(secret)
    }
}

fn read(secret: &Token, kept: &str) -> Option<Kept> {
    serde_json::from_str(&unlocked(secret, kept)?).ok()
}

fn cookie(name: &'static str, value: String, life: Duration) -> Cookie<'static> {
    host_only(name, value, life.try_into().ok())
}

fn path_of(target: &str) -> &str {
    target.split('?').next().unwrap_or(target)
}
