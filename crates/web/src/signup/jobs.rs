//! Letters that follow a sign-up, when they leave.

use domain::signup::jobs::{SendConfirmation, SendSchoolAddition, SendWayOn};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendConfirmation {
    async fn run(self, work: &Work) -> Done {
        let Some((to, token)) = work.worker.mint_confirmation(&self).await? else {
            return Ok(());
        };
        let url = work.url(&self.host, &urls::confirm_login(token.reveal()));
        let envelope = Envelope::to(work, &to.login, &self.host).await?.about(to.account);
        let life = work.backstage.link_life();
        let letter = mails::confirm(&envelope.sender().name, &to, life, url);
        work.post(envelope, &letter).await
    }
}

impl Run for SendSchoolAddition {
    async fn run(self, work: &Work) -> Done {
        let Some((to, school, token)) = work.worker.mint_school_addition(&self).await? else {
            return Ok(());
        };
        let url = work.url(&self.host, &urls::add_school(token.reveal()));
        let envelope = Envelope::to(work, &to.login, &self.host).await?.about(to.account);
        let letter = mails::add_school(&to, &school.listed.name, &self.uai.to_string(), url);
        work.post(envelope, &letter).await
    }
}

impl Run for SendWayOn {
    async fn run(self, work: &Work) -> Done {
        let Some((school, mailbox, token)) = work.worker.mint_way_on(&self).await? else {
            return Ok(());
        };
        let url = work.url(&self.host, &urls::way_on(token.reveal()));
        let envelope = Envelope::to(work, &mailbox, &self.host).await?;
        work.post(envelope, &mails::way_on(&school, url)).await
    }
}
