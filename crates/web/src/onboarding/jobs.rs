//! The trial mail, when it leaves.

use domain::onboarding::jobs::SendTrial;

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
