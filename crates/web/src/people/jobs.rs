//! What follows when an operator did something to an account, and when nobody uses it.

use domain::people::jobs::{SettlePeople, TellPerson, TellUnused};

use super::mails;
use crate::post::Envelope;
use crate::worker::{Done, Run, Work};

impl Run for TellPerson {
    async fn run(self, work: &Work) -> Done {
        let Some(told) = work.worker.person_told(&self).await? else {
            return Ok(());
        };
        let host = work.account_host();
        let contact = &work.address.contact;
        let letter = mails::news(self.news, &told, work.url(&host, "/"), contact);
        let envelope = Envelope::to(work, &told.to.login, &host).await?.about(self.account);
        work.post(envelope, &letter).await
    }
}

impl Run for TellUnused {
    async fn run(self, work: &Work) -> Done {
        let Some(told) = work.worker.unused_told(&self).await? else {
            return Ok(());
        };
        let host = work.account_host();
        let letter = mails::unused(&told, work.url(&host, "/"));
        let envelope = Envelope::to(work, &told.to.login, &host).await?.about(self.account);
        work.post(envelope, &letter).await
    }
}

impl Run for SettlePeople {
    async fn run(self, work: &Work) -> Done {
        Ok(work.worker.settle_people(&self).await?)
    }
}
