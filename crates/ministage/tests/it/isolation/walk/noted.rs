//! Every page that shows a pupil is noted as opened by whoever opened it.

use testing_web::Answer;
use web::routes;
use web::view::HostKind;

use super::super::actors::Actor;
use super::Walk;

impl Walk<'_> {
    /// Every page of the table, as each kind of visitor, with what is hers; also as an operator sees it. Gives the paths
    /// that show a name.
    pub(crate) async fn noted(&mut self) -> Vec<&'static str> {
        let mut showing = Vec::new();
        for host in [HostKind::Portal, HostKind::Account] {
            let name = self.name_of(host);
            for actor in Actor::all(self.app, &self.objects.reader) {
                let mut browsers = vec![actor.browser(self.app, &name).await];
                if host == HostKind::Portal {
                    browsers.extend(actor.looked_at(self.app).await);
                }
                for mut browser in browsers {
                    for route in routes::table(host) {
                        let own = self.own(&actor, route.path).filter(|path| !path.contains('{'));
                        let Some(target) = own.filter(|_| route.method == "GET") else { continue };
                        self.keep().await;
                        let answer = browser.get(&target).await;
                        let (shows, noted) = (self.shows(&answer), self.keep().await);
                        if shows && noted == 0 {
                            self.complain(
                                &route,
                                &actor,
                                &format!("{target} shows a pupil, unnoted"),
                            );
                        }
                        if shows && !showing.contains(&route.path) {
                            showing.push(route.path);
                        }
                    }
                }
            }
        }
        showing
    }

    async fn keep(&self) -> u64 {
        self.app.backstage.keep_readings().await.expect("the database answers")
    }

    fn shows(&self, answer: &Answer) -> bool {
        let body = format!("{} {:?}", answer.html(), answer.headers).to_lowercase();
        self.objects.secrets.iter().any(|secret| body.contains(&secret.pupil.to_lowercase()))
    }
}
