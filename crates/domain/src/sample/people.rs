//! Accounts, and whom they act for: a school, a portal, the platform.

use chrono::TimeDelta;
use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::SamplePerson;
use crate::accounts::MembershipRole;
use crate::entity::{accounts, memberships, operators, sessions, staff};
use crate::ids::{AccountId, SchoolId};
use crate::random::Token;
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
                position: Set(person.position.to_owned()),
                phone: Set(None),
                password_hash: Set(person.password_hash),
                confirmed_at: Set(Some(tx.now())),
                disabled_at: Set(None),
                password_changed_at: Set(None),
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

    /// Makes a person act for a school.
    pub async fn sample_membership(
        &self,
        account: AccountId,
        uai: Uai,
        role: MembershipRole,
    ) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = memberships::ActiveModel {
                id: Set(tx.id()),
                account_id: Set(account),
                uai: Set(SchoolId(uai)),
                role: Set(role),
                created_at: Set(tx.now()),
            };
            tx.insert_shared(row).await
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

    /// Makes a person an operator of the platform.
    pub async fn sample_operator(&self, account: AccountId) -> Result<(), Fault> {
        self.write(async |tx| {
            let row =
                operators::ActiveModel { account_id: Set(account), created_at: Set(tx.now()) };
            tx.insert_shared(row).await
        })
        .await
    }

    /// Signs a person in on one host, without her password: the cookie's value.
    pub async fn sign_in_for_tests(&self, account: AccountId, host: &str) -> Result<Token, Fault> {
        let token = self.random().token();
        self.write(async |tx| {
            let row = sessions::ActiveModel {
                id: Set(tx.id()),
                token_hash: Set(token.hash()),
                account_id: Set(account),
                host: Set(host.to_owned()),
                chain: Set(Some(tx.id())),
                uai: Set(None),
                kept: Set(false),
                agent: Set("a test".to_owned()),
                created_at: Set(tx.now()),
                seen_at: Set(tx.now()),
                idle_until: Set(tx.now() + TimeDelta::hours(2)),
                expires_at: Set(tx.now() + TimeDelta::hours(12)),
            };
            tx.insert_shared(row).await
        })
        .await?;
        Ok(token)
    }
}

impl Portal {
    /// Puts a person on the staff.
    pub async fn sample_staff(&self, account: AccountId, role: StaffRole) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = staff::ActiveModel {
                id: Set(tx.id()),
                account_id: Set(account),
                role: Set(role),
                created_at: Set(tx.now()),
                ..Default::default()
            };
            tx.insert(row).await?;
            tx.tie_teachers().await
        })
        .await
    }
}
