//! Letters about another login, when they leave.

use domain::login_change::LoginSide;
use domain::login_change::jobs::{SendLoginChangeLink, TellLoginChanged};

use super::mails;
use super::prove::path;
use crate::post::Envelope;
use crate::worker::{Done, Run, Work};

impl Run for SendLoginChangeLink {
    async fn run(self, work: &Work) -> Done {
        let Self { change, side, host } = self;
        let Some((to, new, token)) = work.worker.mint_login_change(change, side, &host).await?
        else {
            return Ok(());
        };
        let url = work.url(&host, &path(side, token.reveal()));
        let letter = match side {
            LoginSide::Old => mails::allow(&to, &new, url),
            LoginSide::New => mails::confirm(&to, &new, url),
        };
        let envelope = Envelope::to(work, &to.login, &host).await?.about(to.account);
        work.post(envelope, &letter).await
    }
}

impl Run for TellLoginChanged {
    async fn run(self, work: &Work) -> Done {
        // Whoever has that login now is the person, unless it changed once more meanwhile.
        let Some(person) = work.worker.addressee(&self.new).await? else {
            return Ok(());
        };
        let envelope = Envelope::to(work, &self.to, &self.host).await?.about(self.account);
        let url = work.url(&self.host, "/connexion");
        let contact = &envelope.sender().contact;
        let letter = mails::changed(&person.name, &self.new, contact, url);
        work.post(envelope, &letter).await
    }
}
