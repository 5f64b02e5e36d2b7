//! Everything that is written down.
//!
//! To add one: a variant, its object in `about`, its name in `KINDS` (`kind.rs`), its sentence in
//! `web/src/history/sentences.rs`.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::*;
use crate::operators::OperatorRole;
use crate::text_enum;

/// When a stage was, where its lycée is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The day.
    pub day: NaiveDate,
    /// When it began.
    pub starts: NaiveTime,
    /// When it ended.
    pub ends: NaiveTime,
}

impl When {
    pub(crate) fn of(day: NaiveDate, starts: DateTime<Utc>, ends: DateTime<Utc>, zone: Tz) -> Self {
        let wall = |moment: DateTime<Utc>| moment.with_timezone(&zone).time();
        Self { day, starts: wall(starts), ends: wall(ends) }
    }
}

/// A stage as it was before a change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// « CAP Cuisine ».
    pub programme: String,
    /// When it was.
    pub when: When,
}

/// A portal was opened, suspended or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateChange {
    /// Which.
    pub tenant: TenantId,
    /// What it is now.
    pub state: crate::tenancy::TenantState,
    /// Why, in the operator's words.
    pub reason: String,
    /// What it was before it was held; `None` in lines of older releases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<crate::tenancy::TenantState>,
}

/// A stage says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageChange {
    /// Which.
    pub slot: SlotId,
    /// Its day or hours are others.
    pub moved: bool,
    /// As it was; lines of older releases do not say.
    pub before: Option<Before>,
    /// « Lieu »: what else says something else.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// A booking has gone to another stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingMove {
    /// Which.
    pub booking: BookingId,
    /// The stage that it left.
    pub from: SlotId,
    /// The stage to which it went.
    pub to: SlotId,
    /// The lycée moved it.
    pub by_host: bool,
    /// When both were; lines of older releases do not say.
    pub when: Option<[When; 2]>,
}

/// A version of a convention is frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperIssue {
    /// Of which booking.
    pub booking: BookingId,
    /// Which convention.
    pub agreement: AgreementId,
    /// Its version.
    pub version: i32,
    /// « Horaires »: what it says otherwise than the one before.
    #[serde(default)]
    pub lines: Vec<String>,
}

/// A pupil was erased on a portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PupilErasure {
    /// One of her bookings there.
    pub booking: BookingId,
    /// How many of them hold no identity any more.
    pub bookings: u64,
    /// Her school asked for it on all portals, else the lycée for its own.
    pub by_host: bool,
    /// Why.
    pub why: ErasureReason,
}

/// A portal is to be erased, or is not any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archiving {
    /// Which.
    pub tenant: TenantId,
    /// On which day it is erased.
    pub erase_on: NaiveDate,
    /// Why, in the operator's words.
    pub reason: String,
}

text_enum! {
    /// Why a pupil is erased. Chosen, not typed: a name would stay in the history.
    ErasureReason {
        /// « À la demande de la famille ».
        Family = "family",
        /// « Élève saisi par erreur ».
        Mistake = "mistake",
        /// « L’élève a quitté l’établissement ».
        Left = "left",
        /// « Autre motif ».
        Other = "other",
        /// A backup was restored that still knew her.
        Restored = "restored",
    }
}

/// Somebody is invited to the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorAsked {
    /// As what; lines of older releases are about full ones.
    #[serde(default)]
    pub role: OperatorRole,
}

/// The console was taken from somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorGone {
    /// From whom.
    pub account: AccountId,
    /// Empty: a command.
    #[serde(default)]
    pub reason: String,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it; fields are the ids concerned")]
pub enum Event {
    AccountCreated { account: AccountId },
    LoginConfirmed { account: AccountId },
    PasswordChanged { account: AccountId },
    ProfileChanged { account: AccountId },
    LoginChangeAsked { account: AccountId },
    LoginChangeCancelled { account: AccountId },
    LoginChanged { account: AccountId },
    SignedIn { account: AccountId },
    SignedOut { account: AccountId },
    SessionsEnded { account: AccountId },
    MailboxRefused { account: AccountId },
    ColleagueRoleChanged { account: AccountId, role: crate::accounts::MembershipRole },
    ColleagueRemoved { account: AccountId },
    InvitationWithdrawn { invitation: InvitationId },
    ColleagueLeft { account: AccountId },
    OperatorInvited(OperatorAsked),
    OperatorRoleChanged { account: AccountId, role: OperatorRole, reason: String },
    OperatorRemoved(OperatorGone),
    FactorInstalled { account: AccountId },
    FactorGiven { account: AccountId },
    FactorUntied { account: AccountId },
    FactorReset { account: AccountId, reason: String },
    RecoveryCodeUsed { account: AccountId },
    RecoveryCodesRenewed { account: AccountId },
    PasskeyAdded { account: AccountId },
    PasskeyRemoved { account: AccountId },
    PasskeyUsed { account: AccountId },
    PasskeyCopied { account: AccountId },
    ViewingBegun { account: AccountId, reason: String },
    ViewingEnded { account: AccountId },
    PersonLinkSent { account: AccountId, reason: String },
    PersonSessionsEnded { account: AccountId, reason: String },
    PersonClosed { account: AccountId, reason: String },
    PersonReopened { account: AccountId, reason: String },
    PeopleMerged { account: AccountId, gone: AccountId, reason: String },
    PersonRemoved { account: AccountId },
    InvitationsWithdrawn,
    StaffRemoved { account: AccountId },
    StaffInvited { role: crate::staff::StaffRole },
    StaffJoined { account: AccountId, role: crate::staff::StaffRole },
    TeacherTied { account: AccountId, teacher: Option<TeacherId> },
    ColleagueInvited { role: crate::accounts::MembershipRole },
    ColleagueJoined { account: AccountId, role: crate::accounts::MembershipRole },
    AccessRequested { request: AccessRequestId },
    AccessNotified { request: AccessRequestId, managers: u64 },
    AccessReminded { request: AccessRequestId },
    AccessNoticeGiven { request: AccessRequestId },
    AccessGranted { request: AccessRequestId },
    AccessRefused { request: AccessRequestId },
    AccessExpired { request: AccessRequestId },
    OperatorJoined { account: AccountId },
    TenantApplied { tenant: TenantId, version: i32 },
    TenantStateSet(StateChange),
    TenantMoved { tenant: TenantId, from: String, to: String, reason: String },
    TenantPrepared { tenant: TenantId, step: crate::onboarding::Step },
    TenantArchived(Archiving),
    TenantKept(Archiving),
    ArchiveTaken { tenant: TenantId },
    LogoChanged { tenant: TenantId, gone: bool },
    HostProved { tenant: TenantId, host: String },
    HostFailing { tenant: TenantId, host: String, until: NaiveDate },
    HostLeft { tenant: TenantId, host: String, reason: Option<String> },
    SiteApplied { site: SiteId, version: i32 },
    SiteRemoved { site: SiteId },
    JobRetried { job: JobId },
    JobDropped { job: JobId },
    DirectoryImported { import: ImportId },
    SchoolCorrected { by: AccountId },
    SchoolTakenIn { account: AccountId },
    SchoolApplied { application: ApplicationId },
    PortalAsked { request: PortalRequestId },
    PortalGranted { request: PortalRequestId },
    PortalRefused { request: PortalRequestId },
    ApplicationAccepted { application: ApplicationId },
    ApplicationRefused { application: ApplicationId },
    SlotCreated { slot: SlotId },
    SlotPublished { slot: SlotId },
    SlotChanged(StageChange),
    SlotClosed { slot: SlotId },
    SlotCancelled { slot: SlotId, bookings: u64 },
    BookingMade { booking: BookingId, slot: SlotId },
    BookingMadeByHost { booking: BookingId, slot: SlotId },
    BookingConfirmed { booking: BookingId },
    BookingRefused { booking: BookingId },
    BookingTakenBack { booking: BookingId },
    BookingCancelled { booking: BookingId },
    BookingReleased { booking: BookingId },
    BookingCalledOff { booking: BookingId },
    BookingPupilChanged { booking: BookingId, by_host: bool },
    BookingMoved(BookingMove),
    BookingRestored { booking: BookingId, by_host: bool },
    IdentitiesErased { erasure: ErasureId, school_year: i32, bookings: u64 },
    PupilErased(PupilErasure),
    DossierRead { booking: BookingId },
    AgreementReturned { booking: BookingId, version: Option<i32> },
    AgreementAwaited { booking: BookingId },
    AgreementIssued(PaperIssue),
    AgreementRead { booking: BookingId },
}

impl Event {
    /// The object that it is about.
    pub(super) fn about(&self) -> Option<Uuid> {
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
            | Self::MailboxRefused { account }
            | Self::SchoolTakenIn { account }
            | Self::StaffJoined { account, .. }
            | Self::TeacherTied { account, .. }
            | Self::ColleagueJoined { account, .. }
            | Self::OperatorRemoved(OperatorGone { account, .. })
            | Self::OperatorRoleChanged { account, .. }
            | Self::FactorInstalled { account }
            | Self::FactorGiven { account }
            | Self::FactorUntied { account }
            | Self::FactorReset { account, .. }
            | Self::RecoveryCodeUsed { account }
            | Self::RecoveryCodesRenewed { account }
            | Self::PasskeyAdded { account }
            | Self::PasskeyRemoved { account }
            | Self::PasskeyUsed { account }
            | Self::PasskeyCopied { account }
            | Self::StaffRemoved { account }
            | Self::ViewingBegun { account, .. }
            | Self::ViewingEnded { account }
            | Self::PersonLinkSent { account, .. }
            | Self::PersonSessionsEnded { account, .. }
            | Self::PersonClosed { account, .. }
            | Self::PersonRemoved { account }
            | Self::PersonReopened { account, .. }
            | Self::PeopleMerged { account, .. }
            | Self::OperatorJoined { account } => account.0,
            Self::StaffInvited { .. }
            | Self::ColleagueInvited { .. }
            | Self::OperatorInvited(_)
            | Self::InvitationsWithdrawn => {
                return None;
            }
            Self::AccessRequested { request }
            | Self::AccessNotified { request, .. }
            | Self::AccessReminded { request }
            | Self::AccessNoticeGiven { request }
            | Self::AccessGranted { request }
            | Self::AccessRefused { request }
            | Self::AccessExpired { request } => request.0,
            Self::TenantApplied { tenant, .. }
            | Self::TenantMoved { tenant, .. }
            | Self::TenantPrepared { tenant, .. }
            | Self::TenantArchived(Archiving { tenant, .. })
            | Self::TenantKept(Archiving { tenant, .. })
            | Self::ArchiveTaken { tenant }
            | Self::LogoChanged { tenant, .. }
            | Self::HostProved { tenant, .. }
            | Self::HostFailing { tenant, .. }
            | Self::HostLeft { tenant, .. }
            | Self::TenantStateSet(StateChange { tenant, .. }) => tenant.0,
            Self::SiteApplied { site, .. } | Self::SiteRemoved { site } => site.0,
            Self::JobRetried { job } | Self::JobDropped { job } => job.0,
            Self::IdentitiesErased { erasure, .. } => erasure.0,
            Self::DirectoryImported { import } => import.0,
            Self::SchoolCorrected { by } => by.0,
            Self::InvitationWithdrawn { invitation } => invitation.0,
            Self::PortalAsked { request }
            | Self::PortalGranted { request }
            | Self::PortalRefused { request } => request.0,
            Self::SchoolApplied { application }
            | Self::ApplicationAccepted { application }
            | Self::ApplicationRefused { application } => application.0,
            Self::SlotCreated { slot }
            | Self::SlotPublished { slot }
            | Self::SlotChanged(StageChange { slot, .. })
            | Self::SlotClosed { slot }
            | Self::SlotCancelled { slot, .. } => slot.0,
            Self::BookingMade { booking, .. }
            | Self::BookingMadeByHost { booking, .. }
            | Self::BookingConfirmed { booking }
            | Self::BookingRefused { booking }
            | Self::BookingTakenBack { booking }
            | Self::BookingCancelled { booking }
            | Self::BookingReleased { booking }
            | Self::BookingCalledOff { booking }
            | Self::BookingPupilChanged { booking, .. }
            | Self::BookingMoved(BookingMove { booking, .. })
            | Self::BookingRestored { booking, .. }
            | Self::PupilErased(PupilErasure { booking, .. })
            | Self::DossierRead { booking }
            | Self::AgreementReturned { booking, .. }
            | Self::AgreementAwaited { booking }
            | Self::AgreementIssued(PaperIssue { booking, .. })
            | Self::AgreementRead { booking } => booking.0,
        })
    }

    /// As whom an operator saw a portal.
    pub(super) fn viewed(&self) -> Option<AccountId> {
        match *self {
            Self::ViewingBegun { account, .. } | Self::ViewingEnded { account } => Some(account),
            _ => None,
        }
    }

    /// Whose account an operator did something about that her schools and portals read too.
    pub(super) fn person(&self) -> Option<AccountId> {
        match *self {
            Self::PersonClosed { account, .. }
            | Self::PersonReopened { account, .. }
            | Self::PeopleMerged { account, .. } => Some(account),
            _ => None,
        }
    }

    /// The event of a stored row; `None`: of a later version, or damaged.
    pub(crate) fn read(name: &str, detail: &str) -> Option<Self> {
        let mut fields: serde_json::Value = serde_json::from_str(detail).ok()?;
        fields.as_object_mut()?.insert("event".to_owned(), name.into());
        serde_json::from_value(fields).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_event_reads_back() {
        let slot = SlotId(Uuid::nil());
        let event = Event::SlotChanged(StageChange {
            slot,
            moved: true,
            before: None,
            lines: vec!["Lieu".into()],
        });
        let stored = serde_json::to_value(&event).unwrap();
        let name = stored["event"].as_str().unwrap();
        assert_eq!(Event::read(name, &stored.to_string()), Some(event));
        // A line of an older release says less.
        let older = format!(r#"{{"slot":"{slot}","moved":false}}"#);
        let read =
            Event::SlotChanged(StageChange { slot, moved: false, before: None, lines: Vec::new() });
        assert_eq!(Event::read("slot_changed", &older), Some(read));
        assert_eq!(Event::read("unheard_of", "{}"), None);
        assert_eq!(Event::read("slot_changed", "[]"), None);
    }
}
