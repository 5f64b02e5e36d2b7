//! What follows a sign-up: the mail that proves the mailbox.

use domain::accounts::jobs::SendConfirmation;
use domain::queue::Claimed;

use super::mails::ConfirmMail;
use crate::app::App;
use crate::post::Envelope;
use crate::view::Sender;
use crate::worker::JobFailure;

pub(crate) async fn send_confirmation(
    app: &App,
    job: &Claimed,
    order: SendConfirmation,
) -> Result<(), JobFailure> {
    let Some((to, token)) = app
        .backstage
        .mint_confirmation(&order.login, &order.host)
        .await?
    else {
        return Ok(());
    };
    let mail = ConfirmMail {
        name: to.name,
        position: to.position,
        school: to.school,
        lifetime: crate::server::words(app.backstage.link_life().to_std().unwrap_or_default()),
        url: app.url(&order.host, &format!("/confirmation/{}", token.reveal())),
    };
    let sender = app.sender_at(&order.host).await?;
    app.post(
        Envelope {
            job,
            to: &to.login,
            about: Some(to.account.0),
            host: order.host,
            sender,
        },
        &mail,
    )
    .await
}

impl App {
    /// Who writes the mails about accounts that were asked for on a host: the lycée, or the platform.
    pub(crate) async fn sender_at(&self, host: &str) -> Result<Sender, JobFailure> {
        let portal = self.backstage.portal_at(host).await?;
        Ok(portal.map_or_else(|| self.platform_sender(), |portal| self.sender(&portal)))
    }
}
