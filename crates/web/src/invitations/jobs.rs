//! Invitations, when they leave.

use domain::invitations::Inviter;
use domain::invitations::jobs::{
    SendOperatorInvitation, SendSchoolInvitation, SendStaffInvitation,
};
use domain::random::Token;

use super::handlers::{CONSOLE, account_of, team};
use super::mails;
use crate::app::App;
use crate::post::Envelope;
use crate::worker::{Done, Run, Work};
use crate::{urls, words};

impl Run for SendStaffInvitation {
    async fn run(self, work: &Work) -> Done {
        let portal = work.portal().await?;
        let (invitation, host) = (self.invitation, portal.host());
        let token = portal.mint_staff_invitation(&invitation).await?;
        let (login, url) = (&invitation.login, work.invitation_url(&host, &token));
        let from = match portal.inviter(&invitation).await? {
            None => String::new(),
            Some(Inviter { name, is_operator: true }) => {
                format!("{name}, de la plateforme {},", work.backstage.base_domain())
            }
            Some(Inviter { name, is_operator: false }) => name,
        };
        let role = words::staff_role(invitation.role);
        let letter = mails::staff(&team(&portal), &from, role, login, url);
        work.post(Envelope::to(work, login, &host).await?, &letter).await
    }
}

impl Run for SendSchoolInvitation {
    async fn run(self, work: &Work) -> Done {
        let (invitation, host) = (self.invitation, work.account_host());
        let Some(school) = work.worker.school(invitation.uai).await? else {
            return Ok(());
        };
        let minted = work.worker.mint_school_invitation(self.id, &invitation, &host).await?;
        let Some(token) = minted else {
            return Ok(());
        };
        let login = &invitation.login;
        let url = work.invitation_url(&host, &token);
        let into = account_of(&school.listed.name);
        let letter = mails::school(&into, &invitation, url);
        work.post(Envelope::to(work, login, &host).await?, &letter).await
    }
}

impl Run for SendOperatorInvitation {
    async fn run(self, work: &Work) -> Done {
        let (login, host) = (&self.invitation.login, work.console_host());
        let token = work.worker.mint_operator_invitation(&self.invitation, &host).await?;
        let role = words::operator_role(self.invitation.role);
        let letter = mails::staff(CONSOLE, "", role, login, work.invitation_url(&host, &token));
        work.post(Envelope::to(work, login, &host).await?, &letter).await
    }
}

impl App {
    /// The address of an invitation, for its mail or for a command to print.
    pub(crate) fn invitation_url(&self, host: &str, token: &Token) -> String {
        self.url(host, &urls::invitation(token.reveal()))
    }
}
