//! A link is followed; the second one changes the login.

use sea_orm::Set;

use super::{LoginChangeRefused, LoginChangeStep, LoginSide};
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkState};
use crate::entity::{accounts, login_changes};
use crate::history::{Actor, Event};
use crate::ids::LoginChangeId;
use crate::login_change::jobs::TellLoginChanged;
use crate::random::Token;
use crate::store::{Tx, Whole};
use crate::tenancy::{Doors, Person};

impl Doors {
    /// Uses a link of a change. The second of the two changes the login and ends every session of
    /// the person but the one of `here`, if that is hers.
    pub async fn prove_login_change(
        &self,
        side: LoginSide,
        token: &Token,
        here: Option<&Person>,
    ) -> Result<LoginChangeStep, LoginChangeRefused> {
        let done = self
            .write(async |tx| {
                let change = tx.take_side(side, token, &self.host).await?;
                tx.prove_side(change, side).await?;
                let wanted = tx.open_change(change).await.map_err(|refused| tx.keep(refused))?;
                tx.finish_login_change(wanted, side, here, &self.host).await
            })
            .await;
        match done {
            // Two people confirmed the same address at the same moment: the first has it.
            Err(LoginChangeRefused::Fault(Fault::Constraint(_))) => Err(LoginChangeRefused::Taken),
            done => done,
        }
    }
}

impl Tx<'_, Whole> {
    /// Writes the proof down; the row is then held, so that of two links followed at the same moment
    /// the second sees the first.
    async fn prove_side(&self, change: LoginChangeId, side: LoginSide) -> Result<(), Fault> {
        let now = Set(Some(self.now()));
        let mut proof = login_changes::ActiveModel { id: Set(change), ..Default::default() };
        match side {
            LoginSide::Old => proof.old_proved_at = now,
            LoginSide::New => proof.new_proved_at = now,
        }
        self.run(self.set(proof)).await.map(drop)
    }

    async fn finish_login_change(
        &self,
        wanted: login_changes::Model,
        side: LoginSide,
        here: Option<&Person>,
        host: &str,
    ) -> Result<LoginChangeStep, LoginChangeRefused> {
        let login = wanted.new_login;
        let new_proved = side == LoginSide::New || wanted.new_proved_at.is_some();
        if new_proved && self.account_by_login(&login).await?.is_some() {
            self.forget_login_change(wanted.account_id).await?;
            return Err(self.keep(LoginChangeRefused::Taken));
        }
        if wanted.old_proved_at.is_none() || wanted.new_proved_at.is_none() {
            return Ok(LoginChangeStep::Half);
        }
        let account = self.account(wanted.account_id).await?;
        let Some(account) = account.filter(|one| one.disabled_at.is_none()) else {
            return Err(self.keep(LoginChangeRefused::Link(LinkState::Replaced)));
        };
        // She may have become the manager who holds the school's mailbox since she asked.
        if self.official_school(&account).await?.is_some() {
            self.forget_login_change(account.id).await?;
            return Err(self.keep(LoginChangeRefused::Link(LinkState::Replaced)));
        }
        self.put_login(&account, &login).await?;
        // Whatever refused the old mailbox says nothing of the new one, which was just read.
        self.mailbox_proved(account.id).await?;
        self.forget_login_change(account.id).await?;
        // A reset that waits in the old mailbox must not open the account any more.
        self.end_links(LinkPurpose::ResetPassword, account.id).await?;
        self.end_sessions(account.id, here.map(|person| person.session)).await?;
        self.record(Actor::Account(account.id), None, Event::LoginChanged { account: account.id })
            .await?;
        let news = [account.login.clone(), login.clone()].map(|to| TellLoginChanged {
            account: account.id,
            to,
            new: login.clone(),
            host: host.to_owned(),
        });
        self.enqueue_all(&news).await?;
        let account = account.id;
        Ok(LoginChangeStep::Done { account, login })
    }

    async fn put_login(&self, account: &accounts::Model, login: &str) -> Result<(), Fault> {
        let change = self.set(accounts::ActiveModel {
            id: Set(account.id),
            login: Set(login.to_owned()),
            bounced_at: Set(None),
            bounce_code: Set(None),
            ..Default::default()
        });
        self.run(change).await.map(drop)
    }
}
