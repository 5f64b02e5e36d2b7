//! The letters of a lycée that asks for a portal, when they leave.

use domain::hosting::RequestState;
use domain::hosting::jobs::{SendPortalForm, TellPortalRequest};

use super::mails;
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendPortalForm {
    async fn run(self, work: &Work) -> Done {
        let Some((school, mailbox, token)) = work.worker.mint_portal_form(&self).await? else {
            return Ok(());
        };
        let url = work.url(&self.host, &urls::portal_form(token.reveal()));
        let letter = mails::form(&school, url);
        work.post(Envelope::to(work, &mailbox, &self.host).await?, &letter).await
    }
}

impl Run for TellPortalRequest {
    async fn run(self, work: &Work) -> Done {
        let Some(request) = work.worker.portal_request(self.request).await? else {
            return Ok(());
        };
        let front = work.backstage.base_domain().to_owned();
        let contact = work.address.contact.as_str();
        let letter = match request.state {
            RequestState::Accepted => mails::accepted(&request, work.url(&front, "/")),
            RequestState::Refused => {
                mails::refused(&request, work.url(&front, urls::YOUR_PORTAL), contact)
            }
            RequestState::Waiting | RequestState::Replaced => return Ok(()),
        };
        let envelope = Envelope::to(work, &request.mail, &front).await?;
        work.post(envelope.about(self.request), &letter).await
    }
}
