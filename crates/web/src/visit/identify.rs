//! Finds the person behind a request, by the session cookie of this host.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use domain::random::Token;
use domain::sessions::OnConsole;
use domain::tenancy::Standing;

use super::{Carried, Failure, Visit, Who, draft, flash};
use crate::app::App;
use crate::query::Query;
use crate::server::{Client, House, RequestId};
use crate::sessions::HINT_COOKIE;
use crate::urls;
use crate::view::HostKind;
use crate::viewing;

/// Name of the session cookie: host-only by its prefix, so a portal never sees another's.
pub(crate) const SESSION_COOKIE: &str = "__Host-session";

/// Middleware: builds the [`Visit`] that everything after it reads.
pub(crate) async fn identify(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match visit(&app, &parts).await {
        Ok(visit) => {
            let visit: Carried = Arc::new(visit);
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        }
        Err(failure) => failure.into_response(),
    }
}

async fn visit(app: &App, request: &Parts) -> Result<Visit, Failure> {
    let extensions = &request.extensions;
    let house =
        extensions.get::<House>().cloned().ok_or(Failure::Defect("a request without a host"))?;
    let jar = cookies(&request.headers);
    let looking = viewing::brought(&jar, &house, request.uri.path());
    if let Some(token) = looking {
        return looked(app, house, request, &jar, &token).await;
    }
    let who = match jar.get(SESSION_COOKIE) {
        Some(cookie) => who(app, &house, &Token::received(cookie.value())).await?,
        None => Who::Nobody,
    };
    let who = match who {
        Who::OnPortal(standing) => Who::OnPortal(about(standing, request).await?),
        who => who,
    };
    let hint = jar.get(HINT_COOKIE).map(Cookie::value).unwrap_or_default();
    // Said on pages, to whoever is not in yet.
    let asks_page = text(&request.headers, header::ACCEPT.as_str())
        .is_some_and(|accepted| accepted.contains("text/html"));
    let known_as = match (&who, hint.parse()) {
        (Who::Nobody, Ok(uai)) if house.kind == HostKind::Portal && asks_page => {
            app.backstage.doors(&house.name).school_name(uai).await?
        }
        _ => None,
    };
    let known = !hint.is_empty();
    // From another host no cookie can bring the secret: the address does.
    let query = Query::of(request.uri.path_and_query().map_or("/", |target| target.as_str()));
    let deposited = Some(query.get(draft::SECRET)).filter(|secret| !secret.is_empty());
    let draft =
        deposited.or_else(|| jar.get(draft::COOKIE).map(Cookie::value)).map(Token::received);
    let last_person = jar.get(draft::PERSON_COOKIE).map(|cookie| cookie.value().to_owned());
    let own = Visit { known, known_as, draft, last_person, ..called(app, house, request, &jar) };
    Ok(Visit { who, ..own })
}

/// An operator sees the portal as somebody else: her own session here is not asked for, nor what this browser keeps
/// of anybody. All that is reached from here only reads.
async fn looked(
    app: &App,
    house: House,
    request: &Parts,
    jar: &CookieJar,
    token: &Token,
) -> Result<Visit, Failure> {
    let portal = house.portal.clone().ok_or(Failure::NotFound)?;
    let found = portal.resume_viewing(token).await?;
    let (app, viewing_over) = (app.to_look(), found.is_none());
    let portal = app.backstage.portal_at(&house.name).await?.ok_or(Failure::NotFound)?;
    let (viewing, who) = match found {
        Some((viewing, person)) => {
            let standing = about(portal.standing(person).await?, request).await?;
            (Some(viewing), Who::OnPortal(standing))
        }
        None => (None, Who::Nobody),
    };
    let house = House { portal: Some(portal), ..house };
    Ok(Visit { who, viewing, viewing_over, ..called(&app, house, request, jar) })
}

/// A person with several schools acts for the one whose booking a page is about.
async fn about(standing: Standing, request: &Parts) -> Result<Standing, Failure> {
    Ok(match (standing, urls::booking_of(request.uri.path())) {
        (Standing::Origin(booker), Some(booking)) => Standing::Origin(booker.about(booking).await?),
        (standing, _) => standing,
    })
}

/// What is known of a request before one asks who sent it.
fn called(app: &App, house: House, request: &Parts, jar: &CookieJar) -> Visit {
    let extensions = &request.extensions;
    Visit {
        app: app.clone(),
        host: house.kind,
        host_name: house.name,
        portal: house.portal,
        site: house.site,
        who: Who::Nobody,
        viewing: None,
        viewing_over: false,
        known: false,
        known_as: None,
        target: request
            .uri
            .path_and_query()
            .map_or_else(|| "/".to_owned(), |target| target.as_str().to_owned()),
        client: Client::of(extensions),
        agent: text(&request.headers, header::USER_AGENT.as_str()).unwrap_or_default(),
        nonce: BASE64_STANDARD_NO_PAD.encode(app.backstage.random().bytes::<16>()),
        request_id: extensions.get::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        flash: jar.get(flash::COOKIE).and_then(flash::read),
        draft: None,
        last_person: None,
        returned: OnceLock::new(),
        form_page: OnceLock::new(),
        now: app.backstage.clock().now(),
        fragment: text(&request.headers, "hx-target")
            .is_some_and(|target| target == "drawer-content"),
        swapped: text(&request.headers, "hx-request").is_some(),
    }
}

async fn who(app: &App, house: &House, token: &Token) -> Result<Who, Failure> {
    if let Some(portal) = &house.portal {
        let standing = portal.resume_session(token, &house.name).await?;
        return Ok(standing.map_or(Who::Nobody, Who::OnPortal));
    }
    let doors = app.backstage.doors(&house.name);
    if house.kind == HostKind::Console {
        return Ok(match doors.resume_operator(token).await? {
            Some(OnConsole::Operator(operator)) => Who::Operator(operator),
            Some(OnConsole::Claimant(claimant)) => Who::Claimant(claimant),
            None => Who::Nobody,
        });
    }
    let person = doors.resume_session(token).await?;
    Ok(person.map_or(Who::Nobody, Who::AtHome))
}

/// The cookies that were brought. What is foreign or broken is skipped, and does not take ours with it. A name is
/// ASCII to the letter: a browser keeps `__Host-` for us, but not the same behind some other space. What comes twice is
/// taken from nobody.
pub(crate) fn cookies(headers: &HeaderMap) -> CookieJar {
    let lines = headers.get_all(header::COOKIE).iter();
    let pieces = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
    let read = pieces.filter_map(|piece| {
        let piece = piece.trim_ascii();
        let (name, value) = piece.split_at_checked(piece.iter().position(|byte| *byte == b'=')?)?;
        let value = std::str::from_utf8(value.get(1..)?).ok()?;
        let is_token =
            |byte: &u8| byte.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?={}".contains(byte);
        let name =
            std::str::from_utf8(name).ok().filter(|name| name.as_bytes().iter().all(is_token))?;
        value.is_ascii().then(|| Cookie::new(name.to_owned(), value.to_owned()))
    });
    let all: Vec<Cookie<'static>> = read.collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for cookie in &all {
        *times.entry(cookie.name()).or_default() += 1;
    }
    let counts = |name: &str| !name.starts_with("__Host-") || times.get(name) == Some(&1);
    let kept = all.iter().filter(|cookie| counts(cookie.name()));
    kept.fold(CookieJar::default(), |jar, cookie| jar.add(cookie.clone()))
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(|value| value.chars().take(300).collect())
}
