//! What teachers are told of their stages, when it leaves.

use domain::slots::jobs::TellTeacher;

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for TellTeacher {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let Some((to, slot)) = portal.told_teacher(&self).await? else { return Ok(()) };
        let host = portal.host();
        let url = work.url(&host, &urls::slot(slot.id));
        let letter = mails::teacher(&portal.tenant().name, &to, &slot, &self, url);
        let envelope = Envelope::to(work, &to.login, &host).await?.about(slot.id);
        work.post(envelope, &letter).await
    }
}
