//! What happens to the bookings of a lycée when its deadlines change.

use chrono::NaiveDate;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, JoinType, NotSet, QueryFilter, QuerySelect, QueryTrait, RelationTrait};

use super::awaited::asked;
use super::{AgreementStatus, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, slots};
use crate::ids::TenantId;
use crate::store::Tx;
use crate::tenancy::Tenant;

impl Tx<'_, TenantId> {
    /// Sets anew when the bookings that wait are released: one statement for each day with stages to come.
    /// The schools learn of it now, and have as much time from now on.
    pub(crate) async fn set_releases(&self, tenant: &Tenant) -> Result<(), Fault> {
        let waits = Condition::all()
            .add(bookings::Column::Status.eq(BookingStatus::Pending))
            .add(bookings::Column::AgreementStatus.is_in(AgreementStatus::AWAITED));
        let days = self
            .find::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
            .filter(waits.clone())
            .filter(slots::Column::StartsAt.gt(self.now()))
            .select_only()
            .column(slots::Column::Day)
            .distinct()
            .into_tuple();
        let days: Vec<NaiveDate> = self.all(days).await?;
        for day in days {
            let of_day = self
                .find::<slots::Entity>()
                .filter(slots::Column::Day.eq(day))
                .filter(slots::Column::StartsAt.gt(self.now()))
                .select_only()
                .column(slots::Column::Id)
                .into_query();
            let asked = asked(tenant, day, self.now());
            let release = self
                .bump_all::<bookings::Entity>()
                .set(bookings::ActiveModel { asked_at: NotSet, ..asked })
                .filter(waits.clone())
                .filter(bookings::Column::SlotId.in_subquery(of_day));
            self.run(release).await?;
        }
        Ok(())
    }
}
