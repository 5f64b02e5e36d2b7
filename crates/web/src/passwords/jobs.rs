//! Mails about passwords, when they leave.

use domain::accounts::RESET_LIFE;
use domain::accounts::jobs::{SendPasswordReset, TellPasswordChanged};
use domain::queue::Claimed;

use super::mails::{ChangedMail, ResetMail};
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::worker::JobFailure;

pub(crate) async fn send_reset(
    app: &App,
    job: &Claimed,
    order: SendPasswordReset,
) -> Result<(), JobFailure> {
    let Some((to, token)) = app.backstage.mint_password_reset(&order.login, &order.host).await?
    else {
        return Ok(());
    };
    let mail = ResetMail {
        name: to.name,
        login: to.login.clone(),
        lifetime: crate::server::words(RESET_LIFE.to_std().unwrap_or_default()),
        url: app.url(&order.host, &urls::new_password(token.reveal())),
    };
    let envelope = Envelope::at(app, job, &to.login, to.account, order.host).await?;
    app.post(envelope, &mail).await
}

pub(crate) async fn tell_changed(
    app: &App,
    job: &Claimed,
    news: TellPasswordChanged,
) -> Result<(), JobFailure> {
    let Some(to) = app.backstage.addressee(&news.login).await? else {
        return Ok(());
    };
    let mail = ChangedMail {
        name: to.name,
        login: to.login.clone(),
        url: app.url(&news.host, "/mot-de-passe"),
    };
    let envelope = Envelope::at(app, job, &to.login, to.account, news.host).await?;
    app.post(envelope, &mail).await
}
