//! The mails of an application, when they leave.

use domain::applications::jobs::{SendApplicationProof, TellApplicationRefused};
use domain::queue::Claimed;

use super::mails::{ProofMail, RefusedMail};
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::worker::JobFailure;

pub(crate) async fn send_proof(
    app: &App,
    job: &Claimed,
    order: SendApplicationProof,
) -> Result<(), JobFailure> {
    let minted = app.backstage.mint_application_proof(order.application).await?;
    let Some((application, token)) = minted else {
        return Ok(());
    };
    let path = urls::prove_application(token.reveal());
    let mail = ProofMail {
        name: application.name(),
        position: application.position,
        school: application.school.name,
        lifetime: "24\u{a0}heures".to_owned(),
        url: app.url(&application.host, &path),
    };
    let sender = app.sender_at(&application.host).await?;
    app.post(
        Envelope {
            job,
            to: &application.mail,
            about: Some(order.application.0),
            host: application.host,
            sender,
        },
        &mail,
    )
    .await
}

pub(crate) async fn tell_refused(
    app: &App,
    job: &Claimed,
    news: TellApplicationRefused,
) -> Result<(), JobFailure> {
    let Some(application) = app.backstage.application(news.application).await? else {
        return Ok(());
    };
    let path = urls::apply(application.uai);
    let mail = RefusedMail {
        name: application.name(),
        school: application.school.name,
        reason: application.reason.unwrap_or_default(),
        url: app.url(&application.host, &path),
        contact: app.address.contact.clone(),
    };
    app.post(
        Envelope {
            job,
            to: &application.mail,
            about: Some(news.application.0),
            host: application.host,
            sender: app.platform_sender(),
        },
        &mail,
    )
    .await
}
