//! Which slots and bookings a person of the staff sees: a teacher those of his own stages.

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait};

use crate::entity::{slot_teachers, staff};
use crate::ids::TenantId;
use crate::staff::StaffRole;
use crate::store::Tx;
use crate::tenancy::StaffMember;

impl StaffMember {
    /// What `column`, which names a slot, must fulfil for her to see it with its pupils.
    pub(crate) fn sees<C: ColumnTrait>(&self, tx: &Tx<'_, TenantId>, column: C) -> Condition {
        self.sees_beside(tx, column, Condition::any())
    }

    /// The same, or what `others` admits.
    pub(crate) fn sees_beside<C: ColumnTrait>(
        &self,
        tx: &Tx<'_, TenantId>,
        column: C,
        others: Condition,
    ) -> Condition {
        match self.role() {
            StaffRole::Teacher => {
                // Whatever is added to it narrows it.
                let own = Condition::any().add(others).add(column.in_subquery(self.taught(tx)));
                Condition::all().add(own)
            }
            StaffRole::Admin | StaffRole::Editor | StaffRole::FrontDesk => Condition::all(),
        }
    }

    fn taught(&self, tx: &Tx<'_, TenantId>) -> SelectStatement {
        let me = tx
            .find::<staff::Entity>()
            .filter(staff::Column::AccountId.eq(self.person.account))
            .filter(staff::Column::TeacherId.is_not_null())
            .select_only()
            .column(staff::Column::TeacherId);
        tx.find::<slot_teachers::Entity>()
            .filter(slot_teachers::Column::TeacherId.in_subquery(me.into_query()))
            .select_only()
            .column(slot_teachers::Column::SlotId)
            .into_query()
    }
}
