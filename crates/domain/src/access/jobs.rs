//! What follows from an access request, as data. A job is one mail, or one look at the clock; each
//! does nothing when what it is about has changed meanwhile.

use super::{NewAccessRequest, NoticeKind};
use crate::ids::{AccessRequestId, AccountId};
use crate::queue::jobs;

jobs! {
    /// Mails the link that proves the requester's mailbox; or tells her what she has already.
    "access.send_proof" SendAccessProof in Urgent { request: NewAccessRequest, host: String }

    /// Tells the managers of a school, as soon as the day's notifications allow.
    "access.notify_managers" NotifyManagers in Urgent { request: AccessRequestId }

    /// Reminds the managers, once.
    "access.remind_managers" RemindManagers in Ordinary { request: AccessRequestId }

    /// Mails one manager, with a link of her own to answer by.
    "access.send_notice" SendAccessNotice in Urgent {
        request: AccessRequestId,
        manager: AccountId,
        kind: NoticeKind,
    }

    /// Ends the notice of an operator: the invitation leaves, unless somebody answered.
    "access.end_notice" EndAccessNotice in Ordinary { request: AccessRequestId }

    /// Ends a request that nobody answered.
    "access.expire" ExpireAccessRequest in Ordinary { request: AccessRequestId }

    /// Tells the requester that she was refused, or that nobody answered.
    "access.tell_requester" TellRequester in Ordinary { request: AccessRequestId }
}
