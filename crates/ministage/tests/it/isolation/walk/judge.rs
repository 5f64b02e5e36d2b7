//! What an answer may be: its status, its words, and the rows after it.

use testing_web::Answer;
use web::routes::Route;
use web::view::HostKind;

use super::{Actor, Walk};

impl Walk<'_> {
    pub(super) fn judge_status(
        &mut self,
        route: &Route,
        actor: &Actor,
        host: HostKind,
        answer: &Answer,
        admitted: bool,
        walled: bool,
    ) {
        let status = answer.status.as_u16();
        let sign_in = answer.location().is_some_and(|target| target.starts_with("/connexion"));
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

    pub(super) fn judge_words(
        &mut self,
        route: &Route,
        actor: &Actor,
        host: HostKind,
        answer: &Answer,
    ) {
        let body = format!("{} {:?}", answer.html(), answer.headers);
        for asked in &self.objects.asked {
            if body.contains(asked.name) && !actor.may_decide(asked.owner, host) {
                let who = asked.owner;
                self.complain(route, actor, &format!("{} tells who asks {who:?}", answer.url));
            }
        }
        let asked = answer.url.as_str();
        for secret in
            self.objects.secrets.iter().filter(|secret| !actor.may_see(secret.owner, host))
        {
            // What she typed herself may come back to her.
            let reference = !asked.contains(&secret.reference) && body.contains(&secret.reference);
            if body.contains(secret.pupil) || reference {
                self.complain(route, actor, &format!("{asked} tells of {:?}", secret.owner));
            }
        }
    }

    /// Whether anything changed since the last look.
    pub(super) async fn judge_rows(&mut self, route: &Route, actor: &Actor, target: &str) {
        let changes = self.changes().await;
        if !changes.is_empty() {
            self.complain(route, actor, &format!("{target} changed rows: {changes:?}"));
        }
    }

    /// What changed since the last look.
    pub(super) async fn changes(&mut self) -> Vec<String> {
        let now = self.rows().await;
        let changes = self.seen.as_ref().map(|seen| seen.changes(&now)).unwrap_or_default();
        self.seen = Some(now);
        changes
    }
}
