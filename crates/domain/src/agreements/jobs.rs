//! What follows a change of the lycée's settings, or of a pupil, as data.

use crate::ids::BookingId;
use crate::queue::jobs;

jobs! {
    /// Takes the name of whoever was replaced on a booking out of its former papers and letters.
    "agreements.forget_replaced" ForgetReplaced in Ordinary {
        booking: BookingId,
    }

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
