//! A pupil who is booked on two stages at the same time: a warning, never a refusal.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};

use super::{Booking, BookingStatus};
use crate::Fault;
use crate::entity::{bookings, programmes, slots, tenants};
use crate::tenancy::Standing;

/// Stages that are told, at most.
const MOST: u64 = 3;

/// A stage that overlaps another one of the same pupil.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What is visited.
    pub programme: String,
    /// At which lycée.
    pub host: String,
}

impl Standing {
    /// Where else the pupil of a booking is at that time: one statement. Her school is told of every lycée, a lycée of
    /// its own stages.
    pub async fn clashes(&self, booking: &Booking) -> Result<Vec<Clash>, Fault> {
        let (portal, everywhere) = match self {
            Self::Origin(booker) => (booker.portal(), true),
            Self::Host(host) => (host.portal(), false),
            Self::Nobody(_) => return Ok(Vec::new()),
        };
        let slot = |column| Expr::col((slots::Entity, column));
        let elsewhere = Condition::all()
            .add(bookings::Column::PupilId.eq(booking.pupil.id))
            .add(bookings::Column::Id.ne(booking.id))
            .add(bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE))
            .add(slot(slots::Column::StartsAt).lt(booking.slot.ends_at))
            .add(slot(slots::Column::EndsAt).gt(booking.slot.starts_at));
        portal
            .read(async |tx| {
                let query = if everywhere { tx.beyond::<bookings::Entity>() } else { tx.find() };
                let query = query
                    .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
                    .join(JoinType::InnerJoin, slots::Relation::Programme.def())
                    .join(JoinType::InnerJoin, bookings::Relation::Tenant.def())
                    .filter(elsewhere)
                    .order_by_asc(bookings::Column::Id)
                    .limit(MOST)
                    .select_only()
                    .column(programmes::Column::Name)
                    .column_as(tenants::Column::Name, "host")
                    .into_tuple();
                let rows: Vec<(String, String)> = tx.all(query).await?;
                Ok(rows.into_iter().map(|(programme, host)| Clash { programme, host }).collect())
            })
            .await
    }
}
