//! In which order bookings are listed: by a column, beneath one another by pupil, class or week.

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Order, SimpleExpr};
use sea_orm::{JoinType, QueryOrder, QuerySelect, RelationTrait, Select};

use super::Period;
use super::filter::class;
use crate::bookings::{BookingStatus, Classes};
use crate::entity::{bookings, programmes, pupils, slots, tenants};
use crate::text_enum;

text_enum! {
    /// A column by which a list of bookings may be sorted.
    BookingColumn {
        Pupil = "eleve",
        /// The lycée: worth a column across portals only.
        Host = "etablissement",
        Programme = "formation",
        Date = "date",
        Status = "statut",
    }
}

text_enum! {
    /// What stands together in a list of bookings, under a heading of its own.
    Grouping { Pupil = "eleve", Class = "classe", Week = "semaine" }
}

/// In which order bookings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookingOrder {
    /// What stands together.
    pub group: Option<Grouping>,
    /// By which column, within a group.
    pub column: BookingColumn,
    /// The last first.
    pub descending: bool,
}

impl BookingOrder {
    /// By date: what comes soonest first; of what is over, the latest.
    pub fn of(period: Period) -> Self {
        Self { group: None, column: BookingColumn::Date, descending: period != Period::Upcoming }
    }

    /// Sorts bookings that are joined with their slot and pupil.
    pub(crate) fn sort(
        self,
        select: Select<bookings::Entity>,
        classes: &Classes,
    ) -> Select<bookings::Entity> {
        let direction = if self.descending { Order::Desc } else { Order::Asc };
        let select = match self.group {
            None => select,
            Some(Grouping::Pupil) => select
                .order_by_asc(pupil(pupils::Column::IdentityKey))
                .order_by_asc(bookings::Column::PupilId),
            Some(Grouping::Class) => {
                select.order_by(folded(classes), Order::Asc).order_by_asc(class())
            }
            // A week is a stretch of days: whatever the column, days come first.
            Some(Grouping::Week) => {
                let day = Expr::col((slots::Entity, slots::Column::Day));
                match self.column {
                    BookingColumn::Date => select.order_by(day, direction.clone()),
                    _ => select.order_by_asc(day),
                }
            }
        };
        let select = match self.column {
            BookingColumn::Date => select,
            BookingColumn::Pupil => {
                select.order_by(pupil(pupils::Column::IdentityKey), direction.clone())
            }
            BookingColumn::Status => select.order_by(rank(), direction.clone()),
            BookingColumn::Programme => {
                select.join(JoinType::InnerJoin, slots::Relation::Programme.def()).order_by(
                    Expr::col((programmes::Entity, programmes::Column::Name)),
                    direction.clone(),
                )
            }
            BookingColumn::Host => select
                .join(JoinType::InnerJoin, bookings::Relation::Tenant.def())
                .order_by(Expr::col((tenants::Entity, tenants::Column::Name)), direction.clone()),
        };
        let by_date = if self.column == BookingColumn::Date { direction } else { Order::Asc };
        select
            .order_by(Expr::col((slots::Entity, slots::Column::StartsAt)), by_date)
            .order_by_asc(pupil(pupils::Column::IdentityKey))
            .order_by_asc(bookings::Column::Id)
    }
}

fn pupil(column: pupils::Column) -> Expr {
    Expr::col((pupils::Entity, column))
}

/// The place of a class among those that are known, however it is written; the others come after.
fn folded(classes: &Classes) -> SimpleExpr {
    let placed = classes.writings().zip(1_i32..);
    placed
        .fold(CaseStatement::new(), |case, (written, place)| {
            case.case(class().is_in(written.iter().map(String::as_str)), Expr::val(place))
        })
        // Where none is known, a CASE needs a branch all the same.
        .case(Expr::val(1_i32).eq(0_i32), Expr::val(0_i32))
        .finally(Expr::val(i32::MAX))
        .into()
}

/// What asks for something comes before what is settled, and that before what has ended.
fn rank() -> SimpleExpr {
    let status = || Expr::col((bookings::Entity, bookings::Column::Status));
    let ranks = BookingStatus::ALL.iter().zip(1_i32..);
    ranks
        .fold(CaseStatement::new(), |case, (known, rank)| {
            case.case(status().eq(known.as_str()), Expr::val(rank))
        })
        .finally(Expr::val(0_i32))
        .into()
}
