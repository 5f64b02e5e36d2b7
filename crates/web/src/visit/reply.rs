//! Answers: pages, redirections, and what goes wrong.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum_extra::extract::cookie::Cookie;
use chrono_tz::Europe::Paris;
use domain::Fault;
use education::french;

use super::{Visit, Who, flash};
use crate::view::{Bounce, Flash, HostKind, Look, Page, Search, Shell, ViewError, nav};
use domain::tenancy::Standing;

/// What a handler gives back.
pub type Result<T = Response> = std::result::Result<T, Failure>;

/// A reply under construction: a redirection with a sentence for the next page.
pub struct Reply(Response);

/// What goes wrong at the edge. Each becomes a page without details; the rest is logged once.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Not there, or not hers.
    #[error("not found")]
    NotFound,
    /// The request cannot be read.
    #[error("bad request")]
    BadRequest,
    /// Asked too often.
    #[error("too many requests")]
    TooMany(std::time::Duration),
    /// The business met the unexpected.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A template is wrong.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A document could not be printed.
    #[error("a document could not be printed: {0}")]
    Print(String),
    /// A mistake of ours.
    #[error("defect: {0}")]
    Defect(&'static str),
    /// One failure that several people met, because they waited for the same work.
    #[error(transparent)]
    Shared(std::sync::Arc<Failure>),
}

/// Left on an error's response for the layer that draws its page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ErrorNote {
    pub(crate) retry: Option<std::time::Duration>,
}

impl Failure {
    /// Its status, and after how long one may try again.
    fn verdict(&self) -> (StatusCode, Option<std::time::Duration>) {
        match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::BadRequest => (StatusCode::BAD_REQUEST, None),
            Self::TooMany(wait) => (StatusCode::TOO_MANY_REQUESTS, Some(*wait)),
            Self::Fault(fault) if fault.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Shared(failure) => failure.verdict(),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, None),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, retry) = self.verdict();
        if status.is_server_error() {
            tracing::error!(error = %Chain(&self), "request failed");
        }
        let mut response = status.into_response();
        if let Some(wait) = retry {
            response.headers_mut().insert(
                header::RETRY_AFTER,
                HeaderValue::from(wait.as_secs().max(1)),
            );
        }
        response.extensions_mut().insert(ErrorNote { retry });
        response
    }
}

/// An error with its sources, each said once.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

/// Goes to another page (303: what was posted is done): a path of this host, or an address that `App::url` made.
pub fn redirect(to: &str) -> Reply {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let location = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, location);
    Reply(response)
}

impl Reply {
    /// With a sentence for the next page: good news.
    #[must_use]
    pub fn good(self, text: impl Into<String>) -> Self {
        self.flash("good", text)
    }

    /// With a sentence for the next page: bad news.
    #[must_use]
    pub fn bad(self, text: impl Into<String>) -> Self {
        self.flash("bad", text)
    }

    /// With a sentence for the next page.
    #[must_use]
    pub fn info(self, text: impl Into<String>) -> Self {
        self.flash("info", text)
    }

    /// With a cookie.
    #[must_use]
    pub fn cookie(mut self, cookie: &Cookie<'_>) -> Self {
        set_cookie(&mut self.0, cookie);
        self
    }

    fn flash(self, kind: &'static str, text: impl Into<String>) -> Self {
        let cookie = flash::carry(&Flash {
            kind,
            text: text.into(),
        });
        self.cookie(&cookie)
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        self.0
    }
}

/// Adds a `Set-Cookie` header.
fn set_cookie(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The same answer with the time after which machines may try again; its words tell people.
pub(crate) fn later(mut response: Response, wait: std::time::Duration) -> Response {
    let seconds = HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

/// A page was drawn: the error layer leaves it alone.
#[derive(Clone, Copy)]
pub(crate) struct Drawn;

/// The nonce of a drawn page, for the Content-Security-Policy header.
#[derive(Clone)]
pub(crate) struct Nonce(pub(crate) String);

/// The origin of another host to which a form of this page may lead by redirections: browsers hold
/// them to the Content-Security-Policy of the page (CSP 3, `form-action`).
#[derive(Clone)]
pub(crate) struct FormTarget(pub(crate) String);

impl Visit {
    /// A whole page.
    pub fn page<P: Page>(&self, page: &P) -> Result {
        self.page_with(StatusCode::OK, page)
    }

    /// A page with another status: 422 for a form with mistakes, 409 for a conflict.
    pub fn page_with<P: Page>(&self, status: StatusCode, page: &P) -> Result {
        let shell = self.shell();
        let html = match self.fragment {
            true => self.app.engine.render_fragment(&shell, page)?,
            false => self.app.engine.render(&shell, page)?,
        };
        let mut response = (status, [(header::VARY, "HX-Target")], Html(html)).into_response();
        response.extensions_mut().insert(Drawn);
        response.extensions_mut().insert(Nonce(self.nonce.clone()));
        if self.flash.is_some() {
            set_cookie(&mut response, &flash::clear());
        }
        Ok(response)
    }

    /// What surrounds the page.
    pub fn shell(&self) -> Shell {
        let look = self
            .portal
            .as_ref()
            .map_or_else(Look::platform, |portal| self.app.look(portal));
        let mut shell = Shell {
            nonce: self.nonce.clone(),
            request_id: self.request_id.clone(),
            flash: self.flash.clone(),
            front_url: self.app.url(self.app.backstage.base_domain(), ""),
            demo_mailbox: self.app.demo_mailbox(),
            ..Shell::new(self.host, look)
        };
        let current = self.section();
        shell = match &self.who {
            Who::Nobody if self.host == HostKind::Portal => {
                shell.navigate(&nav::ANONYMOUS, &current)
            }
            Who::Nobody => shell,
            Who::OnPortal(Standing::Origin(origin)) => {
                let person = origin.person();
                let others = origin
                    .other_schools()
                    .iter()
                    .map(|school| (school.uai.to_string(), school.name.clone()));
                shell
                    .navigate(&nav::ORIGIN, &current)
                    .signed_in(
                        origin.school_name(),
                        &[person.name.as_str(), person.position.as_str()].join(", "),
                        &initials(origin.school_name()),
                    )
                    .serving(others.collect())
            }
            Who::OnPortal(Standing::Host(host)) => {
                let person = host.person();
                shell.navigate(&nav::STAFF, &current).signed_in(
                    &person.name,
                    host.role().label(),
                    &initials(&person.name),
                )
            }
            Who::OnPortal(Standing::Nobody(person)) => shell
                .navigate(&nav::ANONYMOUS, &current)
                .signed_in(&person.name, "", &initials(&person.name)),
            Who::AtHome(person) => shell.navigate(&nav::ACCOUNT, &current).signed_in(
                &person.name,
                &person.position,
                &initials(&person.name),
            ),
            Who::Operator(person) => shell.navigate(&nav::CONSOLE, &current).signed_in(
                &person.name,
                "Console",
                &initials(&person.name),
            ),
        };
        shell.search = self.search();
        shell.bounce = self.bounce();
        shell
    }

    /// What a person is told whose mailbox refuses our letters.
    fn bounce(&self) -> Option<Bounce> {
        let person = self.person()?;
        let (since, code) = person.bounced.clone()?;
        let since = since.with_timezone(&Paris).date_naive();
        Some(Bounce {
            login: person.login.clone(),
            since: french::date_plain(since),
            code,
            change: self.app.url(&self.app.account_host(), "/profil/adresse"),
            contact: self.app.address.contact.clone(),
        })
    }

    /// The search box of the header: a school's bookings, the staff's trainees.
    fn search(&self) -> Option<Search> {
        match self.standing()? {
            Standing::Origin(_) => Some(Search::new(
                "/reservations",
                "Rechercher une réservation",
                "",
            )),
            Standing::Host(_) => Some(Search::new("/stagiaires", "Rechercher un stagiaire", "")),
            Standing::Nobody(_) => None,
        }
    }

    /// The first part of the path: which entry of the navigation is shown as current.
    fn section(&self) -> String {
        let path = self.target.split('?').next().unwrap_or("/");
        match path.split('/').nth(1).unwrap_or_default() {
            // The pages of one school are reached from the list of them all.
            "etablissements" => "/".to_owned(),
            first => format!("/{first}"),
        }
    }
}

/// Two letters for a name, civility left out.
fn initials(name: &str) -> String {
    name.split([' ', '-', '’'])
        .filter(|word| {
            !matches!(
                *word,
                "Mme" | "M." | "" | "de" | "du" | "des" | "la" | "le" | "les"
            )
        })
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_alphabetic())
        .take(2)
        .collect::<String>()
        .to_uppercase()
}
