//! What the lycée is asked about its people and what they are told of it, as data.

use crate::ids::{AccountId, TeacherId};
use crate::queue::jobs;

jobs! {
    /// Asks an editor which teacher of the list somebody is who joined as one.
    "staff.ask_who_teaches" AskWhoTeaches in Ordinary { editor: AccountId, teacher: AccountId }
    /// Tells a teacher whose stages are his, or that none are any more.
    "staff.tell_tied" TellTied in Ordinary { account: AccountId, teacher: Option<TeacherId> }
}
