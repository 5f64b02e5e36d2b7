//! The lanes of the queue: what somebody waits for is not behind what nobody does.

/// Which line a job stands in. Each has places of its own at the worker, so that none waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// A mail that a person waits for at her screen: a link to confirm, to reset, to be let in.
    Urgent,
    /// Everything else that is quick.
    Ordinary,
    /// News of bookings: most print a convention before they mail.
    Printing,
}

impl Lane {
    /// All, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Urgent, Self::Ordinary, Self::Printing];

    /// As it is called where it is watched.
    pub fn name(self) -> &'static str {
        match self {
            Self::Urgent => "urgent",
            Self::Ordinary => "ordinary",
            Self::Printing => "printing",
        }
    }

    /// Jobs of one portal that may be in hand at once, over all nodes: whatever it waits for, a place is
    /// left for the others.
    pub(super) const OF_ONE_PORTAL: i32 = 3;

    /// As it is stored; smaller goes first.
    pub(super) fn number(self) -> i32 {
        match self {
            Self::Urgent => 0,
            Self::Ordinary => 1,
            Self::Printing => 2,
        }
    }
}
