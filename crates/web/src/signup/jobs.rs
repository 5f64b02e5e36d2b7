//! What follows a sign-up: the mail that proves the mailbox.

use domain::accounts::jobs::SendConfirmation;
use domain::queue::Claimed;

use super::mails::ConfirmMail;
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::worker::JobFailure;

pub(crate) async fn send_confirmation(
    app: &App,
    job: &Claimed,
    order: SendConfirmation,
) -> Result<(), JobFailure> {
    let Some((to, token)) = app.backstage.mint_confirmation(&order.login, &order.host).await?
    else {
        return Ok(());
    };
    let mail = ConfirmMail {
        name: to.name,
        position: to.position,
        school: to.school,
        lifetime: crate::server::words(app.backstage.link_life().to_std().unwrap_or_default()),
        url: app.url(&order.host, &urls::confirm_login(token.reveal())),
    };
    let envelope = Envelope::at(app, job, &to.login, to.account, order.host).await?;
    app.post(envelope, &mail).await
}
