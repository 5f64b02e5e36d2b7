//! Deciding about colleagues.

use education::Uai;
use sea_orm::{ColumnTrait, QueryFilter, Set};

use super::jobs::{ColleagueNews, TellColleague, TellManager};
use super::{ColleagueRefused, Managers, unguarded};
use crate::Fault;
use crate::accounts::MembershipRole;
use crate::entity::memberships;
use crate::history::Event;
use crate::ids::{AccountId, MembershipId};
use crate::store::{Tx, Whole};
use crate::tenancy::SchoolMember;

impl SchoolMember {
    /// Gives a colleague another role, and tells her. The role that she has already: nothing happens.
    pub async fn change_role(
        &self,
        id: MembershipId,
        role: MembershipRole,
    ) -> Result<(), ColleagueRefused> {
        self.decide(async |tx, managers| {
            let colleague = self.place(tx, id).await?;
            self.check_manager(tx, &managers).await?;
            if colleague.role == role {
                return Ok(());
            }
            if role != MembershipRole::Manager {
                keep_a_manager(&managers, id)?;
            }
            let update = tx.set(memberships::ActiveModel {
                id: Set(id),
                role: Set(role),
                ..Default::default()
            });
            tx.run(update).await?;
            let account = colleague.account_id;
            tx.record(
                self.actor(),
                Some(self.uai()),
                Event::ColleagueRoleChanged { account, role },
            )
            .await?;
            self.tell(tx, account, ColleagueNews::Role(role)).await?;
            if role == MembershipRole::Manager {
                tx.tell_managers(self.uai(), account, Some(self.person.account)).await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a colleague out of the school, and tells her. What she booked stays the school's; her
    /// account stays hers, and her sessions are nobody's here from the next request on.
    pub async fn remove(&self, id: MembershipId) -> Result<(), ColleagueRefused> {
        self.decide(async |tx, managers| {
            let colleague = self.place(tx, id).await?;
            self.check_manager(tx, &managers).await?;
            keep_a_manager(&managers, id)?;
            tx.end_membership(id).await?;
            let account = colleague.account_id;
            if let Some(person) = tx.account(account).await? {
                tx.end_school_invitations(self.uai(), &person.login).await?;
            }
            tx.record(self.actor(), Some(self.uai()), Event::ColleagueRemoved { account }).await?;
            self.tell(tx, account, ColleagueNews::Removed).await
        })
        .await
    }

    /// She leaves the school herself.
    pub async fn leave(&self) -> Result<(), ColleagueRefused> {
        self.decide(async |tx, managers| {
            let own = tx
                .membership_of(self.person.account, self.uai())
                .await?
                .ok_or(ColleagueRefused::Unknown)?;
            keep_a_manager(&managers, own.id)?;
            tx.end_membership(own.id).await?;
            let account = self.person.account;
            tx.record(self.actor(), Some(self.uai()), Event::ColleagueLeft { account }).await?;
            Ok(())
        })
        .await
    }

    /// One transaction that begins by holding the school's managers.
    async fn decide(
        &self,
        work: impl AsyncFnOnce(&Tx<'_, Whole>, Managers) -> Result<(), ColleagueRefused>,
    ) -> Result<(), ColleagueRefused> {
        let seen = unguarded::seen(self).await?;
        self.write(async |tx| {
            let held = tx.managers(self.uai()).await?;
            work(tx, seen.unwrap_or(held)).await
        })
        .await
    }

    async fn place(
        &self,
        tx: &Tx<'_, Whole>,
        id: MembershipId,
    ) -> Result<memberships::Model, ColleagueRefused> {
        let row = tx.membership(self.uai(), id).await?;
        row.ok_or(ColleagueRefused::Unknown)
    }

    /// Asked again inside the transaction: she may have been removed since the request came.
    async fn check_manager(
        &self,
        tx: &Tx<'_, Whole>,
        managers: &Managers,
    ) -> Result<(), ColleagueRefused> {
        match tx.membership_of(self.person.account, self.uai()).await? {
            Some(own) if managers.include(own.id) => Ok(()),
            _ => Err(ColleagueRefused::NotManager),
        }
    }

    async fn tell(
        &self,
        tx: &Tx<'_, Whole>,
        account: AccountId,
        news: ColleagueNews,
    ) -> Result<(), ColleagueRefused> {
        let uai = self.uai();
        tx.enqueue(&TellColleague { account, uai, news }).await?;
        Ok(())
    }
}

fn keep_a_manager(managers: &Managers, leaving: MembershipId) -> Result<(), ColleagueRefused> {
    if managers.include(leaving) && !managers.remain_without(leaving) {
        return Err(ColleagueRefused::LastManager);
    }
    Ok(())
}

impl Tx<'_, Whole> {
    /// Tells the managers in place that `joined` is one of them now; whoever made her so knows.
    pub(crate) async fn tell_managers(
        &self,
        uai: Uai,
        joined: AccountId,
        by: Option<AccountId>,
    ) -> Result<(), Fault> {
        let others = self.managers_of(uai).await?.into_iter().map(|manager| manager.id);
        let others = others.filter(|one| *one != joined && Some(*one) != by);
        let mails: Vec<_> = others.map(|account| TellManager { account, uai, joined }).collect();
        self.enqueue_all(&mails).await
    }

    async fn end_membership(&self, id: MembershipId) -> Result<(), Fault> {
        let delete =
            self.delete_shared::<memberships::Entity>().filter(memberships::Column::Id.eq(id));
        self.run(delete).await.map(drop)
    }
}
