//! The weekly look at a proof, and who is told.

use domain::hosts::jobs::{CheckHost, TellOfHost};

use super::look_up::look_up;
use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for CheckHost {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let said = look_up(&work.dns, &self.host).await;
        Ok(portal.check_host(&self.host, self.round, &said).await?)
    }
}

impl Run for TellOfHost {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let console = work.console_host();
        let url = work.url(&console, &urls::lycee_host(portal.id()));
        let letter = mails::unproved(&portal.tenant().name, &self.host, self.until, url);
        work.post(Envelope::to(work, &self.login, &console).await?, &letter).await
    }
}
