//! From rows to bookings as everything shows them: slot, pupil and school, each read once for all.

use std::collections::HashMap;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use crate::Fault;
use crate::bookings::{Booking, quoted, spelled};
use crate::entity::{bookings, pupils, slots};
use crate::fault::that_read;
use crate::ids::{PupilId, SchoolId, SlotId, TenantId};
use crate::slots::Slot;
use crate::store::Tx;
use crate::tenancy::Portal;

impl Portal {
    pub(super) async fn assemble_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        rows: Vec<(bookings::Model, Option<pupils::Model>)>,
    ) -> Result<Vec<Booking>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let slots = tx.by_id::<slots::Entity>(rows.iter().map(|(row, _)| row.slot_id)).await?;
        let slots = self.assemble(tx, slots.into_values().collect()).await?;
        let schools = self.names_of_schools(tx, rows.iter().map(|(row, _)| row.uai)).await?;
        let numbers = tx.homonyms_here(&rows).await?;
        let mut bookings = assembled(rows, slots, &schools);
        for booking in &mut bookings {
            booking.pupil.homonym = numbers.get(&booking.pupil.id).copied().unwrap_or(1);
        }
        Ok(bookings)
    }
}

impl Tx<'_, TenantId> {
    /// The numbers of homonyms among those whom this portal knows: a number of the whole school would tell the lycée of
    /// pupils that are booked elsewhere. One statement, and only where somebody has one.
    pub(crate) async fn homonyms_here(
        &self,
        rows: &[(bookings::Model, Option<pupils::Model>)],
    ) -> Result<HashMap<PupilId, i32>, Fault> {
        let marked = rows.iter().filter_map(|(_, pupil)| pupil.as_ref());
        let marked = marked.filter(|pupil| pupil.homonym > 1);
        let alike = marked.fold(Condition::any(), |any, pupil| {
            any.add(
                pupils::Column::Uai
                    .eq(pupil.uai)
                    .and(pupils::Column::IdentityKey.eq(pupil.identity_key.as_str())),
            )
        });
        if alike.is_empty() {
            return Ok(HashMap::new());
        }
        let here = self.find::<bookings::Entity>().select_only().column(bookings::Column::PupilId);
        let query = self
            .shared::<pupils::Entity>()
            .filter(alike)
            .filter(pupils::Column::Id.in_subquery(here.into_query()))
            .order_by_asc(pupils::Column::Homonym);
        let mut counted: HashMap<(SchoolId, String), i32> = HashMap::new();
        let numbered = self.all(query).await?.into_iter().map(|row| {
            let number = counted.entry((row.uai, row.identity_key)).or_default();
            *number += 1;
            (row.id, *number)
        });
        Ok(numbered.collect())
    }
}

/// Bookings of rows, each with its slot, its pupil and its school.
pub(crate) fn assembled(
    rows: Vec<(bookings::Model, Option<pupils::Model>)>,
    slots: Vec<Slot>,
    schools: &HashMap<SchoolId, (String, String)>,
) -> Vec<Booking> {
    let slots: HashMap<SlotId, Slot> = slots.into_iter().map(|slot| (slot.id, slot)).collect();
    that_read(rows.into_iter().map(|(row, pupil)| {
        let broken = || Fault::Damaged(format!("booking {}", row.id));
        let slot = slots.get(&row.slot_id).ok_or_else(broken)?.clone();
        let pupil = pupil.ok_or_else(broken)?;
        let (school_name, school_city) = schools.get(&row.uai).cloned().unwrap_or_default();
        Ok(Booking {
            id: row.id,
            slot,
            pupil: spelled(&row, &pupil),
            uai: row.uai.0,
            school_name,
            school_city,
            reference: quoted(&row.reference),
            booked_by: row.booked_by,
            status: row.status,
            agreement: row.agreement_status,
            attendance: row.attendance,
            reason: row.reason,
            created_at: row.created_at,
            changed_at: row.updated_at,
            asked_at: row.asked_at.unwrap_or(row.created_at),
            warn_at: row.warn_at,
            release_at: row.release_at,
        })
    }))
}
