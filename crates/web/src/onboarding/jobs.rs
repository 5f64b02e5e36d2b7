//! The trial mail and the news of the opening, when they leave.

use domain::onboarding::jobs::{SendTrial, TellOpened};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendTrial {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let host = portal.host();
        let url = work.url(&work.console_host(), &urls::preparation(portal.id()));
        let letter = mails::trial(&portal.tenant().name, url);
        work.post(Envelope::to(work, &self.login, &host).await?, &letter).await
    }
}

impl Run for TellOpened {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let host = portal.host();
        let letter = mails::opened(&portal.tenant().name, work.url(&host, "/"));
        work.post(Envelope::to(work, &self.login, &host).await?, &letter).await
    }
}
