//! The walk: routes × visitors × what is not theirs.

mod foreign;

use domain::fingerprint::Fingerprint;
use testing::{Answer, Browser, TestApp};
use web::routes::{self, Route};
use web::view::HostKind;

use super::actors::{Actor, Kind};
use super::objects::{Objects, Owner, is_nobodys};

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
        Self {
            app,
            objects,
            seen: None,
            complaints: Vec::new(),
        }
    }

    /// All routes of one kind of host, by everybody.
    pub(super) async fn host(&mut self, host: HostKind) {
        let name = self.name_of(host);
        self.seen = Some(self.rows().await);
        for actor in Actor::all(self.app) {
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
                || parameters
                    .iter()
                    .any(|name| is_nobodys(name, HostKind::Portal))
            {
                continue;
            }
            for actor in Actor::all(self.app) {
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
        let targets = match self.targets(actor, host, route.path) {
            Ok(targets) => targets,
            Err(unclassified) => return self.complain(route, actor, &unclassified),
        };
        let admitted = actor.is_admitted(route.access, host);
        let walled = !parameters(route.path).is_empty()
            && !parameters(route.path)
                .iter()
                .any(|name| is_nobodys(name, host));
        // A page without a parameter that she may open is hers: only its words are looked at. What she
        // may post there is the feature's own test.
        let own = admitted
            && !parameters(route.path)
                .iter()
                .any(|name| !is_nobodys(name, host));
        if own && route.method == "POST" {
            return;
        }
        let targets = if parameters(route.path).is_empty() {
            vec![route.path.to_owned()]
        } else {
            targets
        };
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
                .get(
                    &route
                        .path
                        .replace("{slot}", &self.objects.atelier_slot.to_string()),
                )
                .await;
            self.judge_words(route, actor, host, &answer);
        }
    }

    fn judge_status(
        &mut self,
        route: &Route,
        actor: &Actor,
        host: HostKind,
        answer: &Answer,
        admitted: bool,
        walled: bool,
    ) {
        let status = answer.status.as_u16();
        let sign_in = answer
            .location()
            .is_some_and(|target| target.starts_with("/connexion"));
        let held = match (admitted, actor.is_nobody(host)) {
            (false, true) => status == 404 || (status == 303 && sign_in),
            (false, false) => status == 404,
            (true, _) if walled => status == 404,
            (true, _) => status < 500,
        };
        if !held {
            self.complain(route, actor, &format!("{} answers {status}", answer.url));
        }
    }

    fn judge_words(&mut self, route: &Route, actor: &Actor, host: HostKind, answer: &Answer) {
        let body = format!("{} {:?}", answer.html(), answer.headers);
        for asked in &self.objects.asked {
            if body.contains(asked.name) && !actor.may_decide(asked.owner, host) {
                let who = asked.owner;
                self.complain(
                    route,
                    actor,
                    &format!("{} tells who asks {who:?}", answer.url),
                );
            }
        }
        let asked = answer.url.as_str();
        for secret in self
            .objects
            .secrets
            .iter()
            .filter(|secret| !actor.may_see(secret.owner, host))
        {
            // What she typed herself may come back to her.
            let reference = !asked.contains(&secret.reference) && body.contains(&secret.reference);
            if body.contains(secret.pupil) || reference {
                self.complain(
                    route,
                    actor,
                    &format!("{asked} tells of {:?}", secret.owner),
                );
            }
        }
    }

    /// The paths to call for what is not hers.
    fn targets(&self, actor: &Actor, host: HostKind, path: &str) -> Result<Vec<String>, String> {
        let mut targets = vec![path.to_owned()];
        for name in parameters(path) {
            let values = self.objects.of_parameter(name, actor, host)?;
            targets = targets
                .iter()
                .flat_map(|target| {
                    values
                        .iter()
                        .map(move |value| target.replace(&format!("{{{name}}}"), value))
                })
                .collect();
        }
        Ok(targets)
    }

    /// The path for what is hers, if she has such a thing.
    fn own(&self, actor: &Actor, path: &str) -> Option<String> {
        let owner = match actor.kind {
            Kind::Langevin => Owner::Langevin,
            _ => Owner::Cacault,
        };
        let secret = self
            .objects
            .secrets
            .iter()
            .find(|secret| secret.owner == owner)?;
        Some(
            path.replace("{slot}", &self.objects.atelier_slot.to_string())
                .replace("{booking}", &secret.booking.to_string())
                .replace("{reference}", &secret.reference),
        )
    }

    /// Fields for every form there is, each acceptable, so that what refuses is the wall and not the form.
    fn everything(&self) -> Vec<(&'static str, &'static str)> {
        vec![
            ("nom", "Intrus"),
            ("prenom", "Ivan"),
            ("classe", "3e A"),
            ("motif", "Parce que je le veux."),
            ("decision", "refuser"),
            ("fonction", "Intrus"),
            ("once", "AAAAAAAAAAAAAAAAAAAAAA"),
            ("type", "mini_stage"),
            ("date", "2026-12-15"),
            ("debut", "09:00"),
            ("fin", "12:00"),
            ("places", "4"),
            ("salle", "Intrusion"),
            ("rendez_vous", "Intrusion"),
            ("consignes", "Intrusion"),
            ("version", "1"),
            ("etat", "publie"),
            ("role", "member"),
            ("email", "intrus@ac-nantes.fr"),
        ]
    }

    /// Whether anything changed since the last look.
    async fn judge_rows(&mut self, route: &Route, actor: &Actor, target: &str) {
        let now = self.rows().await;
        let changes = self
            .seen
            .as_ref()
            .map(|seen| seen.changes(&now))
            .unwrap_or_default();
        if !changes.is_empty() {
            self.complain(route, actor, &format!("{target} changed rows: {changes:?}"));
        }
        self.seen = Some(now);
    }

    async fn rows(&self) -> Fingerprint {
        self.app
            .backstage
            .fingerprint()
            .await
            .expect("the database answers")
            .without(&TOUCHED)
    }

    fn name_of(&self, host: HostKind) -> String {
        match host {
            HostKind::Portal => self.app.atelier.host.clone(),
            HostKind::Front => self.app.backstage.base_domain().to_owned(),
            HostKind::Account => self.app.app.account_host(),
            HostKind::Console => self.app.app.console_host(),
        }
    }

    fn complain(&mut self, route: &Route, actor: &Actor, what: &str) {
        self.complaints.push(format!(
            "{} {} as {}: {what}",
            route.method, route.path, actor.label
        ));
    }
}

/// The names between braces.
fn parameters(path: &str) -> Vec<&str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .collect()
}
