//! A viewing ends in many ways: thirty minutes, an idle console, a sign-out, a role that is taken away.

use crate::ids::ViewingId;
use crate::queue::jobs;

jobs! {
    /// Writes that a viewing has ended, or looks again in a minute.
    "viewing.watch" WatchViewing in Ordinary { viewing: ViewingId }
}
