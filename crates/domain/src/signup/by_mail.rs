//! Too many schools were looked up from one address: how to go on is mailed to the school instead.
//!
//! The same for every code, and to the mailbox of the directory only: what the school's account is worth is read
//! behind the link, by whoever reads that mailbox.

use chrono::TimeDelta;
use education::Uai;
use education::directory::State;
use serde::{Deserialize, Serialize};

use super::jobs::SendWayOn;
use crate::Fault;
use crate::accounts::{LinkPurpose, LinkState, Mailed};
use crate::directory::School;
use crate::random::Token;
use crate::tenancy::{Doors, Worker};

/// How long a link lives by which a school goes on that was looked up too often: as long as what it opens.
pub const WAY_ON_LIFE: TimeDelta = TimeDelta::hours(1);

/// The link by which whoever reads a school's mailbox goes on with this school.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct WayOn(Uai);

impl Mailed for WayOn {
    const PURPOSE: LinkPurpose = LinkPurpose::WayOn;
}

impl Doors {
    /// Asks for the mail by which a school goes on. The job finds out whether there is such a school.
    pub async fn request_way_on(&self, school: Uai) -> Result<(), Fault> {
        let order = SendWayOn { school, host: self.host.clone() };
        self.write(async |tx| tx.enqueue(&order).await).await
    }

    /// The school of such a link while it opens, else what it is worth. It may be followed again.
    pub async fn way_on(&self, token: &Token) -> Result<Result<Uai, LinkState>, Fault> {
        let seen = self.read(async |tx| tx.peek::<WayOn>(token, &self.host).await).await?;
        Ok(match seen {
            Some(link) if link.state == LinkState::Valid => Ok(link.says.0),
            link => Err(link.map_or(LinkState::Unknown, |link| link.state)),
        })
    }
}

impl Worker {
    /// Mints the link of the mail when it leaves: the school's name, its mailbox, the secret. `None`: no open school
    /// has this code, or the directory has no mailbox for it.
    pub async fn mint_way_on(
        &self,
        order: &SendWayOn,
    ) -> Result<Option<(String, String, Token)>, Fault> {
        self.write(async |tx| {
            let school = tx.listed_school(order.school).await?;
            let open = |one: &School| one.state != State::Closed && one.kind.may_hold_account();
            let Some(school) = school.filter(open) else { return Ok(None) };
            let Some(mailbox) = school.mailbox().address().map(str::to_owned) else {
                return Ok(None);
            };
            let token = tx.mint(&WayOn(order.school), None, &order.host, WAY_ON_LIFE).await?;
            Ok(Some((school.listed.name, mailbox, token)))
        })
        .await
    }
}
