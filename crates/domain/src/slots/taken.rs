//! A teacher or a room that two stages have at the same hour: said, never refused.

use chrono::{DateTime, NaiveTime, Utc};
use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait,
};

use super::{Slot, SlotStatus};
use crate::Fault;
use crate::entity::{programmes, slot_teachers, slots};
use crate::ids::{SlotId, TeacherId};
use crate::tenancy::StaffMember;

/// Lines that are looked at, at most: more than a lycée has rooms.
const MOST: u64 = 200;

/// Another stage at the same hour that has the same room or teachers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The stage.
    pub programme: String,
    /// From when both are, where the lycée is.
    pub from: NaiveTime,
    /// Until when.
    pub to: NaiveTime,
    /// « M. Guérin », « Bois 9 ».
    pub what: Vec<String>,
}

/// A stage of that hour, and one of the teachers of both.
type Row = (SlotId, String, DateTime<Utc>, DateTime<Utc>, String, Option<TeacherId>);

impl StaffMember {
    /// What a stage has that others have at the same hour, the first hour first: one statement.
    pub async fn taken_twice(&self, slot: &Slot) -> Result<Vec<Taken>, Fault> {
        if slot.room.is_empty() && slot.teachers.is_empty() {
            return Ok(Vec::new());
        }
        let column = |column| Expr::col((slot_teachers::Entity, column));
        let same_teacher = Condition::all()
            .add(
                column(slot_teachers::Column::TenantId)
                    .equals((slots::Entity, slots::Column::TenantId)),
            )
            .add(column(slot_teachers::Column::SlotId).equals((slots::Entity, slots::Column::Id)))
            .add(
                column(slot_teachers::Column::TeacherId)
                    .is_in(slot.teachers.iter().map(|one| one.id)),
            );
        let rows = self
            .portal
            .read(async |tx| {
                let mut query = tx
                    .find::<slots::Entity>()
                    .join(JoinType::InnerJoin, slots::Relation::Programme.def())
                    .filter(slots::Column::Day.eq(slot.day))
                    .filter(slots::Column::Id.ne(slot.id))
                    .filter(slots::Column::Status.ne(SlotStatus::Cancelled))
                    .filter(slots::Column::StartsAt.lt(slot.ends_at))
                    .filter(slots::Column::EndsAt.gt(slot.starts_at))
                    .order_by_asc(slots::Column::StartsAt)
                    .order_by_asc(slots::Column::Id)
                    .limit(MOST)
                    .select_only()
                    .column(slots::Column::Id)
                    .column(programmes::Column::Name)
                    .columns([slots::Column::StartsAt, slots::Column::EndsAt, slots::Column::Room])
                    .column(slot_teachers::Column::TeacherId);
                QueryTrait::query(&mut query).join(
                    JoinType::LeftJoin,
                    slot_teachers::Entity,
                    same_teacher,
                );
                tx.all(query.into_tuple::<Row>()).await
            })
            .await?;
        let zone = self.portal.tenant().time_zone;
        let wall = |at: DateTime<Utc>| at.with_timezone(&zone).time();
        let same = rows.chunk_by(|one, other| one.0 == other.0);
        let taken = same.filter_map(|rows| {
            let (_, programme, starts_at, ends_at, room, _) = rows.first()?;
            let has = |id| rows.iter().any(|row| row.5 == Some(id));
            let teachers = slot.teachers.iter().filter(|one| has(one.id));
            let room = !room.is_empty() && fold(room) == fold(&slot.room);
            let what: Vec<String> = teachers
                .map(|one| one.name.clone())
                .chain(room.then(|| slot.room.clone()))
                .collect();
            (!what.is_empty()).then(|| Taken {
                programme: programme.clone(),
                from: Ord::max(slot.starts, wall(*starts_at)),
                to: Ord::min(slot.ends, wall(*ends_at)),
                what,
            })
        });
        Ok(taken.collect())
    }
}
