//! What a colleague is told, when it leaves.

use domain::colleagues::jobs::{TellColleague, TellManager};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for TellColleague {
    async fn run(self, work: &Work) -> Done {
        let Some(to) = work.worker.colleague_addressee(self.account, self.uai).await? else {
            return Ok(());
        };
        let host = work.account_host();
        let letter = mails::news(self.news, &to, work.url(&host, "/"));
        let envelope = Envelope::to(work, &to.login, &host).await?.about(self.account);
        work.post(envelope, &letter).await
    }
}

impl Run for TellManager {
    async fn run(self, work: &Work) -> Done {
        let (to, joined) = (self.account, self.joined);
        let Some((to, joined)) = work.worker.fellow_managers(self.uai, to, joined).await? else {
            return Ok(());
        };
        let host = work.account_host();
        let url = work.url(&host, &urls::colleagues(self.uai));
        let envelope = Envelope::to(work, &to.login, &host).await?.about(self.account);
        work.post(envelope, &mails::manager(&to, &joined, url)).await
    }
}
