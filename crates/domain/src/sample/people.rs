//! Accounts, and whom they act for: a school, a portal, the platform.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::SamplePerson;
use crate::accounts::name_key;
use crate::entity::{accounts, memberships};
use crate::ids::{AccountId, SchoolId};
use crate::operators::OperatorRole;
use crate::random::Token;
use crate::sessions::Lineage;
use crate::staff::StaffRole;
use crate::{Backstage, Fault, Portal};

impl Backstage {
    /// Gives a person an account, confirmed.
    pub async fn sample_account(&self, person: SamplePerson) -> Result<AccountId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            tx.insert_shared(accounts::ActiveModel {
                id: Set(id),
                login: Set(person.login),
                title: Set(person.title),
                last_name: Set(person.last_name.to_owned()),
                first_name: Set(person.first_name.to_owned()),
                name_key: Set(Some(name_key(person.last_name, person.first_name))),
                position: Set(person.position.to_owned()),
                password_hash: Set(person.password_hash),
                confirmed_at: Set(Some(tx.now())),
                created_at: Set(tx.now()),
                ..Default::default()
            })
            .await?;
            Ok(id)
        })
        .await
    }

    /// Takes the proof of a person's mailbox away.
    pub async fn sample_unconfirm(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            let update = tx.set(accounts::ActiveModel {
                id: Set(account),
                confirmed_at: Set(None),
                ..Default::default()
            });
            tx.run(update).await.map(drop)
        })
        .await
    }

    /// Takes a person out of a school.
    pub async fn sample_departure(&self, account: AccountId, uai: Uai) -> Result<(), Fault> {
        self.write(async |tx| {
            let delete = tx
                .delete_shared::<memberships::Entity>()
                .filter(memberships::Column::AccountId.eq(account))
                .filter(memberships::Column::Uai.eq(SchoolId(uai)));
            tx.run(delete).await.map(drop)
        })
        .await
    }

    /// Closes an account: nobody signs in with it, its sessions end.
    pub async fn sample_closing(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            let update = tx.set(accounts::ActiveModel {
                id: Set(account),
                disabled_at: Set(Some(tx.now())),
                ..Default::default()
            });
            tx.run(update).await?;
            tx.end_sessions(account, None).await.map(drop)
        })
        .await
    }

    /// Makes a person an operator of the platform.
    pub async fn sample_operator(
        &self,
        account: AccountId,
        role: OperatorRole,
    ) -> Result<(), Fault> {
        self.write(async |tx| tx.put_operator(account, role).await).await
    }

    /// The first step of a person on the console, without her password: the cookie's value.
    pub async fn claim_for_tests(&self, account: AccountId, host: &str) -> Result<Token, Fault> {
        self.write(async |tx| {
            tx.open_session(account, host, "a test", Lineage::first(tx, false)).await
        })
        .await
    }

    /// Signs a person in on one host, without her password and code: the cookie's value.
    pub async fn sign_in_for_tests(&self, account: AccountId, host: &str) -> Result<Token, Fault> {
        self.write(async |tx| tx.open_session(account, host, "a test", Lineage::proved(tx)).await)
            .await
    }
}

impl Portal {
    /// Puts a person on the staff.
    pub async fn sample_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        self.write(async |tx| tx.put_staff(account, role).await).await
    }
}
