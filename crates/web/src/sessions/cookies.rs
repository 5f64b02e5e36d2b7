//! The cookies of a browser: its session on a host, the mark that it signed in there before, the
//! secret to which the codes of a hop are bound; and, for all hosts of the base domain, the hint
//! that its person is signed in at her account's home.

use axum::http::HeaderMap;

use axum_extra::extract::cookie::Cookie;
use domain::random::Token;
use domain::sessions::{DEVICE_LIFE, KEPT, SignedIn};
use domain::signup::BROWSER_LIFE;
use education::Uai;
use time::Duration;

use crate::visit::{Reply, SESSION_COOKIE, Visit, host_only, person_cookie};

/// Name of the cookie of a browser that signed in before.
const DEVICE_COOKIE: &str = "__Host-device";

/// Name of the cookie of a browser that asked another host for a code.
const PASSAGE_COOKIE: &str = "__Host-passage";

/// Name of the cookie of a browser that signed up.
const SIGN_UP_COOKIE: &str = "__Host-inscription";

/// Name of the cookie that says where it is worth asking. It opens nothing.
pub(crate) const HINT_COOKIE: &str = "__Secure-compte";

/// How long a browser may be on its way: she may have to find her password.
const PASSAGE_WAY: Duration = Duration::hours(1);

/// Letters of a secret of 256 bits, as we write it.
const SECRET_LENGTH: usize = 43;

/// Whoever signed in: her session, the mark of the browser, her own mark.
pub(super) fn signed_in(reply: Reply, opened: &SignedIn, kept: bool) -> Reply {
    reply
        .cookie(&session(&opened.session, kept))
        .cookie(&device(&opened.device))
        .cookie(&person_cookie(opened.account))
}

/// The session: until the browser is closed, or thirty days with « Maintenir ma connexion ».
pub(crate) fn session(token: &Token, kept: bool) -> Cookie<'static> {
    host_only(SESSION_COOKIE, token.reveal().to_owned(), kept.then(kept_for))
}

/// Ends the session in the browser.
pub(crate) fn no_session() -> Cookie<'static> {
    host_only(SESSION_COOKIE, String::new(), Some(Duration::ZERO))
}

/// The mark of a browser that signed in.
pub(crate) fn device(token: &Token) -> Cookie<'static> {
    let life = Duration::seconds(DEVICE_LIFE.num_seconds());
    host_only(DEVICE_COOKIE, token.reveal().to_owned(), Some(life))
}

/// The mark that a browser brought.
pub(crate) fn brought_device(headers: &HeaderMap) -> Option<Token> {
    brought(headers, DEVICE_COOKIE)
}

/// The secret of a browser that asks for a code.
pub(crate) fn passage(secret: &Token) -> Cookie<'static> {
    host_only(PASSAGE_COOKIE, secret.reveal().to_owned(), Some(PASSAGE_WAY))
}

/// The secret that a browser brought: only one that we may have made.
pub(crate) fn brought_passage(headers: &HeaderMap) -> Option<Token> {
    brought(headers, PASSAGE_COOKIE).filter(|secret| secret.reveal().len() == SECRET_LENGTH)
}

/// The secret of a browser that signed up.
pub(crate) fn sign_up(secret: &Token) -> Cookie<'static> {
    let life = Duration::seconds(BROWSER_LIFE.num_seconds());
    host_only(SIGN_UP_COOKIE, secret.reveal().to_owned(), Some(life))
}

/// The secret of a browser that signed up here: only one that we may have made.
pub(crate) fn brought_sign_up(headers: &HeaderMap) -> Option<Token> {
    brought(headers, SIGN_UP_COOKIE).filter(|secret| secret.reveal().len() == SECRET_LENGTH)
}

/// She is signed in at her account's home; for this school, if that is known: its code, which is public, and no name.
pub(super) fn hint(visit: &Visit, kept: bool, school: Option<Uai>) -> Cookie<'static> {
    let value = school.map_or_else(|| "1".to_owned(), |uai| uai.to_string());
    hinting(visit, value, kept.then(kept_for))
}

/// She is not, or not any more.
pub(super) fn no_hint(visit: &Visit) -> Cookie<'static> {
    hinting(visit, String::new(), Some(Duration::ZERO))
}

/// Whether it is worth asking.
pub(super) fn has_hint(headers: &HeaderMap) -> bool {
    brought(headers, HINT_COOKIE).is_some()
}

fn brought(headers: &HeaderMap, name: &str) -> Option<Token> {
    crate::visit::cookies(headers).get(name).map(|cookie| Token::received(cookie.value()))
}

fn hinting(visit: &Visit, value: String, life: Option<Duration>) -> Cookie<'static> {
    let mut cookie = host_only(HINT_COOKIE, value, life);
    cookie.set_domain(visit.app.backstage.base_domain().to_owned());
    cookie
}

/// « Maintenir ma connexion ».
fn kept_for() -> Duration {
    Duration::seconds(KEPT.num_seconds())
}
