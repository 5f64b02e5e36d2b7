//! « Mot de passe oublié »: who proved the mailbox chooses another password. Where a sign-up waits, its
//! confirmation is mailed again instead: a reset would have to say whose names the account gets.

use crate::Fault;
use crate::passwords::jobs::SendPasswordReset;
use crate::random::Token;
use crate::signup::jobs::SendConfirmation;
use crate::tenancy::Doors;

impl Doors {
    /// Asks for the mail that opens a new password, or for the confirmation of the sign-up of this browser,
    /// else of the newest. The answer is the same whether or not somebody has this login.
    pub async fn request_password_reset(
        &self,
        login: &str,
        browser: Option<&Token>,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let account = tx.account_by_login(login).await?;
            let (login, host) = (login.to_owned(), self.host.clone());
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
