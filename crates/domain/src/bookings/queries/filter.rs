//! Which bookings are wanted: a period, a status, words to be found.

use education::names::fold;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, JoinType, QuerySelect, RelationTrait, Select};

use crate::bookings::{BookingStatus, unquoted};
use crate::entity::{bookings, programmes, pupils, schools, slots};
use crate::ids::{ProgrammeId, TenantId};
use crate::store::Tx;
use crate::tenancy::Portal;
use crate::{Fault, text_enum};

text_enum! {
    /// « Mes réservations » or « Antérieures ».
    Period { Upcoming = "a_venir", Past = "anterieures", All = "toutes" }
}

/// Which bookings are wanted.
#[derive(Clone, Debug)]
pub struct BookingFilter {
    /// Before or after today.
    pub period: Period,
    /// Words to be found in the pupil's name, the programme, the reference (and, for the host,
    /// the school).
    pub search: String,
    /// Only this status.
    pub status: Option<BookingStatus>,
}

impl Default for BookingFilter {
    fn default() -> Self {
        Self { period: Period::Upcoming, search: String::new(), status: None }
    }
}

impl Portal {
    pub(super) async fn wanted(
        &self,
        tx: &Tx<'_, TenantId>,
        filter: &BookingFilter,
    ) -> Result<Condition, Fault> {
        let today = self.tenant().local_day(tx.now());
        let day = Expr::col((slots::Entity, slots::Column::Day));
        let mut wanted = Condition::all();
        match filter.period {
            Period::Upcoming => wanted = wanted.add(day.gte(today)),
            Period::Past => wanted = wanted.add(day.lt(today)),
            Period::All => {}
        }
        if let Some(status) = filter.status {
            wanted = wanted.add(bookings::Column::Status.eq(status));
        }
        for word in filter.search.split_whitespace().take(5) {
            wanted = wanted.add(self.found_by(tx, word).await?);
        }
        Ok(wanted)
    }

    /// A word is looked for in the folded name, class and school, in the reference, and in the
    /// names of the portal's programmes, which are few.
    async fn found_by(&self, tx: &Tx<'_, TenantId>, word: &str) -> Result<Condition, Fault> {
        let folded = fold(word);
        let taught: Vec<ProgrammeId> = tx
            .all(tx.find::<programmes::Entity>())
            .await?
            .into_iter()
            .filter(|programme| fold(&programme.name).contains(&folded))
            .map(|programme| programme.id)
            .collect();
        Ok(Condition::any()
            .add(
                Expr::col((pupils::Entity, pupils::Column::IdentityKey))
                    .like(format!("%{}%", plain(&folded))),
            )
            .add(
                Expr::col((schools::Entity, schools::Column::SearchKey))
                    .like(format!("%{}%", plain(&folded))),
            )
            .add(bookings::Column::Reference.eq(unquoted(word)))
            .add(Expr::col((slots::Entity, slots::Column::ProgrammeId)).is_in(taught)))
    }
}

/// Bookings with what they are searched and sorted by.
pub(super) fn joined(tx: &Tx<'_, TenantId>) -> Select<bookings::Entity> {
    tx.find::<bookings::Entity>()
        .join(JoinType::InnerJoin, bookings::Relation::Slot.def())
        .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
        .join(JoinType::InnerJoin, bookings::Relation::School.def())
}

/// A word without the signs that mean something to LIKE, or that PostgreSQL takes in no text (U+0000).
fn plain(word: &str) -> String {
    word.chars().filter(|&c| !matches!(c, '%' | '_' | '\\') && !c.is_control()).collect()
}
