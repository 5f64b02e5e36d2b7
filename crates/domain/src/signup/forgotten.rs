//! What is asked for again: the confirmation, or a password.
//!
//! « Mot de passe oublié »: who proved the mailbox chooses another password. Where a sign-up waits, its
//! confirmation is mailed again instead: a reset would have to say whose names the account gets.

use super::confirmation::Says;
use crate::Fault;
use crate::ids::SignUpId;
use crate::passwords::jobs::SendPasswordReset;
use crate::random::Token;
use crate::signup::jobs::SendConfirmation;
use crate::tenancy::Doors;

impl Doors {
    /// Asks for another confirmation mail: of the sign-up of this browser, else of the newest. The
    /// answer is the same whether or not somebody unconfirmed has this login. The links that left before open
    /// for their own life.
    pub async fn request_confirmation(
        &self,
        login: &str,
        browser: Option<&Token>,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let sign_up = match tx.account_by_login(login).await? {
                Some(account) => tx.newest_attempt(account.id, browser).await?,
                None => None,
            };
            let (login, host) = (login.to_owned(), self.host.clone());
            tx.enqueue(&SendConfirmation { login, host, sign_up }).await
        })
        .await
    }

    /// Asks for another mail of the sign-up that a link is for, or of the `other` one that waits for its mailbox.
    pub async fn request_confirmation_again(
        &self,
        token: &Token,
        other: Option<SignUpId>,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let Some(link) = tx.peek::<Says>(token, &self.host).await? else { return Ok(()) };
            let Some(account) = tx.reader(&link).await? else { return Ok(()) };
            let (login, host) = (account.login, self.host.clone());
            // One of another mailbox finds no attempt when its mail leaves.
            let sign_up = other.or(link.says.0);
            tx.enqueue(&SendConfirmation { login, host, sign_up }).await
        })
        .await
    }

    /// Asks for the mail that opens a new password, or for the confirmation of the sign-up of this browser,
    /// else of the newest. The answer is the same whether or not somebody has this login.
    pub async fn request_password_reset(
        &self,
        login: &str,
        browser: Option<&Token>,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let account = tx.account_behind(login).await?;
            // The mail goes to the mailbox by which she signs in, whatever login was typed.
            let login = account.as_ref().map_or(login, |account| &account.login).to_owned();
            let host = self.host.clone();
            match account.filter(|account| account.confirmed_at.is_none()) {
                Some(waits) => {
                    let sign_up = tx.newest_attempt(waits.id, browser).await?;
                    tx.enqueue(&SendConfirmation { login, host, sign_up }).await
                }
                None => tx.enqueue(&SendPasswordReset { login, host }).await,
            }
        })
        .await
    }
}
