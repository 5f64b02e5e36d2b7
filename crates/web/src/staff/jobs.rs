//! What the lycée is asked about its people and what they are told of it, when it leaves.

use domain::staff::jobs::{AskWhoTeaches, TellTied};

use super::mails;
use crate::post::Envelope;
use crate::worker::{Done, Run, Work};

impl Run for AskWhoTeaches {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let Some(asked) = portal.unsaid_teacher(self.editor, self.teacher).await? else {
            return Ok(());
        };
        let host = portal.host();
        let url = work.url(&host, super::teachers::PAGE);
        let envelope = Envelope::to(work, &asked.to.login, &host).await?.about(self.editor);
        work.post(envelope, &mails::who_teaches(&portal.tenant().name, &asked, url)).await
    }
}

impl Run for TellTied {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let Some((to, entry)) = portal.told_tied(&self).await? else { return Ok(()) };
        let host = portal.host();
        let letter =
            mails::tied(&portal.tenant().name, &to, entry.as_deref(), work.url(&host, "/creneaux"));
        let envelope = Envelope::to(work, &to.login, &host).await?.about(self.account);
        work.post(envelope, &letter).await
    }
}
