//! The table: method, path, who may, handler. Nothing answers that is not in it.
//!
//! `may(..)` is not a comment: the guard that it names runs before the handler, and the isolation
//! test walks this same table with every kind of visitor. To add a page, add a line.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::{MethodFilter, MethodRouter, on};
use tracing::Span;

use crate::app::App;
use crate::guides::handlers as guides;
use crate::home;
use crate::law::handlers as law;
use crate::server::Answered;
use crate::view::HostKind;
use crate::visit::{Access, AnyVisit, FormPage, guard, redirect};

mod account;
mod common;
mod console;
mod doors;
mod everywhere;
mod front;
mod own_account;
mod portal;
mod signing_up;

/// One line of the table.
pub struct Route {
    /// GET or POST.
    pub method: Method,
    /// As axum writes it: `/creneaux/{slot}`.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// What the path of its form's page has behind its own.
    form_at: Option<&'static str>,
    /// Sent by a button of its page: there is nothing to keep.
    pressed: bool,
    /// Answers to everybody also while the portal is being prepared: doors, not rooms.
    early: bool,
    handler: MethodRouter<App>,
}

fn get<H, T>(path: &'static str, handler: H) -> Line
where
    H: Handler<T, App>,
    T: 'static,
{
    Line { method: Method::GET, path, handler: on(MethodFilter::GET, handler) }
}

fn post<H, T>(path: &'static str, handler: H) -> Line
where
    H: Handler<T, App>,
    T: 'static,
{
    Line { method: Method::POST, path, handler: on(MethodFilter::POST, handler) }
}

/// A line that does not say yet who may: it cannot enter the table.
struct Line {
    method: Method,
    path: &'static str,
    handler: MethodRouter<App>,
}

impl Line {
    fn may(self, access: Access) -> Route {
        Route {
            method: self.method,
            path: self.path,
            access,
            form_at: None,
            pressed: false,
            early: false,
            handler: self.handler,
        }
    }
}

impl Route {
    /// Sends a form whose page has this behind the path, where no page has the path itself.
    fn from(self, form_at: &'static str) -> Self {
        Self { form_at: Some(form_at), ..self }
    }

    /// A choice among what the page shows: it is made again in a second, and is not kept.
    fn pressed(self) -> Self {
        Self { pressed: true, ..self }
    }

    /// Takes a file of this many bytes with its form.
    fn weighing(self, bytes: usize) -> Self {
        Self { handler: self.handler.layer(DefaultBodyLimit::max(bytes)), ..self }
    }

    fn early(self) -> Self {
        Self { early: true, ..self }
    }

    /// Where one was before something is sent here: the page of the form, or the nearest page above.
    fn form_page(&self, table: &[Self]) -> Option<FormPage> {
        if self.method != Method::POST {
            return None;
        }
        let parts: Vec<&str> = self.path.split('/').skip(1).collect();
        if let Some(then) = self.form_at {
            return Some(FormPage { parts: parts.len(), then, typed: true });
        }
        let is_page = |count: &usize| is_page(table, &format!("/{}", parts[..*count].join("/")));
        let count = (1..=parts.len()).rev().find(is_page).unwrap_or_default();
        Some(FormPage { parts: count, then: "", typed: count == parts.len() && !self.pressed })
    }
}

/// The table of one kind of host.
pub fn table(host: HostKind) -> Vec<Route> {
    let mut routes = match host {
        HostKind::Portal => portal::table(),
        HostKind::Front => front::table(),
        HostKind::Common => common::table(),
        HostKind::Account => account::table(),
        HostKind::Console => console::table(),
    };
    if !host.is_showcase() {
        let doors = doors::table().into_iter().chain(own_account::table());
        routes.extend(doors.map(Route::early));
    }
    if matches!(host, HostKind::Portal | HostKind::Account) {
        routes.extend(signing_up::table());
    }
    if host != HostKind::Console {
        routes.push(get("/guide", home::guide).may(Access::Anyone));
    }
    // The operators' guide is theirs alone; so are the documents that only they keep.
    let readers = if host == HostKind::Console { Access::Operator } else { Access::Anyone };
    let guides = [
        get("/guides", guides::list).may(readers),
        get("/guides/{guide}", guides::show).may(readers),
        get("/guides/{guide}/guide.pdf", guides::print).may(readers),
    ];
    routes.extend(guides.map(Route::early));
    let documents = [
        get("/documents", law::list).may(readers),
        get("/documents/{document}", law::show).may(readers),
        get("/documents/{document}/document.pdf", law::print).may(readers),
    ];
    routes.extend(documents.map(Route::early));
    routes.extend(everywhere::table().into_iter().map(Route::early));
    routes
}

/// Where the form is that is sent to `path`, on a kind of host. Of two lines that fit, the one with more words of its own
/// answers, as in the router.
pub(crate) fn form_page_of(host: HostKind, target: &str) -> Option<FormPage> {
    let path = target.split('?').next().unwrap_or(target);
    let table = table(host);
    let words = |route: &&Route| route.path.split('/').filter(|part| !is_name(part)).count();
    let fits = table.iter().filter(|route| route.method == Method::POST && fits(route.path, path));
    fits.max_by_key(words)?.form_page(&table)
}

fn fits(line: &str, path: &str) -> bool {
    let (line, path) = (line.split('/'), path.split('/'));
    line.clone().count() == path.clone().count()
        && line.zip(path).all(|(line, part)| (is_name(line) && !part.is_empty()) || line == part)
}

/// `{slot}`: any part of a path.
fn is_name(part: &str) -> bool {
    part.starts_with('{')
}

fn is_page(table: &[Route], path: &str) -> bool {
    table.iter().any(|route| route.method == Method::GET && route.path == path)
}

pub(crate) fn router(host: HostKind) -> Router<App> {
    let table = table(host);
    let pages: Vec<_> = table.iter().map(|route| route.form_page(&table)).collect();
    let is_page: Vec<_> = table.iter().map(|route| is_page(&table, route.path)).collect();
    let lines = table.into_iter().zip(pages).zip(is_page);
    lines.fold(Router::new(), |router, ((route, form), is_page)| {
        let (access, early, path) = (route.access, route.early, route.path);
        let guarded = route.handler.layer(from_fn(move |request, next| async move {
            Span::current().record("route", path);
            let mut answer = guard(access, early, form, request, next).await;
            answer.extensions_mut().insert(Answered(path));
            answer
        }));
        let router = router.route(route.path, guarded);
        match form.filter(|_| !is_page) {
            // The address that stays in the browser after a form with mistakes can be loaded again.
            Some(form) => {
                let back = move |visit: AnyVisit| async move { redirect(&form.of(&visit.target)) };
                router.route(route.path, on(MethodFilter::GET, back))
            }
            None => router,
        }
    })
}
