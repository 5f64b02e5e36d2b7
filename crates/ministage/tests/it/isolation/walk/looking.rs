//! An operator sees the portal as one of its people: every route, and the rows after each.

use testing_web::Browser;
use web::routes::{self, Route};
use web::view::HostKind;

use super::super::actors::Actor;
use super::Walk;

/// « Terminer »: the one thing that she may send.
const ENDS: &str = "/voir-comme/fin";

impl Walk<'_> {
    /// Every line of the portal's table, as each kind of person whom one may be seen as, with what is hers and what
    /// is not.
    pub(crate) async fn looking(&mut self) {
        for actor in Actor::all(self.app, &self.objects.reader) {
            let Some(mut browser) = actor.looked_at(self.app).await else { continue };
            self.seen = Some(self.rows().await);
            for route in routes::table(HostKind::Portal) {
                if route.path != ENDS {
                    self.looked(&mut browser, &actor, &route).await;
                }
            }
            let still = browser.get("/contacts").await;
            if !still.html().contains(ENDS) {
                self.complaints
                    .push(format!("GET /contacts as {}: she looks no more", actor.label));
            }
        }
    }

    async fn looked(&mut self, browser: &mut Browser, actor: &Actor, route: &Route) {
        let hidden = self.targets(actor, HostKind::Portal, route.path, true);
        let mut targets = hidden.unwrap_or_default();
        let own = self.own(actor, route.path).filter(|path| !path.contains('{'));
        targets.extend(own.filter(|path| !targets.contains(path)));
        for target in targets {
            let answer = match route.method.as_str() {
                "GET" => browser.get(&target).await,
                _ => browser.post(&target, &self.everything()).await,
            };
            let status = answer.status.as_u16();
            if status >= 500 || (route.method != "GET" && status != 403) {
                self.complain(route, actor, &format!("{target} answers {status}"));
            }
            self.judge_words(route, actor, HostKind::Portal, &answer);
            self.judge_rows(route, actor, &target).await;
        }
    }
}
