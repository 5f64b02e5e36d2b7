//! What the lycée is asked about its people, as data.

use crate::ids::AccountId;
use crate::queue::jobs;

jobs! {
    /// Asks an editor which teacher of the list somebody is who joined as one.
    "staff.ask_who_teaches" AskWhoTeaches in Ordinary { editor: AccountId, teacher: AccountId }
}
