//! What follows from an access request: letters, and looks at the clock.

use domain::access::jobs::{
    EndAccessNotice, ExpireAccessRequest, NotifyManagers, RemindManagers, SendAccessNotice,
    SendAccessProof, TellRequester,
};
use domain::access::{AccessProof, AccessStatus};
use education::names::definite;

use super::mails;
use crate::moments::{Clock, moment};
use crate::post::Envelope;
use crate::urls;
use crate::worker::{Done, Run, Work};

impl Run for SendAccessProof {
    /// To the address that was typed: the link that proves it, or what she has already.
    async fn run(self, work: &Work) -> Done {
        let Self { request, host } = self;
        let Some(school) = work.worker.school(request.uai).await? else {
            return Ok(());
        };
        let school = definite(&school.listed.name);
        let letter = match work.worker.mint_access_proof(&request, &host).await? {
            AccessProof::Silence => return Ok(()),
            AccessProof::AlreadyMember => {
                mails::already_member(&school, &request.login, work.url(&host, "/connexion"))
            }
            AccessProof::AlreadyOpen(open) => mails::already_open(
                &school,
                &format!("le {}", moment(open.proved_at, Clock::of_school(request.uai))),
            ),
            AccessProof::Prove(token) => {
                let name = format!("{} {}", request.first_name, request.last_name);
                let url = work.url(&host, &urls::prove_request(token.reveal()));
                mails::proof(&name, &request.position, &school, url)
            }
        };
        work.post(Envelope::to(work, &request.login, &host).await?, &letter).await
    }
}

impl Run for SendAccessNotice {
    /// To one manager: who asks, with a link of her own to answer by.
    async fn run(self, work: &Work) -> Done {
        let host = work.account_host();
        let minted = work.worker.mint_access_decision(self.request, self.manager, &host).await?;
        let Some(mail) = minted else {
            return Ok(());
        };
        let answer = work.url(&host, &urls::answer_request(mail.token.reveal()));
        let requests = work.url(&host, &urls::requests(mail.request.uai));
        let letter = mails::notice(self.kind, &mail, &answer, &requests);
        let envelope = Envelope::to(work, &mail.to.login, &host).await?.about(mail.request.id);
        work.post(envelope, &letter).await
    }
}

impl Run for TellRequester {
    /// To the requester: the end that is no invitation.
    async fn run(self, work: &Work) -> Done {
        let Some(news) = work.worker.access_news(self.request).await? else {
            return Ok(());
        };
        let (request, school) = (news.request, definite(&news.school.listed.name));
        let letter = match request.status {
            AccessStatus::Refused => {
                let reason = request.reason.as_deref().unwrap_or_default();
                mails::refused(&request.name(), &school, reason)
            }
            AccessStatus::Expired => mails::expired(&request.name(), &school),
            _ => return Ok(()),
        };
        let host = work.account_host();
        let envelope = Envelope::to(work, &request.login, &host).await?.about(request.id);
        work.post(envelope, &letter).await
    }
}

impl Run for NotifyManagers {
    async fn run(self, work: &Work) -> Done {
        Ok(work.worker.notify_managers(self.request).await?)
    }
}

impl Run for RemindManagers {
    async fn run(self, work: &Work) -> Done {
        Ok(work.worker.remind_managers(self.request).await?)
    }
}

impl Run for EndAccessNotice {
    async fn run(self, work: &Work) -> Done {
        Ok(work.worker.end_access_notice(self.request).await?)
    }
}

impl Run for ExpireAccessRequest {
    async fn run(self, work: &Work) -> Done {
        Ok(work.worker.expire_access(self.request).await?)
    }
}
