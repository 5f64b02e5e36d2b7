//! Managers are told who asks: at once if their three notifications of the day have not left,
//! else when there is room again; a day later they are reminded, once, after whoever they have not
//! heard of yet. All of it is counted in the database, on the rows themselves, so that it holds without Redis.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use serde::{Deserialize, Serialize};

use super::decisions::DecisionLink;
use super::jobs::{NotifyManagers, RemindManagers, SendAccessNotice};
use super::{AccessRequest, AccessStatus, DECISION_LIFE, NOTIFICATIONS_A_DAY, PATIENCE};
use crate::Fault;
use crate::accounts::Addressee;
use crate::entity::access_requests;
use crate::history::{Actor, Event};
use crate::ids::{AccessRequestId, AccountId, SchoolId};
use crate::random::Token;
use crate::store::{Scope, Tx, Whole};
use crate::tenancy::Worker;
use education::Uai;

/// Which of the mails to a manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Who asks.
    First,
    /// The same, a day later.
    Reminder,
    /// An operator will open the access unless somebody refuses.
    Operator,
}

/// What a mail to a manager is made of.
#[derive(Clone, Debug)]
pub struct NoticeMail {
    /// To whom.
    pub to: Addressee,
    /// Who asks.
    pub request: AccessRequest,
    /// Name of the school, as listed.
    pub school: String,
    /// Opens the page on which she answers without signing in.
    pub token: Token,
}

impl Worker {
    /// Tells the managers, if that waits still. For its job: may run twice.
    pub async fn notify_managers(&self, request: AccessRequestId) -> Result<(), Fault> {
        self.write(async |tx| match tx.request(request).await? {
            Some(open) if open.status.is_open() && open.notified_at.is_none() => {
                tx.notify_managers(&open).await
            }
            _ => Ok(()),
        })
        .await
    }

    /// Reminds the managers, if nobody answered. For its job: may run twice.
    pub async fn remind_managers(&self, request: AccessRequestId) -> Result<(), Fault> {
        self.write(async |tx| {
            let found = tx.request(request).await?;
            let waiting = found.filter(|found| found.status == AccessStatus::Waiting);
            let Some(open) = waiting else {
                return Ok(());
            };
            tx.lock_school(open.uai).await?;
            let later = match tx.somebody_is_unheard(open.uai).await? {
                true => Some(tx.now() + PATIENCE),
                false => tx.full_until(open.uai).await?,
            };
            if let Some(later) = later {
                return tx.enqueue_at(later, &RemindManagers { request }).await;
            }
            let column = access_requests::Column::RemindedAt;
            if !tx.mark_told(request, column).await? {
                return Ok(());
            }
            let reminded = Event::AccessReminded { request };
            tx.record(Actor::System, Some(open.uai), reminded).await?;
            tx.mail_managers(&open, NoticeKind::Reminder).await.map(drop)
        })
        .await
    }

    /// Mints the link of a mail to a manager, when it leaves. `None`: the request was closed, or she
    /// manages the school no more.
    pub async fn mint_access_decision(
        &self,
        request: AccessRequestId,
        manager: AccountId,
        host: &str,
    ) -> Result<Option<NoticeMail>, Fault> {
        self.write(async |tx| {
            let Some(open) = tx.request(request).await? else {
                return Ok(None);
            };
            let managers = tx.managers_of(open.uai).await?;
            let to = managers.into_iter().find(|one| one.id == manager);
            let (Some(to), true) = (to, open.status.is_open()) else {
                return Ok(None);
            };
            let school = tx.listed_school(open.uai).await?;
            let link = DecisionLink(request);
            Ok(Some(NoticeMail {
                token: tx.mint(&link, Some(manager), host, DECISION_LIFE).await?,
                to: tx.addressee(to).await?,
                school: school.map(|school| school.listed.name).unwrap_or_default(),
                request: open,
            }))
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Tells the managers now, or enqueues it for when the day's notifications allow.
    pub(super) async fn notify_managers(&self, open: &AccessRequest) -> Result<(), Fault> {
        let request = open.id;
        self.lock_school(open.uai).await?;
        if let Some(later) = self.full_until(open.uai).await? {
            return self.enqueue_at(later, &NotifyManagers { request }).await;
        }
        let column = access_requests::Column::NotifiedAt;
        if !self.mark_told(request, column).await? {
            return Ok(());
        }
        let managers = self.mail_managers(open, NoticeKind::First).await?;
        let notified = Event::AccessNotified { request, managers };
        self.record(Actor::System, Some(open.uai), notified).await?;
        let at = self.now() + PATIENCE;
        self.enqueue_at(at, &RemindManagers { request }).await
    }

    /// A mail to each manager, and how many there are.
    pub(super) async fn mail_managers(
        &self,
        open: &AccessRequest,
        kind: NoticeKind,
    ) -> Result<u64, Fault> {
        let managers = self.managers_of(open.uai).await?;
        let mails: Vec<_> = managers
            .iter()
            .map(|manager| SendAccessNotice { request: open.id, manager: manager.id, kind })
            .collect();
        self.enqueue_all(&mails).await?;
        Ok(mails.len() as u64)
    }

    /// Notes that managers are told now: once, and only while nobody has decided anything.
    async fn mark_told(
        &self,
        request: AccessRequestId,
        column: access_requests::Column,
    ) -> Result<bool, Fault> {
        let change = self
            .update_shared::<access_requests::Entity>()
            .col_expr(column, Expr::value(self.now()))
            .filter(access_requests::Column::Id.eq(request))
            .filter(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .filter(column.is_null());
        self.change(change).await
    }

    /// Until when the managers of a school get no more notifications; `None`: they may get one now.
    async fn full_until(&self, uai: Uai) -> Result<Option<DateTime<Utc>>, Fault> {
        use access_requests::Column::{NotifiedAt, RemindedAt};
        let day = TimeDelta::days(1);
        let since = self.now() - day;
        let lately = Condition::any().add(NotifiedAt.gt(since)).add(RemindedAt.gt(since));
        let query = self
            .shared::<access_requests::Entity>()
            .filter(access_requests::Column::Uai.eq(SchoolId(uai)))
            .filter(lately);
        let rows = self.all(query).await?;
        let mut told: Vec<_> = rows
            .iter()
            .flat_map(|row| [row.notified_at, row.reminded_at])
            .flatten()
            .filter(|told| *told > since)
            .collect();
        told.sort_unstable_by(|one, other| other.cmp(one));
        Ok(told.get(NOTIFICATIONS_A_DAY - 1).map(|told| *told + day))
    }

    /// Whether managers were never told of somebody: she goes before those who are announced again,
    /// else three reminders would use up each day.
    async fn somebody_is_unheard(&self, uai: Uai) -> Result<bool, Fault> {
        let query = self
            .shared::<access_requests::Entity>()
            .filter(access_requests::Column::Uai.eq(SchoolId(uai)))
            .filter(access_requests::Column::Status.eq(AccessStatus::Waiting))
            .filter(access_requests::Column::NotifiedAt.is_null());
        self.any(query).await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// A request by its id.
    pub(super) async fn request(
        &self,
        id: AccessRequestId,
    ) -> Result<Option<AccessRequest>, Fault> {
        Ok(self.get::<access_requests::Entity>(id).await?.map(AccessRequest::from))
    }
}
