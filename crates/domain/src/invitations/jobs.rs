//! The mails that invite, as data. The secret of a link is never in a job.

use super::{OperatorInvitation, SchoolInvitation, StaffInvitation};
use crate::ids::InvitationId;
use crate::queue::jobs;

jobs! {
    /// Mails an invitation to the staff of the job's portal.
    "accounts.send_staff_invitation" SendStaffInvitation in Urgent { invitation: StaffInvitation }

    /// Mails an invitation into the account of a school.
    "accounts.send_school_invitation" SendSchoolInvitation in Urgent {
        /// Withdrawn, it is not mailed.
        id: InvitationId,
        invitation: SchoolInvitation,
    }

    /// Mails an invitation to the operators.
    "accounts.send_operator_invitation" SendOperatorInvitation in Urgent { invitation: OperatorInvitation }
}
