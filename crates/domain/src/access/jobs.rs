//! What follows from an access request, as data. A job is one mail, or one look at the clock; each
//! does nothing when what it is about has changed meanwhile.

use serde::{Deserialize, Serialize};

use super::{NewAccessRequest, NoticeKind};
use crate::ids::{AccessRequestId, AccountId};
use crate::queue::Job;

/// Mails the link that proves the requester's mailbox; or tells her what she has already.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendAccessProof {
    /// Who asks.
    pub request: NewAccessRequest,
    /// The host that the link leads to.
    pub host: String,
}

/// Tells the managers of a school, as soon as the day's notifications allow.
#[derive(Debug, Serialize, Deserialize)]
pub struct NotifyManagers {
    /// Of which request.
    pub request: AccessRequestId,
}

/// Reminds the managers, once.
#[derive(Debug, Serialize, Deserialize)]
pub struct RemindManagers {
    /// Of which request.
    pub request: AccessRequestId,
}

/// Mails one manager, with a link of her own to answer by.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendAccessNotice {
    /// About which request.
    pub request: AccessRequestId,
    /// To whom.
    pub manager: AccountId,
    /// The first mail, the reminder, or an operator's notice.
    pub kind: NoticeKind,
}

/// Ends the notice of an operator: the invitation leaves, unless somebody answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct EndAccessNotice {
    /// Of which request.
    pub request: AccessRequestId,
}

/// Ends a request that nobody answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExpireAccessRequest {
    /// Which.
    pub request: AccessRequestId,
}

/// Tells the requester that she was refused, or that nobody answered.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellRequester {
    /// Of which request.
    pub request: AccessRequestId,
}

impl Job for SendAccessProof {
    const KIND: &'static str = "access.send_proof";
}

impl Job for NotifyManagers {
    const KIND: &'static str = "access.notify_managers";
}

impl Job for RemindManagers {
    const KIND: &'static str = "access.remind_managers";
}

impl Job for SendAccessNotice {
    const KIND: &'static str = "access.send_notice";
}

impl Job for EndAccessNotice {
    const KIND: &'static str = "access.end_notice";
}

impl Job for ExpireAccessRequest {
    const KIND: &'static str = "access.expire";
}

impl Job for TellRequester {
    const KIND: &'static str = "access.tell_requester";
}
