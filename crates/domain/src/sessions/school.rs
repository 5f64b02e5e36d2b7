//! For which of her schools a person acts, when one account serves several.

use education::Uai;
use sea_orm::{ColumnTrait, Condition, QueryFilter, Set};

use crate::Fault;
use crate::entity::sessions;
use crate::ids::SchoolId;
use crate::tenancy::AccountHolder;

impl AccountHolder {
    /// She acts for this school from now on: in this session, and on the portals to which she hops
    /// later. What she has open elsewhere stays as it is, because a page that is half filled in
    /// must not change its school. `false`: she does not belong to it.
    pub async fn choose_school(&self, uai: Uai) -> Result<bool, Fault> {
        let at_home = Condition::all()
            .add(sessions::Column::Chain.eq(self.person.chain))
            .add(sessions::Column::Host.eq(self.home_host()));
        self.write(async |tx| {
            if tx.membership_of(self.person.account, uai).await?.is_none() {
                return Ok(false);
            }
            let update = tx
                .update_shared::<sessions::Entity>()
                .set(sessions::ActiveModel { uai: Set(Some(SchoolId(uai))), ..Default::default() })
                .filter(sessions::Column::AccountId.eq(self.person.account))
                .filter(
                    Condition::any().add(sessions::Column::Id.eq(self.person.session)).add(at_home),
                );
            tx.run(update).await?;
            Ok(true)
        })
        .await
    }
}
