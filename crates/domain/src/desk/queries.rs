//! The places that schools hold on stages to come: one statement on a portal, two over all portals.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
    Select, SelectModel, Selector,
};

use super::{Desk, Held};
use crate::Fault;
use crate::bookings::queries::filter::joined;
use crate::bookings::{AgreementStatus, BookedPupil, BookingStatus, Spelling};
use crate::entity::{bookings, memberships, programmes, pupils, slots, tenants};
use crate::fault::that_read;
use crate::ids::{BookingId, ProgrammeId, PupilId, SchoolId, SlotId, TenantId};
use crate::slots::SlotStatus;
use crate::tenancy::{AccountHolder, Booker, Tenant};

/// Places that are looked at, at most: far more than a school has at once on one portal.
const MOST: u64 = 300;

/// Places that are looked at over all portals.
const MOST_OF_ALL: u64 = 1000;

#[derive(FromQueryResult)]
struct Row {
    id: BookingId,
    tenant_id: TenantId,
    slot_id: SlotId,
    status: BookingStatus,
    agreement_status: AgreementStatus,
    created_at: DateTime<Utc>,
    asked_at: Option<DateTime<Utc>>,
    release_at: Option<DateTime<Utc>>,
    programme: String,
    programme_id: ProgrammeId,
    day: NaiveDate,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    room: String,
    meeting_point: String,
    pupil_id: PupilId,
    homonym: i32,
    last_name: String,
    first_name: String,
    class: String,
    spelling: Option<String>,
}

impl Booker {
    /// What her school has to come on this portal: one statement.
    pub async fn desk(&self) -> Result<Desk, Fault> {
        self.portal
            .read(async |tx| {
                let mine = tx
                    .find::<bookings::Entity>()
                    .filter(bookings::Column::Uai.eq(SchoolId(self.uai())));
                let rows = tx.all(coming(mine, tx.now(), MOST)).await?;
                Ok(Desk::read(rows, MOST))
            })
            .await
    }
}

impl AccountHolder {
    /// What her schools have to come on all portals, and the lycées where it is. Across lycées, because
    /// the account serves them all; only for her own schools: two statements.
    pub async fn desk(&self) -> Result<(Desk, HashMap<TenantId, (Tenant, String)>), Fault> {
        self.read(async |tx| {
            let mine = tx.across::<bookings::Entity>().filter(self.hers(tx));
            let rows = tx.all(coming(mine, tx.now(), MOST_OF_ALL)).await?;
            let desk = Desk::read(rows, MOST_OF_ALL);
            let hosts = tx.by_id::<tenants::Entity>(desk.all().map(|held| held.tenant)).await?;
            let hosts = hosts.into_iter().map(|(id, row)| {
                let name = self.host_of(row.custom_host.clone(), &row.slug);
                Ok((id, (Tenant::read(row)?, name)))
            });
            Ok((desk, that_read(hosts).into_iter().collect()))
        })
        .await
    }
}

fn coming(
    bookings: Select<bookings::Entity>,
    now: DateTime<Utc>,
    most: u64,
) -> Selector<SelectModel<Row>> {
    let starts = || Expr::col((slots::Entity, slots::Column::StartsAt));
    let holds = bookings::Column::Status.is_in(BookingStatus::HOLDS_PLACE);
    joined(bookings)
        .join(JoinType::InnerJoin, slots::Relation::Programme.def())
        .filter(Condition::any().add(holds).add(ended_by_lycee()))
        .filter(starts().gt(now))
        .order_by_asc(starts())
        .order_by_asc(Expr::col((pupils::Entity, pupils::Column::IdentityKey)))
        .order_by_asc(bookings::Column::Id)
        .limit(most + 1)
        .select_only()
        .columns([
            bookings::Column::Id,
            bookings::Column::TenantId,
            bookings::Column::SlotId,
            bookings::Column::Status,
            bookings::Column::AgreementStatus,
            bookings::Column::CreatedAt,
            bookings::Column::AskedAt,
            bookings::Column::ReleaseAt,
            bookings::Column::PupilId,
            bookings::Column::Spelling,
        ])
        .column_as(programmes::Column::Name, "programme")
        .columns([
            slots::Column::ProgrammeId,
            slots::Column::Day,
            slots::Column::StartsAt,
            slots::Column::EndsAt,
            slots::Column::Room,
            slots::Column::MeetingPoint,
        ])
        .columns([
            pupils::Column::Homonym,
            pupils::Column::LastName,
            pupils::Column::FirstName,
            pupils::Column::Class,
        ])
        .into_model()
}

/// Refused, or cancelled with its stage; not what somebody of the school had cancelled before.
fn ended_by_lycee() -> Condition {
    let refused = bookings::Column::Status.eq(BookingStatus::Refused);
    let of_school = Query::select()
        .column(memberships::Column::AccountId)
        .from(memberships::Entity)
        .and_where(
            Expr::col((memberships::Entity, memberships::Column::Uai))
                .equals((bookings::Entity, bookings::Column::Uai)),
        )
        .to_owned();
    let called_off = Condition::all()
        .add(bookings::Column::Status.eq(BookingStatus::Cancelled))
        .add(Expr::col((slots::Entity, slots::Column::Status)).eq(SlotStatus::Cancelled))
        .add(bookings::Column::DecidedBy.not_in_subquery(of_school));
    Condition::any().add(refused).add(called_off)
}

impl Desk {
    fn read(mut rows: Vec<Row>, most: u64) -> Self {
        let more = rows.len() as u64 > most;
        rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let rows = rows.into_iter().map(Held::read);
        let (held, mut ended): (Vec<_>, Vec<_>) = rows.partition(|row| row.status.holds_place());
        let about = |one: &Held| (one.tenant, one.programme_id, one.pupil.id);
        ended.retain(|one| held.iter().all(|held| about(held) != about(one)));
        // A stage's own stand together.
        ended.sort_by_key(|one| (one.starts_at, one.slot, one.status == BookingStatus::Refused));
        Self { held, ended, more }
    }

    fn all(&self) -> impl Iterator<Item = &Held> {
        self.held.iter().chain(&self.ended)
    }
}

impl Held {
    fn read(row: Row) -> Self {
        let Row { last_name, first_name, class, .. } = row;
        let kept = Spelling { last_name, first_name, class };
        Self {
            booking: row.id,
            slot: row.slot_id,
            tenant: row.tenant_id,
            programme: row.programme,
            programme_id: row.programme_id,
            day: row.day,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            room: row.room,
            meeting_point: row.meeting_point,
            pupil: BookedPupil::read(row.pupil_id, row.homonym, kept, row.spelling.as_deref()),
            status: row.status,
            agreement: row.agreement_status,
            asked_at: row.asked_at.unwrap_or(row.created_at),
            release_at: row.release_at,
        }
    }
}
