//! Mails about another login, when they leave.

use domain::accounts::jobs::{SendLoginChangeLink, TellLoginChanged};
use domain::login_change::LoginSide;
use domain::queue::Claimed;

use super::mails::{AllowMail, ConfirmNewMail, LoginChangedMail};
use super::prove::path;
use crate::app::App;
use crate::post::Envelope;
use crate::worker::JobFailure;

pub(crate) async fn send_link(
    app: &App,
    job: &Claimed,
    order: SendLoginChangeLink,
) -> Result<(), JobFailure> {
    let minted = app.backstage.mint_login_change(order.change, order.side, &order.host).await?;
    let Some((to, new, token)) = minted else {
        return Ok(());
    };
    let url = app.url(&order.host, &path(order.side, token.reveal()));
    let envelope = Envelope::at(app, job, &to.login, to.account, order.host).await?;
    let (name, login) = (to.name.clone(), to.login.clone());
    match order.side {
        LoginSide::Old => {
            let mail = AllowMail { name, login, new, url };
            app.post(envelope, &mail).await
        }
        LoginSide::New => app.post(envelope, &ConfirmNewMail { name, new, url }).await,
    }
}

pub(crate) async fn tell_changed(
    app: &App,
    job: &Claimed,
    news: TellLoginChanged,
) -> Result<(), JobFailure> {
    // Whoever has that login now is the person, unless it changed once more meanwhile.
    let Some(person) = app.backstage.addressee(&news.new).await? else {
        return Ok(());
    };
    let mail = LoginChangedMail {
        name: person.name,
        new: news.new,
        url: app.url(&news.host, "/connexion"),
    };
    let envelope = Envelope::at(app, job, &news.to, news.account, news.host).await?;
    app.post(envelope, &mail).await
}
