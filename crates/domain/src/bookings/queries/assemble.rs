//! From rows to bookings as everything shows them: slot, pupil and school, each read once for all.

use std::collections::HashMap;

use crate::Fault;
use crate::bookings::{Booking, quoted, spelled};
use crate::entity::{bookings, pupils, slots};
use crate::fault::that_read;
use crate::ids::{SchoolId, SlotId, TenantId};
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
        let schools = tx.school_names(rows.iter().map(|(row, _)| row.uai)).await?;
        Ok(assembled(rows, slots, &schools))
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
