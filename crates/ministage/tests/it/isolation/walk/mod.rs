//! The walk: routes × visitors × what is not theirs.
//!
//! | file | holds |
//! |---|---|
//! | here | who calls what |
//! | `targets` | the paths and the forms |
//! | `judge` | what an answer may be |
//! | `foreign` | ids of the other portal in forms and filters |
//! | `looking` | an operator who sees the portal as one of its people |
//! | `noted` | every page that shows a pupil is noted as opened |
//! | `strange` | what no page of ours sends |

mod foreign;
mod judge;
mod looking;
mod noted;
mod strange;
mod targets;

use domain::fingerprint::Fingerprint;
use testing_web::{Browser, TestApp};
use web::routes::{self, Route};
use web::view::HostKind;

use super::actors::Actor;
use super::objects::{COMMON, Objects, is_nobodys};
use targets::parameters;

/// Tables that a visit may touch whatever it gets: when a session was seen last.
const TOUCHED: [&str; 1] = ["sessions"];

/// A walk through the house, and what it found wrong.
pub(super) struct Walk<'a> {
    app: &'a TestApp,
    objects: &'a Objects,
    /// All rows after the last post, or before the first.
    seen: Option<Fingerprint>,
    pub(super) complaints: Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(app: &'a TestApp, objects: &'a Objects) -> Self {
        Self { app, objects, seen: None, complaints: Vec::new() }
    }

    /// All routes of one kind of host, by everybody.
    pub(super) async fn host(&mut self, host: HostKind) {
        let name = self.name_of(host);
        self.seen = Some(self.rows().await);
        for actor in Actor::all(self.app, &self.objects.reader) {
            let mut browser = actor.browser(self.app, &name).await;
            for route in routes::table(host) {
                self.wall(&mut browser, &actor, host, &route).await;
                self.own_slot(&mut browser, &actor, host, &route).await;
            }
        }
    }

    /// The pages of a booking and of a slot, by those whose they are.
    pub(super) async fn rightful(&mut self) {
        for route in routes::table(HostKind::Portal) {
            let name = self.app.atelier.host.clone();
            let parameters = parameters(route.path);
            if route.method != "GET"
                || parameters.is_empty()
                || parameters.iter().any(|name| is_nobodys(name, HostKind::Portal))
            {
                continue;
            }
            for actor in Actor::all(self.app, &self.objects.reader) {
                if !actor.is_admitted(route.access, HostKind::Portal) {
                    continue;
                }
                let Some(target) = self.own(&actor, route.path) else {
                    continue;
                };
                let answer = actor.browser(self.app, &name).await.get(&target).await;
                // 409 and 422 tell a rule, 303 leads on: any of them knows the object.
                if answer.status == 404 || answer.status.is_server_error() {
                    self.complain(
                        &route,
                        &actor,
                        &format!("{target} is hers, and answers {}", answer.status),
                    );
                }
            }
        }
    }

    async fn wall(&mut self, browser: &mut Browser, actor: &Actor, host: HostKind, route: &Route) {
        let admitted = actor.is_admitted(route.access, host);
        let targets = match self.targets(actor, host, route.path, admitted) {
            Ok(targets) => targets,
            Err(unclassified) => return self.complain(route, actor, &unclassified),
        };
        let walled = !parameters(route.path).is_empty()
            && !parameters(route.path).iter().any(|name| is_nobodys(name, host));
        // A page without a parameter that she may open is hers: only its words are looked at. What she
        // may post there is the feature's own test.
        let own = admitted && !parameters(route.path).iter().any(|name| !is_nobodys(name, host));
        if own && route.method == "POST" {
            return;
        }
        let targets =
            if parameters(route.path).is_empty() { vec![route.path.to_owned()] } else { targets };
        for target in targets {
            let answer = match route.method.as_str() {
                "GET" => browser.get(&target).await,
                _ => browser.post(&target, &self.everything()).await,
            };
            self.judge_status(route, actor, host, &answer, admitted, walled);
            self.judge_words(route, actor, host, &answer);
            if route.method != "GET" {
                self.judge_rows(route, actor, &target).await;
            }
        }
    }

    /// A slot that everybody may see does not say who is on it.
    async fn own_slot(
        &mut self,
        browser: &mut Browser,
        actor: &Actor,
        host: HostKind,
        route: &Route,
    ) {
        if route.method == "GET"
            && parameters(route.path) == ["slot"]
            && actor.is_admitted(route.access, host)
        {
            let answer = browser
                .get(&route.path.replace("{slot}", &self.objects.atelier_slot.to_string()))
                .await;
            self.judge_words(route, actor, host, &answer);
        }
    }

    fn name_of(&self, host: HostKind) -> String {
        match host {
            HostKind::Portal => self.app.atelier.host.clone(),
            HostKind::Front => self.app.backstage.base_domain().to_owned(),
            HostKind::Common => format!("{COMMON}.{}", self.app.backstage.base_domain()),
            HostKind::Account => self.app.app.account_host(),
            HostKind::Console => self.app.app.console_host(),
        }
    }

    async fn rows(&self) -> Fingerprint {
        self.app.backstage.fingerprint().await.expect("the database answers").without(&TOUCHED)
    }

    fn complain(&mut self, route: &Route, actor: &Actor, what: &str) {
        self.complaints.push(format!("{} {} as {}: {what}", route.method, route.path, actor.label));
    }
}
