//! What a colleague is told, as data.

use education::Uai;
use serde::{Deserialize, Serialize};

use crate::accounts::MembershipRole;
use crate::ids::AccountId;
use crate::queue::jobs;

jobs! {
    /// Tells a person what she has become in a school.
    "colleagues.tell" TellColleague in Ordinary { account: AccountId, uai: Uai, news: ColleagueNews }

    /// Tells a manager in place that a school has one more.
    "colleagues.tell_manager" TellManager in Ordinary { account: AccountId, uai: Uai, joined: AccountId }
}

/// What happened to a colleague.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColleagueNews {
    /// She acts for the school now.
    Joined(MembershipRole),
    /// Her role is another.
    Role(MembershipRole),
    /// She does not act for the school any more.
    Removed,
}
