//! The letters of an application, when they leave.

use domain::applications::jobs::{SendApplicationProof, TellApplicationRefused};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendApplicationProof {
    async fn run(self, work: &Work) -> Done {
        let minted = work.worker.mint_application_proof(self.application).await?;
        let Some((application, token)) = minted else {
            return Ok(());
        };
        let path = urls::prove_application(token.reveal());
        let letter = mails::proof(
            &application.name(),
            &application.position,
            &application.school.name,
            work.url(&application.host, &path),
        );
        let envelope = Envelope::to(work, &application.mail, &application.host).await?;
        work.post(envelope.about(self.application), &letter).await
    }
}

impl Run for TellApplicationRefused {
    async fn run(self, work: &Work) -> Done {
        let Some(application) = work.worker.application(self.application).await? else {
            return Ok(());
        };
        let path = urls::apply(application.uai);
        let letter = mails::refused(
            &application.name(),
            &application.school.name,
            application.reason.as_deref().unwrap_or_default(),
            work.url(&application.host, &path),
            &work.address.contact,
        );
        let envelope = Envelope::to(work, &application.mail, &application.host).await?;
        work.post(envelope.about(self.application).by_platform(work), &letter).await
    }
}
