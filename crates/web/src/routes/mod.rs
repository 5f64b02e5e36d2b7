//! The table: method, path, who may, handler. Nothing answers that is not in it.
//!
//! `may(..)` is not a comment: the guard that it names runs before the handler, and the isolation
//! test walks this same table with every kind of visitor. To add a page, add a line.

use std::sync::LazyLock;

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::app::App;
use crate::home;
use crate::view::HostKind;
use crate::visit::{Access, Keeps, guard};

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
    /// What it keeps of a form that comes after the end of the session.
    keeps: Option<Keeps>,
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
        Route { method: self.method, path: self.path, access, keeps: None, handler: self.handler }
    }
}

impl Route {
    /// Sent after the end of the session, the form comes back with these inputs after signing in. Its
    /// page has the same path, with `page` behind it.
    fn keeping(self, fields: &'static [&'static str], page: &'static str) -> Self {
        Self { keeps: Some(Keeps { fields, page }), ..self }
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
        routes.extend(doors::table());
        routes.extend(own_account::table());
    }
    if matches!(host, HostKind::Portal | HostKind::Account) {
        routes.extend(signing_up::table());
    }
    if host != HostKind::Console {
        routes.push(get("/guide", home::guide).may(Access::Anyone));
    }
    routes.extend(everywhere::table());
    routes
}

/// The paths of mailed links of all hosts, each up to its secret: `/invitation/`.
pub(crate) fn before_secrets() -> &'static [&'static str] {
    static PREFIXES: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let routes = HostKind::ALL.into_iter().flat_map(table);
        routes.filter_map(|route| Some(route.path.split_once("{token}")?.0)).collect()
    });
    &PREFIXES
}

pub(crate) fn router(host: HostKind) -> Router<App> {
    table(host).into_iter().fold(Router::new(), |router, route| {
        let (access, keeps) = (route.access, route.keeps);
        let guarded =
            route.handler.layer(from_fn(move |request, next| guard(access, keeps, request, next)));
        router.route(route.path, guarded)
    })
}
