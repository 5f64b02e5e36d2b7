//! Letters about passwords, when they leave.

use domain::passwords::jobs::{SendPasswordReset, TellPasswordChanged};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendPasswordReset {
    async fn run(self, work: &Work) -> Done {
        let Self { login, host } = self;
        let Some((to, token)) = work.worker.mint_password_reset(&login, &host).await? else {
            return Ok(());
        };
        let url = work.url(&host, &urls::new_password(token.reveal()));
        let envelope = Envelope::to(work, &to.login, &host).await?.about(to.account);
        work.post(envelope, &mails::reset(&to, url)).await
    }
}

impl Run for TellPasswordChanged {
    async fn run(self, work: &Work) -> Done {
        let Some(to) = work.worker.addressee(&self.login).await? else {
            return Ok(());
        };
        let url = work.url(&self.host, "/mot-de-passe");
        let envelope = Envelope::to(work, &to.login, &self.host).await?.about(to.account);
        work.post(envelope, &mails::changed(&to, url)).await
    }
}
