//! Mailboxes that refuse: written down with the account, so that its person is told when she comes.
//!
//! A mark goes when a later letter is taken, or when a mailed link proves that letters arrive.

use sea_orm::{ColumnTrait, QueryFilter, Set};

use crate::Fault;
use crate::entity::{accounts, outgoing_mails};
use crate::history::{Actor, Event};
use crate::ids::{AccountId, JobId};
use crate::store::{Scope, Tx, Whole};

impl Tx<'_, Whole> {
    /// Marks the account whose mailbox refused this mail.
    pub(super) async fn mailbox_refuses(&self, mail: JobId, code: &str) -> Result<(), Fault> {
        let Some(account) = self.recipient_account(mail).await? else {
            return Ok(());
        };
        let update = self
            .set(accounts::ActiveModel {
                id: Set(account.id),
                bounced_at: Set(Some(self.now())),
                bounce_code: Set(Some(code.chars().take(40).collect())),
                ..Default::default()
            })
            .filter(accounts::Column::BouncedAt.is_null());
        if self.change(update).await? {
            let event = Event::MailboxRefused { account: account.id };
            self.record(Actor::System, None, event).await?;
        }
        Ok(())
    }

    /// Takes the mark away from the account whose mailbox took this mail.
    pub(super) async fn mailbox_takes(&self, mail: JobId) -> Result<(), Fault> {
        match self.recipient_account(mail).await? {
            Some(account) if account.bounced_at.is_some() => self.mailbox_proved(account.id).await,
            _ => Ok(()),
        }
    }

    async fn recipient_account(&self, mail: JobId) -> Result<Option<accounts::Model>, Fault> {
        let mail = self.get::<outgoing_mails::Entity>(mail).await?;
        match mail {
            Some(mail) => self.account_by_login(&mail.recipient).await,
            None => Ok(None),
        }
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Letters arrive at this account's mailbox.
    pub(crate) async fn mailbox_proved(&self, account: AccountId) -> Result<(), Fault> {
        let update = self
            .set(accounts::ActiveModel {
                id: Set(account),
                bounced_at: Set(None),
                bounce_code: Set(None),
                ..Default::default()
            })
            .filter(accounts::Column::BouncedAt.is_not_null());
        self.run(update).await.map(drop)
    }
}
