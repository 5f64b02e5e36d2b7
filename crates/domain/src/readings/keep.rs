//! Writing what was opened, and forgetting it: after a year, and with the pupil.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, JoinType, QueryFilter, QuerySelect, RelationTrait, Set};

use super::waiting::Noted;
use super::{READINGS_KEPT, ReadingKind};
use crate::entity::{bookings, memberships, pupils, readings};
use crate::fault::anew;
use crate::ids::{AccountId, BookingId, ReadingId, SchoolId, TenantId};
use crate::store::{Tx, Whole};
use crate::tenancy::Worker;
use crate::{Backstage, Fault};

/// Rows of one statement.
const TOGETHER: usize = 500;

impl Backstage {
    /// Writes what this process noted: three statements for 500 rows. Says how many rows it met. What could not be
    /// written waits for the next time.
    pub async fn keep_readings(&self) -> Result<u64, Fault> {
        let waiting = self.shared.readings.take();
        if waiting.is_empty() {
            return Ok(0);
        }
        let kept = anew(|| self.write(async |tx| tx.keep_readings(&waiting).await)).await;
        if kept.is_err() {
            self.shared.readings.put(waiting);
        }
        kept
    }
}

impl Tx<'_, Whole> {
    async fn keep_readings(&self, waiting: &BTreeMap<ReadingId, Noted>) -> Result<u64, Fault> {
        let waiting = self.of_each_school(waiting).await?;
        let all: Vec<(&ReadingId, &Noted)> = waiting.iter().collect();
        let mut kept = 0;
        for some in all.chunks(TOGETHER) {
            let named = self.naming(some).await?;
            let rows = some.iter().filter_map(|(id, noted)| row(**id, noted, &named));
            let rows: Vec<readings::ActiveModel> = rows.collect();
            kept += rows.len() as u64;
            self.insert_missing_shared(rows, counted()).await?;
        }
        Ok(kept)
    }

    /// What somebody opened at her account's home is of each of her schools: they are read here, for all who did.
    async fn of_each_school(
        &self,
        waiting: &BTreeMap<ReadingId, Noted>,
    ) -> Result<BTreeMap<ReadingId, Noted>, Fault> {
        let at_home = |noted: &Noted| {
            let reading = noted.reading;
            reading.portal.is_none() && reading.school.is_none() && !of_booking(reading.kind)
        };
        let (home, mut all): (BTreeMap<_, _>, BTreeMap<_, _>) =
            waiting.iter().map(|(id, noted)| (*id, *noted)).partition(|(_, noted)| at_home(noted));
        if home.is_empty() {
            return Ok(all);
        }
        let people = home.values().map(|noted| noted.reading.account);
        let places = self
            .shared::<memberships::Entity>()
            .filter(memberships::Column::AccountId.is_in(people))
            .select_only()
            .columns([memberships::Column::AccountId, memberships::Column::Uai]);
        let places: Vec<(AccountId, SchoolId)> = self.all(places.into_tuple()).await?;
        for noted in home.values() {
            for (_, uai) in places.iter().filter(|(who, _)| *who == noted.reading.account) {
                let (id, noted) = noted.of_school(uai.0);
                all.insert(id, noted);
            }
        }
        Ok(all)
    }

    /// Of the bookings among these: whose they are. One that names nobody any more has no reader.
    async fn naming(
        &self,
        some: &[(&ReadingId, &Noted)],
    ) -> Result<HashMap<BookingId, (TenantId, SchoolId)>, Fault> {
        let about = some.iter().filter(|(_, noted)| of_booking(noted.reading.kind));
        let about: Vec<BookingId> =
            about.filter_map(|(_, noted)| noted.reading.about.map(BookingId)).collect();
        if about.is_empty() {
            return Ok(HashMap::new());
        }
        // Across lycées: what several people opened on their portals is written together.
        let query = self
            .across::<bookings::Entity>()
            .join(JoinType::InnerJoin, bookings::Relation::Pupil.def())
            .filter(bookings::Column::Id.is_in(about))
            .filter(pupils::Column::ErasedAt.is_null())
            .select_only()
            .columns([bookings::Column::Id, bookings::Column::TenantId, bookings::Column::Uai]);
        let rows: Vec<(BookingId, TenantId, SchoolId)> = self.all(query.into_tuple()).await?;
        Ok(rows.into_iter().map(|(id, portal, school)| (id, (portal, school))).collect())
    }
}

impl Tx<'_, TenantId> {
    /// Forgets who opened these bookings: nobody is in them any more.
    pub(crate) async fn forget_readings(&self, bookings: &[BookingId]) -> Result<(), Fault> {
        let about = bookings.iter().map(|booking| booking.0);
        let gone = self.delete_shared::<readings::Entity>();
        self.run(gone.filter(readings::Column::About.is_in(about))).await.map(drop)
    }

    /// Forgets who opened a booking before somebody else was put in the pupil's place.
    pub(crate) async fn forget_readings_before(
        &self,
        booking: BookingId,
        moment: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let gone = self
            .delete_shared::<readings::Entity>()
            .filter(readings::Column::About.eq(booking.0))
            .filter(readings::Column::LastAt.lte(moment));
        self.run(gone).await.map(drop)
    }
}

impl Worker {
    /// Forgets what was opened [`READINGS_KEPT`] ago. Says how many.
    pub async fn sweep_readings(&self) -> Result<u64, Fault> {
        self.write(async |tx| {
            let old = readings::Column::LastAt.lt(tx.now() - READINGS_KEPT);
            tx.run(tx.delete_shared::<readings::Entity>().filter(old)).await
        })
        .await
    }
}

/// Whether it is about one booking.
fn of_booking(kind: ReadingKind) -> bool {
    match kind {
        ReadingKind::Booking | ReadingKind::Agreement | ReadingKind::Dossier => true,
        ReadingKind::Stage | ReadingKind::List => false,
    }
}

fn row(
    id: ReadingId,
    noted: &Noted,
    named: &HashMap<BookingId, (TenantId, SchoolId)>,
) -> Option<readings::ActiveModel> {
    let reading = noted.reading;
    let (portal, school) = match reading.about.filter(|_| of_booking(reading.kind)) {
        Some(about) => {
            named.get(&BookingId(about)).map(|(one, other)| (Some(*one), Some(*other)))?
        }
        None => (reading.portal, reading.school.map(SchoolId)),
    };
    Some(readings::ActiveModel {
        id: Set(id),
        tenant_id: Set(portal),
        uai: Set(school),
        account_id: Set(reading.account),
        side: Set(reading.side),
        kind: Set(reading.kind),
        about: Set(reading.about),
        times: Set(noted.times),
        first_at: Set(noted.first_at),
        last_at: Set(noted.last_at),
    })
}

/// What is there already counts on.
fn counted() -> OnConflict {
    use readings::Column::{LastAt, Times};
    let there = Expr::col((readings::Entity, Times));
    OnConflict::column(readings::Column::Id)
        .value(Times, there.add(Expr::col(("excluded", Times))))
        .update_column(LastAt)
        .to_owned()
}
