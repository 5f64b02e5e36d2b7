//! Who did what, when, to what: rows written inside the verb's transaction, never changed.
//!
//! An event names objects by id only: no name of a pupil, no address. To add one: a variant of
//! [`Event`], and the sentence that it is shown as.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde::Serialize;
use uuid::Uuid;

use education::Uai;

use crate::Fault;
use crate::entity::history;
use crate::ids::*;
use crate::store::{Scope, Tx};
use crate::tenancy::Portal;

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A person, for her school or her lycée.
    Account(AccountId),
    /// A person, as operator of the platform.
    Operator(AccountId),
    /// A rule, by the clock or by a command.
    System,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "the names say it; fields are the ids concerned"
)]
pub enum Event {
    AccountCreated {
        account: AccountId,
    },
    LoginConfirmed {
        account: AccountId,
    },
    PasswordChanged {
        account: AccountId,
    },
    ProfileChanged {
        account: AccountId,
    },
    LoginChangeAsked {
        account: AccountId,
    },
    LoginChangeCancelled {
        account: AccountId,
    },
    LoginChanged {
        account: AccountId,
    },
    SignedIn {
        account: AccountId,
    },
    SignedOut {
        account: AccountId,
    },
    SessionsEnded {
        account: AccountId,
    },
    ColleagueRoleChanged {
        account: AccountId,
        role: crate::accounts::MembershipRole,
    },
    ColleagueRemoved {
        account: AccountId,
    },
    InvitationWithdrawn {
        invitation: InvitationId,
    },
    ColleagueLeft {
        account: AccountId,
    },
    OperatorInvited,
    StaffInvited {
        role: crate::staff::StaffRole,
    },
    StaffJoined {
        account: AccountId,
        role: crate::staff::StaffRole,
    },
    ColleagueInvited {
        role: crate::accounts::MembershipRole,
    },
    ColleagueJoined {
        account: AccountId,
        role: crate::accounts::MembershipRole,
    },
    AccessRequested {
        request: AccessRequestId,
    },
    AccessNotified {
        request: AccessRequestId,
        managers: u64,
    },
    AccessReminded {
        request: AccessRequestId,
    },
    AccessNoticeGiven {
        request: AccessRequestId,
    },
    AccessGranted {
        request: AccessRequestId,
    },
    AccessRefused {
        request: AccessRequestId,
    },
    AccessExpired {
        request: AccessRequestId,
    },
    OperatorJoined {
        account: AccountId,
    },
    TenantApplied {
        tenant: TenantId,
        version: i32,
    },
    DirectoryImported {
        import: ImportId,
    },
    SchoolCorrected {
        by: AccountId,
    },
    SlotCreated {
        slot: SlotId,
    },
    SlotPublished {
        slot: SlotId,
    },
    SlotChanged {
        slot: SlotId,
        moved: bool,
    },
    SlotClosed {
        slot: SlotId,
    },
    SlotCancelled {
        slot: SlotId,
        bookings: u64,
    },
    BookingMade {
        booking: BookingId,
        slot: SlotId,
    },
    BookingMadeByHost {
        booking: BookingId,
        slot: SlotId,
    },
    BookingConfirmed {
        booking: BookingId,
    },
    BookingRefused {
        booking: BookingId,
    },
    BookingCancelled {
        booking: BookingId,
    },
    AgreementIssued {
        booking: BookingId,
        agreement: AgreementId,
        version: i32,
    },
    AgreementRead {
        booking: BookingId,
    },
}

impl Event {
    fn about(&self) -> Option<Uuid> {
        Some(match *self {
            Self::AccountCreated { account }
            | Self::LoginConfirmed { account }
            | Self::PasswordChanged { account }
            | Self::ProfileChanged { account }
            | Self::LoginChangeAsked { account }
            | Self::LoginChangeCancelled { account }
            | Self::LoginChanged { account }
            | Self::ColleagueRoleChanged { account, .. }
            | Self::ColleagueRemoved { account }
            | Self::ColleagueLeft { account }
            | Self::SignedIn { account }
            | Self::SignedOut { account }
            | Self::SessionsEnded { account }
            | Self::StaffJoined { account, .. }
            | Self::ColleagueJoined { account, .. }
            | Self::OperatorJoined { account } => account.0,
            Self::StaffInvited { .. } | Self::ColleagueInvited { .. } | Self::OperatorInvited => {
                return None;
            }
            Self::AccessRequested { request }
            | Self::AccessNotified { request, .. }
            | Self::AccessReminded { request }
            | Self::AccessNoticeGiven { request }
            | Self::AccessGranted { request }
            | Self::AccessRefused { request }
            | Self::AccessExpired { request } => request.0,
            Self::TenantApplied { tenant, .. } => tenant.0,
            Self::DirectoryImported { import } => import.0,
            Self::SchoolCorrected { by } => by.0,
            Self::InvitationWithdrawn { invitation } => invitation.0,
            Self::SlotCreated { slot }
            | Self::SlotPublished { slot }
            | Self::SlotChanged { slot, .. }
            | Self::SlotClosed { slot }
            | Self::SlotCancelled { slot, .. } => slot.0,
            Self::BookingMade { booking, .. }
            | Self::BookingMadeByHost { booking, .. }
            | Self::BookingConfirmed { booking }
            | Self::BookingRefused { booking }
            | Self::BookingCancelled { booking }
            | Self::AgreementIssued { booking, .. }
            | Self::AgreementRead { booking } => booking.0,
        })
    }
}

/// One line to be written.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) actor: Actor,
    pub(crate) school: Option<Uai>,
    pub(crate) event: Event,
}

/// One line as the portal reads it.
#[derive(Clone, Debug)]
pub struct HistoryLine {
    /// Name of the event: `booking_made`.
    pub event: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Portal {
    /// What happened on this portal to one object, the oldest first.
    pub async fn history_of(&self, about: Uuid, limit: u64) -> Result<Vec<HistoryLine>, Fault> {
        self.read(async |tx| {
            let rows = tx
                .shared::<history::Entity>()
                .filter(history::Column::TenantId.eq(self.id()))
                .filter(history::Column::About.eq(about))
                .order_by_asc(history::Column::Id)
                .limit(limit)
                .all(tx.db())
                .await?;
            Ok(rows
                .into_iter()
                .map(|row| HistoryLine {
                    event: row.event,
                    at: row.at,
                })
                .collect())
        })
        .await
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Writes one line of history; `school` lets that school read it.
    pub(crate) async fn record(
        &self,
        actor: Actor,
        school: Option<Uai>,
        event: Event,
    ) -> Result<(), Fault> {
        self.record_all([Entry {
            actor,
            school,
            event,
        }])
        .await
    }

    /// Writes several lines in one statement.
    pub(crate) async fn record_all(
        &self,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<(), Fault> {
        let rows = entries
            .into_iter()
            .map(|entry| self.history_row(&entry))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(self.insert_all_shared(rows).await?)
    }

    fn history_row(&self, entry: &Entry) -> Result<history::ActiveModel, Fault> {
        let (actor_kind, actor_id) = match entry.actor {
            Actor::Account(id) => ("account", Some(id.0)),
            Actor::Operator(id) => ("operator", Some(id.0)),
            Actor::System => ("system", None),
        };
        let mut detail = serde_json::to_value(&entry.event)?;
        let name = detail
            .as_object_mut()
            .and_then(|fields| fields.remove("event"));
        let name = name
            .as_ref()
            .and_then(|name| name.as_str())
            .unwrap_or_default();
        Ok(history::ActiveModel {
            id: Set(self.id()),
            tenant_id: Set(self.tenant()),
            uai: Set(entry.school.map(|uai| uai.to_string())),
            actor_kind: Set(actor_kind.to_owned()),
            actor_id: Set(actor_id),
            event: Set(name.to_owned()),
            about: Set(entry.event.about()),
            detail: Set(detail.to_string()),
            at: Set(self.now()),
        })
    }
}
