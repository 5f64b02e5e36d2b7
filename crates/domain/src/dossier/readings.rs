//! « Qui a consulté »: who opened the data of the pupil of a booking. Her own people each reader sees by name, the others
//! as their house, as in the history.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::bookings::Booking;
use crate::entity::readings::{Column, Entity, Model};
use crate::history::{People, Who};
use crate::ids::{AccountId, BookingId, SchoolId};
use crate::readings::{ReadingKind, ReadingSide};
use crate::store::{Tx, Whole};
use crate::tenancy::{Booker, Portal, StaffMember};

/// Lines that are shown, the newest.
pub const MOST_READINGS: u64 = 200;

/// What one person opened on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadingLine {
    /// Who.
    pub who: Who,
    /// As what.
    pub side: ReadingSide,
    /// What.
    pub kind: ReadingKind,
    /// On a page of all portals.
    pub everywhere: bool,
    /// How often on that day.
    pub times: u64,
    /// The first time.
    pub first_at: DateTime<Utc>,
    /// The last one.
    pub last_at: DateTime<Utc>,
}

impl Booker {
    /// Who opened a booking of this school. `None`: none of hers, nobody's any more, or a person who does not answer
    /// for the data of pupils.
    pub async fn readings(&self, booking: BookingId) -> Result<Option<Vec<ReadingLine>>, Fault> {
        let ours = self.booking(booking).await?.filter(|_| self.may_erase());
        let Some(ours) = ours.filter(|ours| !ours.pupil.is_erased()) else { return Ok(None) };
        let of_school = Column::Uai.eq(SchoolId(self.uai()));
        let everywhere = Condition::all().add(Column::TenantId.is_null()).add(of_school);
        let wanted = opened(&self.portal, &ours).add(list(&ours, everywhere));
        let read = self.portal.shared.read(async |tx| {
            let rows = newest(tx, wanted).await?;
            let people = tx.members(self.uai(), &accounts(&rows)).await?;
            lines(tx, rows, &people, &self.portal, &ours).await
        });
        read.await.map(Some)
    }
}

impl StaffMember {
    /// Who opened a booking of this portal, on this portal. `None`: not of this portal, nobody's any more, or a person
    /// who does not answer for the data of pupils.
    pub async fn readings(&self, booking: BookingId) -> Result<Option<Vec<ReadingLine>>, Fault> {
        let ours = self.booking(booking).await?.filter(|_| self.may_erase());
        let Some(ours) = ours.filter(|ours| !ours.pupil.is_erased()) else { return Ok(None) };
        let wanted = opened(&self.portal, &ours);
        let read = self.portal.shared.read(async |tx| {
            let rows = newest(tx, wanted).await?;
            let people = tx.staff_names(self.portal.id(), &accounts(&rows)).await?;
            lines(tx, rows, &people, &self.portal, &ours).await
        });
        read.await.map(Some)
    }
}

/// What was opened on this portal and shows this booking: itself, its stage, the lists of the lycée and of its school.
fn opened(portal: &Portal, booking: &Booking) -> Condition {
    let here = Column::TenantId.eq(portal.id());
    // Of a stage or a list, another school saw its own pupils only.
    let shown = Condition::any()
        .add(Column::Side.eq(ReadingSide::Lycee))
        .add(Column::Uai.is_null())
        .add(Column::Uai.eq(SchoolId(booking.uai)));
    let stage = Condition::all().add(Column::About.eq(booking.slot.id.0)).add(shown.clone());
    Condition::any()
        .add(Condition::all().add(here.clone()).add(Column::About.eq(booking.id.0)))
        .add(list(booking, Condition::all().add(here.clone()).add(stage)))
        .add(list(booking, Condition::all().add(here).add(Column::About.is_null()).add(shown)))
}

/// What may show this booking shows it once it is there.
fn list(booking: &Booking, which: Condition) -> Condition {
    which.add(Column::LastAt.gte(booking.created_at))
}

async fn newest(tx: &Tx<'_, Whole>, wanted: Condition) -> Result<Vec<Model>, Fault> {
    let rows = tx.shared::<Entity>().filter(wanted).order_by_desc(Column::LastAt);
    tx.all(rows.order_by_desc(Column::Id).limit(MOST_READINGS)).await
}

fn accounts(rows: &[Model]) -> Vec<AccountId> {
    rows.iter().map(|row| row.account_id).collect()
}

async fn lines(
    tx: &Tx<'_, Whole>,
    rows: Vec<Model>,
    own: &People,
    portal: &Portal,
    booking: &Booking,
) -> Result<Vec<ReadingLine>, Fault> {
    let operators = rows.iter().filter(|row| row.side == ReadingSide::Operator);
    let operators = tx.names(operators.map(|row| row.account_id).collect()).await?;
    let who = |row: &Model| match (row.side, own.get(&row.account_id)) {
        (ReadingSide::Operator, _) => Who::Operator(operators.get(&row.account_id).cloned()),
        (_, Some(name)) => Who::Person(name.clone()),
        (ReadingSide::Lycee, None) => Who::House(portal.tenant().name.clone()),
        (ReadingSide::School, None) => Who::House(booking.school_name.clone()),
    };
    let line = |row: Model| ReadingLine {
        who: who(&row),
        side: row.side,
        kind: row.kind,
        everywhere: row.tenant_id.is_none(),
        times: u64::try_from(row.times).unwrap_or_default(),
        first_at: row.first_at,
        last_at: row.last_at,
    };
    Ok(rows.into_iter().map(line).collect())
}
