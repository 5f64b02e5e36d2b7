//! Mails around an access request, when they leave.

use domain::access::jobs::{SendAccessNotice, SendAccessProof, TellRequester};
use domain::access::{AccessProof, AccessStatus, DECISION_LIFE, NoticeKind, PROOF_LIFE};
use domain::queue::Claimed;
use education::names::definite;
use uuid::Uuid;

use super::mails::{EndMail, KnownMail, NoticeMail, ProofMail};
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::view::{Mail, Sender};
use crate::words::moment;
use crate::worker::JobFailure;

type Done = Result<(), JobFailure>;

/// To the address that was typed: the link that proves it, or what she has already.
pub(crate) async fn send_proof(app: &App, job: &Claimed, order: SendAccessProof) -> Done {
    let SendAccessProof { request, host } = order;
    let Some(school) = app.backstage.school(request.uai).await? else {
        return Ok(());
    };
    let school = definite(&school.listed.name);
    let known = |since: String| KnownMail {
        school: school.clone(),
        since,
        login: request.login.clone(),
        url: app.url(&host, "/connexion"),
    };
    let mint = app.backstage.mint_access_proof(&request, &host);
    let letter = Letter::at(app, job, &request.login, &host).await?;
    match mint.await? {
        AccessProof::Silence => Ok(()),
        AccessProof::AlreadyMember => letter.post(&known(String::new())).await,
        AccessProof::AlreadyOpen(open) => {
            let since = format!("le {}", moment(open.proved_at));
            letter.post(&known(since)).await
        }
        AccessProof::Prove(token) => {
            let mail = ProofMail {
                name: format!("{} {}", request.first_name, request.last_name),
                position: request.position.clone(),
                school: school.clone(),
                lifetime: crate::server::words(PROOF_LIFE.to_std().unwrap_or_default()),
                url: app.url(&host, &urls::prove_request(token.reveal())),
            };
            letter.post(&mail).await
        }
    }
}

/// To one manager: who asks, with a link of her own to answer by.
pub(crate) async fn send_notice(app: &App, job: &Claimed, order: SendAccessNotice) -> Done {
    let host = app.account_host();
    let minted = app.backstage.mint_access_decision(order.request, order.manager, &host).await?;
    let Some(notice) = minted else {
        return Ok(());
    };
    let request = notice.request;
    let announced = request.effective_at.filter(|_| order.kind == NoticeKind::Operator);
    let mail = NoticeMail {
        manager: notice.to.name,
        name: request.name(),
        since: format!("le {}", moment(request.proved_at)),
        position: request.position,
        email: request.login,
        school: notice.school,
        uai: request.uai.to_string(),
        reminder: order.kind == NoticeKind::Reminder,
        effective: announced.map(moment).unwrap_or_default(),
        lifetime: format!("{}\u{a0}jours", DECISION_LIFE.num_days()),
        url: app.url(&host, &urls::answer_request(notice.token.reveal())),
        page: app.url(&host, &urls::requests(request.uai)),
    };
    let letter = Letter {
        about: Some(request.id.0),
        ..Letter::at(app, job, &notice.to.login, &host).await?
    };
    letter.post(&mail).await
}

/// To the requester: the end that is no invitation.
pub(crate) async fn tell_requester(app: &App, job: &Claimed, news: TellRequester) -> Done {
    let Some(news) = app.backstage.access_news(news.request).await? else {
        return Ok(());
    };
    let request = news.request;
    let reason = match request.status {
        AccessStatus::Refused => request.reason.clone().unwrap_or_default(),
        AccessStatus::Expired => String::new(),
        _ => return Ok(()),
    };
    let mail = EndMail { name: request.name(), school: definite(&news.school.listed.name), reason };
    let host = app.account_host();
    let letter =
        Letter { about: Some(request.id.0), ..Letter::at(app, job, &request.login, &host).await? };
    letter.post(&mail).await
}

/// A mail on its way.
struct Letter<'a> {
    app: &'a App,
    job: &'a Claimed,
    to: &'a str,
    host: &'a str,
    sender: Sender,
    about: Option<Uuid>,
}

impl<'a> Letter<'a> {
    /// About nothing that has a page yet, from whoever lives at `host`.
    async fn at(
        app: &'a App,
        job: &'a Claimed,
        to: &'a str,
        host: &'a str,
    ) -> Result<Self, JobFailure> {
        let sender = app.sender_at(host).await?;
        Ok(Self { app, job, to, host, sender, about: None })
    }

    async fn post<M: Mail>(self, mail: &M) -> Done {
        let envelope = Envelope {
            job: self.job,
            to: self.to,
            about: self.about,
            host: self.host.to_owned(),
            sender: self.sender,
        };
        self.app.post(envelope, mail).await
    }
}
