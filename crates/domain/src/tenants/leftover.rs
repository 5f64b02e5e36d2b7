//! What a folder no longer names: taken out where nothing uses it.

use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, QueryTrait};

use super::TenantSpec;
use crate::Fault;
use crate::entity::{programmes, slot_teachers, slots, staff, teachers, tracks};
use crate::ids::TenantId;
use crate::store::{TenantTable, Tx};

impl Tx<'_, TenantId> {
    /// Takes out tracks, programmes and teachers that the folder does not name: nothing of a list that it leaves
    /// empty, and nothing that a stage or an account uses. `true`: something went.
    pub(super) async fn take_out(&self, spec: &TenantSpec) -> Result<bool, Fault> {
        let mut gone = 0;
        if !spec.tracks.is_empty() {
            let named = spec.tracks.iter().flat_map(|track| &track.programmes);
            let used = self.used::<slots::Entity>(slots::Column::ProgrammeId);
            let left = self
                .delete::<programmes::Entity>()
                .filter(programmes::Column::Name.is_not_in(named))
                .filter(programmes::Column::Id.not_in_subquery(used));
            gone += self.run(left).await?;
            let named = spec.tracks.iter().map(|track| &track.name);
            let used = self.used::<programmes::Entity>(programmes::Column::TrackId);
            let left = self
                .delete::<tracks::Entity>()
                .filter(tracks::Column::Name.is_not_in(named))
                .filter(tracks::Column::Id.not_in_subquery(used));
            gone += self.run(left).await?;
        }
        if !spec.teachers.is_empty() {
            let named = spec.teachers.iter().map(|teacher| &teacher.name);
            let teach = self.used::<slot_teachers::Entity>(slot_teachers::Column::TeacherId);
            let tied = self.used::<staff::Entity>(staff::Column::TeacherId);
            let left = self
                .delete::<teachers::Entity>()
                .filter(teachers::Column::Name.is_not_in(named))
                .filter(teachers::Column::Id.not_in_subquery(teach))
                .filter(teachers::Column::Id.not_in_subquery(tied));
            gone += self.run(left).await?;
        }
        Ok(gone > 0)
    }

    /// The ids of this portal that stand in a column.
    fn used<E: TenantTable>(&self, column: E::Column) -> SelectStatement {
        self.find::<E>().filter(column.is_not_null()).select_only().column(column).into_query()
    }
}
