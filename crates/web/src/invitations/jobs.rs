//! Invitations, when they leave.

use domain::accounts::jobs::{SendOperatorInvitation, SendSchoolInvitation, SendStaffInvitation};
use domain::accounts::{INVITATION_LIFE, MembershipRole};
use domain::queue::Claimed;
use domain::random::Token;

use super::handlers::{CONSOLE, OPERATOR, account_of, team};
use super::mails::{InvitationMail, SchoolInvitationMail};
use crate::app::App;
use crate::post::Envelope;
use crate::urls;
use crate::worker::JobFailure;

pub(crate) async fn send_staff(
    app: &App,
    job: &Claimed,
    order: SendStaffInvitation,
) -> Result<(), JobFailure> {
    let portal = app.portal_of(job).await?;
    let invitation = order.invitation;
    let token = portal.mint_staff_invitation(&invitation).await?;
    let host = portal.host();
    let mail =
        mail(app, &host, &token, (team(&portal), invitation.role.label()), &invitation.login);
    let sender = app.sender(&portal);
    app.post(Envelope { job, to: &invitation.login, about: None, host, sender }, &mail).await
}

pub(crate) async fn send_school(
    app: &App,
    job: &Claimed,
    order: SendSchoolInvitation,
) -> Result<(), JobFailure> {
    let host = app.account_host();
    let invitation = order.invitation;
    let Some(school) = app.backstage.school(invitation.uai).await? else {
        return Ok(());
    };
    let minted = app.backstage.mint_school_invitation(order.id, &invitation, &host).await?;
    let Some(token) = minted else {
        return Ok(());
    };
    let mail = SchoolInvitationMail {
        into: account_of(&school.listed.name),
        manager: invitation.role == MembershipRole::Manager,
        requested: invitation.requested,
        login: invitation.login.clone(),
        lifetime: lifetime(),
        url: app.invitation_url(&host, &token),
    };
    app.post(
        Envelope { job, to: &invitation.login, about: None, host, sender: app.platform_sender() },
        &mail,
    )
    .await
}

pub(crate) async fn send_operator(
    app: &App,
    job: &Claimed,
    order: SendOperatorInvitation,
) -> Result<(), JobFailure> {
    let host = app.console_host();
    let login = order.invitation.login.clone();
    let token = app.backstage.mint_operator_invitation(&order.invitation, &host).await?;
    let mail = mail(app, &host, &token, (CONSOLE.to_owned(), OPERATOR), &login);
    app.post(Envelope { job, to: &login, about: None, host, sender: app.platform_sender() }, &mail)
        .await
}

fn mail(
    app: &App,
    host: &str,
    token: &Token,
    (into, role): (String, &str),
    login: &str,
) -> InvitationMail {
    InvitationMail {
        into,
        role: role.to_owned(),
        login: login.to_owned(),
        lifetime: lifetime(),
        url: app.invitation_url(host, token),
    }
}

/// « 7 jours ».
fn lifetime() -> String {
    format!("{}\u{a0}jours", INVITATION_LIFE.num_days())
}

impl App {
    /// The address of an invitation, for its mail or for a command to print.
    pub(crate) fn invitation_url(&self, host: &str, token: &Token) -> String {
        self.url(host, &urls::invitation(token.reveal()))
    }
}
