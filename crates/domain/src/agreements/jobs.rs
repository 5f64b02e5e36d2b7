//! What follows a change of the lycée's settings, as data.

use crate::ids::BookingId;
use crate::queue::jobs;

jobs! {
    /// Prints the conventions anew that say something else since the lycée's settings changed, some at a time,
    /// and has their schools told.
    "agreements.renew" RenewAgreements in Ordinary {
        /// Those before it are done.
        after: Option<BookingId>,
        /// Bookings are released at other moments: all that wait for it are told.
        #[serde(default)]
        releases: bool,
    }
}
