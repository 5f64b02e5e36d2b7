//! Who reads what an operator did: the person, her schools, her portals; and what she is mailed.

use super::jobs::{PersonNews, TellPerson};
use super::{PersonRefused, Place};
use crate::Fault;
use crate::accounts::Addressee;
use crate::history::Event;
use crate::ids::AccountId;
use crate::store::{Tx, Whole};
use crate::tenancy::{FullOperator, Worker};

/// Whom to tell, and of which other account.
#[derive(Clone, Debug)]
pub struct PersonTold {
    /// Whom.
    pub to: Addressee,
    /// The login of the other account, where there is one.
    pub other: String,
}

impl Worker {
    /// Whom to tell what happened to her account, closed or not.
    pub async fn person_told(&self, job: &TellPerson) -> Result<Option<PersonTold>, Fault> {
        let other = match job.news {
            PersonNews::TookIn(other) | PersonNews::BecameOne(other) => Some(other),
            PersonNews::SignedOut | PersonNews::Closed | PersonNews::Reopened => None,
        };
        self.read(async |tx| {
            let Some(account) = tx.account(job.account).await? else { return Ok(None) };
            let other = match other {
                Some(other) => tx.account(other).await?.map(|row| row.login),
                None => None,
            };
            let to = tx.addressee(account).await?;
            Ok(Some(PersonTold { to, other: other.unwrap_or_default() }))
        })
        .await
    }
}

impl Tx<'_, Whole> {
    /// Asked again inside of each act: a role that was just taken away does nothing.
    pub(super) async fn may_act(&self, who: &FullOperator) -> Result<(), PersonRefused> {
        match self.is_full_operator(who.person().account).await? {
            true => Ok(()),
            false => Err(PersonRefused::Unknown),
        }
    }

    /// One line for the person, and one for each school and portal where she is.
    pub(super) async fn record_everywhere(
        &self,
        who: &FullOperator,
        account: AccountId,
        event: &Event,
    ) -> Result<(), Fault> {
        self.record(who.actor(), None, event.clone()).await?;
        let row = self.account(account).await?;
        let lines = self.person_lines(row.into_iter().collect()).await?;
        for place in lines.into_iter().flat_map(|line| line.places) {
            match place {
                Place::School(uai, ..) => {
                    self.record(who.actor(), Some(uai), event.clone()).await?;
                }
                Place::Portal(portal, ..) => {
                    self.record_for(portal, who.actor(), event.clone()).await?;
                }
            }
        }
        Ok(())
    }

    pub(super) async fn tell_person(
        &self,
        account: AccountId,
        news: PersonNews,
    ) -> Result<(), Fault> {
        self.enqueue(&TellPerson { account, news }).await
    }
}
