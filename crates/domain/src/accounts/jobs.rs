//! Mails that follow from accounts, as data. The secret of a link is never in a job.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, InvitationId, LoginChangeId};
use crate::invitations::{OperatorInvitation, SchoolInvitation, StaffInvitation};
use crate::login_change::LoginSide;
use crate::queue::Job;

/// Mails the link that confirms a mailbox, if an unconfirmed account has it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendConfirmation {
    /// Whose.
    pub login: String,
    /// The host that the link leads to.
    pub host: String,
}

/// Mails the link by which an account takes in a second school.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendSchoolAddition {
    /// Which school.
    pub uai: education::Uai,
    /// Whose account.
    pub login: String,
    /// The host that the link leads to.
    pub host: String,
}

/// Mails the link that opens a new password, if an account has this login. It is enqueued for
/// unknown logins too, so that asking takes the same time for all.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendPasswordReset {
    /// Whose.
    pub login: String,
    /// The host that the link leads to.
    pub host: String,
}

/// Tells a person that her password was changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellPasswordChanged {
    /// Whose.
    pub login: String,
    /// The host where it happened.
    pub host: String,
}

/// Mails one of the two links that change a login.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendLoginChangeLink {
    /// Which change.
    pub change: LoginChangeId,
    /// To which mailbox.
    pub side: LoginSide,
    /// The host that the link leads to.
    pub host: String,
}

/// Tells one of the two mailboxes that the login has changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct TellLoginChanged {
    /// Whose.
    pub account: AccountId,
    /// The mailbox that is told: the old login or the new one.
    pub to: String,
    /// The login from now on.
    pub new: String,
    /// The host where it happened.
    pub host: String,
}

/// Mails an invitation to the staff of the job's portal.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendStaffInvitation {
    /// Who is invited, as what.
    pub invitation: StaffInvitation,
}

/// Mails an invitation into the account of a school.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendSchoolInvitation {
    /// Which one: withdrawn, it is not mailed.
    pub id: InvitationId,
    /// Who is invited, as what.
    pub invitation: SchoolInvitation,
}

/// Mails an invitation to the operators.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendOperatorInvitation {
    /// Who is invited.
    pub invitation: OperatorInvitation,
}

impl Job for SendConfirmation {
    const KIND: &'static str = "accounts.send_confirmation";
}

impl Job for SendSchoolAddition {
    const KIND: &'static str = "accounts.send_school_addition";
}

impl Job for SendPasswordReset {
    const KIND: &'static str = "accounts.send_password_reset";
}

impl Job for TellPasswordChanged {
    const KIND: &'static str = "accounts.tell_password_changed";
}

impl Job for SendLoginChangeLink {
    const KIND: &'static str = "accounts.send_login_change_link";
}

impl Job for TellLoginChanged {
    const KIND: &'static str = "accounts.tell_login_changed";
}

impl Job for SendStaffInvitation {
    const KIND: &'static str = "accounts.send_staff_invitation";
}

impl Job for SendSchoolInvitation {
    const KIND: &'static str = "accounts.send_school_invitation";
}

impl Job for SendOperatorInvitation {
    const KIND: &'static str = "accounts.send_operator_invitation";
}
