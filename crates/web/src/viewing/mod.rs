//! « Voir comme »: an operator sees a portal as one of its people sees it, and changes nothing.
//!
//! | file | holds |
//! |---|---|
//! | `mod` | the cookie of a viewing, and the layer that lets it look only |
//! | `console` | an operator chooses a person and says why; her browser gets a code |
//! | `portal` | the browser comes with the code; « Terminer » |
//! | `pages` | the pages, and the bar above every other |
//! | `jobs` | a look at the clock |
//!
//! Two locks hold, one behind the other: [`only_look`] refuses whatever does not ask for a page, and all that a visit
//! reaches hangs off a house that only reads ([`crate::app::App::to_look`]).

pub(crate) mod console;
mod jobs;
pub(crate) mod pages;
pub(crate) mod portal;

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use domain::random::Token;
use time::Duration;

use crate::server::{ASSETS, House};
use crate::urls::{END_VIEWING, LOGO, VIEWING};
use crate::view::Empty;
use crate::visit::{Carried, ErrorNote, host_only};

/// Name of the cookie of a viewing. It stays until the browser is closed or the viewing is ended: were it gone with
/// the thirty minutes, what is sent next would be sent by whoever else is signed in here.
const COOKIE: &str = "__Host-regard";

/// The cookie of a viewing.
fn cookie(token: &Token) -> Cookie<'static> {
    host_only(COOKIE, token.reveal().to_owned(), None)
}

/// Ends it in the browser.
pub(crate) fn no_cookie() -> Cookie<'static> {
    host_only(COOKIE, String::new(), Some(Duration::ZERO))
}

/// The secret of a viewing that this browser brings. What every page needs looks the same for all, and where one
/// comes with a new code the old one does not count.
pub(crate) fn brought(jar: &CookieJar, house: &House, path: &str) -> Option<Token> {
    let counts =
        house.portal.is_some() && ![VIEWING, LOGO].contains(&path) && !path.starts_with(ASSETS);
    let brought = jar.get(COOKIE).filter(|_| counts)?;
    Some(Token::received(brought.value()))
}

/// Middleware: whoever looks asks for pages, and for nothing else, whatever the route table holds. A viewing that is
/// over answers nothing but that, so that nobody goes on as somebody else without having read it.
pub(crate) async fn only_look(request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Carried>().cloned() else {
        return next.run(request).await;
    };
    if visit.viewing_over {
        return portal::over(&visit).into_response();
    }
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    let ends = *request.method() == Method::POST && request.uri().path() == END_VIEWING;
    if visit.viewing.is_some() && !looks && !ends {
        visit.trace("viewing").refused("only_looks");
        return refused();
    }
    next.run(request).await
}

fn refused() -> Response {
    let mut answer = axum::http::StatusCode::FORBIDDEN.into_response();
    answer.extensions_mut().insert(ErrorNote { ended: Some(why()), ..ErrorNote::default() });
    answer
}

/// Why nothing happened, to whoever looks.
pub(crate) fn why() -> Empty {
    Empty::new(
        "Vous regardez, sans rien changer",
        "Vous voyez ce portail comme une autre personne\u{a0}: rien n’a été enregistré. Ce qui laisserait une trace à \
         son nom (un envoi, une convention ouverte, un passage vers un autre site) n’est pas fait.",
    )
}
