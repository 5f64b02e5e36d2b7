//! What ended somebody's access, and whom she may ask for it again.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::entity::{history, staff};
use crate::history::Event;
use crate::ids::TenantId;
use crate::store::{Tx, Whole};
use crate::tenancy::AccountHolder;

/// Endings that are looked back at: whoever was taken in again and again has older ones.
const MOST: u64 = 5;

/// An access that a person had and has no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndedAccess {
    /// To which school; `None`: to the staff of the portal.
    pub school: Option<String>,
    /// She left it herself.
    pub left: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Who gives it back: the school's managers, « Mme Nadia Belkacem, secrétariat ».
    pub managers: Vec<String>,
}

impl AccountHolder {
    /// The access that ended last, to a school or to the staff of `portal`, and was not given back since.
    pub async fn ended_access(
        &self,
        portal: Option<TenantId>,
    ) -> Result<Option<EndedAccess>, Fault> {
        self.read(async |tx| {
            let here = Condition::any()
                .add(history::Column::TenantId.is_null())
                .add(history::Column::TenantId.eq(portal));
            let ends = ["colleague_removed", "colleague_left", "staff_removed"];
            let query = tx
                .shared::<history::Entity>()
                .filter(history::Column::About.eq(self.person.account.0))
                .filter(history::Column::Event.is_in(ends))
                .filter(here)
                .order_by_desc(history::Column::Id)
                .limit(MOST);
            for row in tx.all(query).await? {
                if let Some(ended) = self.ended(tx, &row).await? {
                    return Ok(Some(ended));
                }
            }
            Ok(None)
        })
        .await
    }

    /// What a line of history ended; `None`: she has it again.
    async fn ended(
        &self,
        tx: &Tx<'_, Whole>,
        row: &history::Model,
    ) -> Result<Option<EndedAccess>, Fault> {
        let Some(uai) = row.uai else {
            let again = tx
                .across::<staff::Entity>()
                .filter(staff::Column::AccountId.eq(self.person.account))
                .filter(staff::Column::TenantId.eq(row.tenant_id));
            let ended = EndedAccess { school: None, left: false, at: row.at, managers: Vec::new() };
            return Ok((!tx.any(again).await?).then_some(ended));
        };
        if tx.membership_of(self.person.account, uai.0).await?.is_some() {
            return Ok(None);
        }
        let event = Event::read(&row.event, &row.detail);
        let school = tx.listed_school(uai.0).await?;
        let managers = tx.managers_of(uai.0).await?.into_iter();
        Ok(Some(EndedAccess {
            school: Some(
                school.map_or_else(|| uai.0.to_string(), |school| school.name().to_owned()),
            ),
            at: row.at,
            left: matches!(event, Some(Event::ColleagueLeft { .. })),
            managers: managers
                .map(|one| match one.position.as_str() {
                    "" => one.display_name(),
                    position => format!("{}, {position}", one.display_name()),
                })
                .collect(),
        }))
    }
}
