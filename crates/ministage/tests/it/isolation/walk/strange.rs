//! What no page of ours sends: every method with every kind of body, on every line of the table. It is refused with a
//! page in French that blames whoever sent it, and leaves no trace.

use testing_web::{Answer, Browser};
use web::routes::{self, Route};
use web::view::HostKind;

use super::super::actors::{Actor, Kind};
use super::Walk;
use super::targets::parameters;

/// A body, and what it is said to be.
struct Strange {
    label: &'static str,
    kind: Option<&'static [u8]>,
    body: &'static [u8],
}

static STRANGE: [Strange; 9] = [
    Strange { label: "JSON", kind: Some(b"application/json"), body: br#"{"motif":"Intrus"}"# },
    Strange { label: "plain text", kind: Some(b"text/plain"), body: b"motif=Intrus" },
    Strange {
        label: "multipart",
        kind: Some(b"multipart/form-data; boundary=b"),
        body: b"--b\r\nContent-Disposition: form-data; name=\"motif\"\r\n\r\nIntrus\r\n--b--\r\n",
    },
    Strange { label: "multipart without end", kind: Some(b"multipart/form-data"), body: b"--" },
    Strange { label: "nothing", kind: None, body: b"" },
    Strange { label: "no kind", kind: None, body: b"motif=Intrus" },
    Strange { label: "a kind that is no text", kind: Some(b"\xff/\xfe"), body: b"motif=Intrus" },
    Strange {
        label: "a charset that nobody has",
        kind: Some(b"application/x-www-form-urlencoded; charset=rien-99"),
        body: b"motif=\xe9\xff%00&nom=%ff%fe%00&prenom=%zz&classe=%00&email=%00&version=\xc3&adresse=%00\
            &rne=%00&code=%00&compte=%00&enseignant=%00&choix=%00&creneau=%00&mot_de_passe=%00&actuel=%00\
            &retour=/%00&lu=%00.%01&once=%00&recherche=%00&uai=%00&personne=%00&role=%ef%bf%be&couleur=%f0%9f%bf%bf&ville=%0b",
    },
    Strange {
        label: "an empty form",
        kind: Some(b"application/x-www-form-urlencoded"),
        body: b"",
    },
];

/// What no page of ours writes behind an address.
const QUERY: &str =
    "?recherche=%00%ff&page=%00&retour=%00&date=%00&etat=%00&choix=%00&avant=%00&creneau=%00";

/// Methods that no line has, with a body of one kind each.
const METHODS: [&str; 4] = ["PUT", "PATCH", "DELETE", "OPTIONS"];

/// Words of libraries, which are no sentence of ours.
const ENGLISH: [&str; 6] =
    ["Form requests", "Failed to", "Expected", "Unsupported", "not allowed", "Bad Request"];

impl Walk<'_> {
    /// Every line of a host's table, by one person of each kind.
    pub(crate) async fn strange(&mut self, host: HostKind) {
        let mut kinds: Vec<Kind> = Vec::new();
        for actor in Actor::all(self.app, &self.objects.reader) {
            if !kinds.contains(&actor.kind) {
                kinds.push(actor.kind);
                self.looked_at_strangely(&actor, host).await;
                self.sent_strangely(&actor, host).await;
            }
        }
    }

    /// What is only asked for, with a body, and with a query that does not read. What is refused leaves no trace.
    async fn looked_at_strangely(&mut self, actor: &Actor, host: HostKind) {
        let mut browser = actor.browser(self.app, &self.name_of(host)).await;
        let mut refused = Vec::new();
        for (route, strange) in routes::table(host).iter().zip(STRANGE.iter().cycle()) {
            let target = self.target_of(actor, host, route);
            for (method, query) in [("GET", QUERY), ("HEAD", "")] {
                let target = format!("{target}{query}");
                let asked = (method, target.as_str(), strange);
                if self.is_refused(&mut browser, (route, actor), asked).await {
                    refused.push((method, target, strange));
                }
            }
        }
        self.seen = Some(self.rows().await);
        for (method, target, strange) in &refused {
            send(&mut browser, method, target, strange).await;
        }
        let changes = self.changes().await;
        if !changes.is_empty() {
            let label = actor.label;
            self.complaints.push(format!("what {label} was refused to see changed {changes:?}"));
        }
    }

    /// What is sent. Where something was accepted and rows changed, each refusal is looked at alone.
    async fn sent_strangely(&mut self, actor: &Actor, host: HostKind) {
        let name = self.name_of(host);
        let mut browser = actor.browser(self.app, &name).await;
        self.seen = Some(self.rows().await);
        for (route, one) in routes::table(host).iter().zip(STRANGE.iter().cycle()) {
            let target = self.target_of(actor, host, route);
            let others = METHODS.map(|method| (method, one));
            let posted = STRANGE.iter().filter(|_| route.method == "POST");
            let all: Vec<_> =
                others.into_iter().chain(posted.map(|strange| ("POST", strange))).collect();
            let mut refused = Vec::new();
            for &(method, strange) in &all {
                let asked = (method, target.as_str(), strange);
                if self.is_refused(&mut browser, (route, actor), asked).await {
                    refused.push((method, strange));
                }
            }
            let changes = self.changes().await;
            let accepted = refused.len() < all.len();
            if accepted {
                // She may have signed herself out.
                browser = actor.browser(self.app, &name).await;
                self.seen = Some(self.rows().await);
            } else if !changes.is_empty() {
                self.complain(route, actor, &format!("refused, and changed {changes:?}"));
            }
            if accepted && !changes.is_empty() {
                for (method, strange) in refused {
                    let answer = send(&mut browser, method, &target, strange).await;
                    let changes = self.changes().await;
                    if answer.status.is_client_error() && !changes.is_empty() {
                        let what = strange.label;
                        self.complain(route, actor, &format!("{method} with {what}: {changes:?}"));
                    }
                }
            }
        }
    }

    /// Its path, with what is hers where she has such a thing, else with what is there.
    fn target_of(&self, actor: &Actor, host: HostKind, route: &Route) -> String {
        let nobody = Actor::nobody();
        let own = self.own(actor, route.path).unwrap_or_else(|| route.path.to_owned());
        parameters(&own).into_iter().fold(own.clone(), |path, name| {
            let there = self.objects.of_parameter(name, &nobody, host, false).unwrap_or_default();
            let first = there.first().map(String::as_str);
            path.replace(&format!("{{{name}}}"), first.unwrap_or("rien"))
        })
    }

    /// Sends it, and judges the answer.
    async fn is_refused(
        &mut self,
        browser: &mut Browser,
        (route, actor): (&Route, &Actor),
        (method, target, strange): (&str, &str, &Strange),
    ) -> bool {
        let answer = send(browser, method, target, strange).await;
        self.judge_strange(route, actor, &format!("{method} with {}", strange.label), &answer);
        answer.status.is_client_error()
    }

    fn judge_strange(&mut self, route: &Route, actor: &Actor, what: &str, answer: &Answer) {
        let status = answer.status.as_u16();
        if status >= 500 {
            self.complain(route, actor, &format!("{what} answers {status}"));
        }
        if status < 400 || what.starts_with("HEAD") {
            return;
        }
        let html = answer.html();
        let french = html.contains("<html lang=\"fr\"") && html.contains("<main");
        let blames_us =
            html.contains("de notre côté") || html.contains("momentanément indisponible");
        let english = ENGLISH.iter().find(|words| html.contains(*words));
        if !french || blames_us || english.is_some() {
            self.complain(route, actor, &format!("{what} is told ({status}): {}", answer.text()));
        }
    }
}

/// As a browser of ours would, but for the method and the body.
async fn send(browser: &mut Browser, method: &str, target: &str, strange: &Strange) -> Answer {
    browser.send_strange(method, target, strange.kind, strange.body).await
}
