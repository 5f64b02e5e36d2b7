//! From rows to bookings as everything shows them: slot, pupil and school, each read once for all.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, QueryFilter};

use crate::Fault;
use crate::bookings::{BookedPupil, Booking, quoted};
use crate::entity::{bookings, pupils, school_profiles, schools, slots};
use crate::ids::{PupilId, SchoolId, SlotId, TenantId};
use crate::slots::Slot;
use crate::store::Tx;
use crate::tenancy::Portal;

impl Portal {
    pub(super) async fn assemble_bookings(
        &self,
        tx: &Tx<'_, TenantId>,
        rows: Vec<bookings::Model>,
    ) -> Result<Vec<Booking>, Fault> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let query = tx
            .find::<slots::Entity>()
            .filter(slots::Column::Id.is_in(rows.iter().map(|row| row.slot_id)));
        let slot_rows = tx.all(query).await?;
        let slots: HashMap<SlotId, Slot> =
            self.assemble(tx, slot_rows).await?.into_iter().map(|slot| (slot.id, slot)).collect();
        let query = tx
            .shared::<pupils::Entity>()
            .filter(pupils::Column::Id.is_in(rows.iter().map(|row| row.pupil_id)));
        let pupils: HashMap<PupilId, pupils::Model> =
            tx.all(query).await?.into_iter().map(|row| (row.id, row)).collect();
        let schools = school_names(tx, &rows).await?;
        rows.into_iter()
            .map(|row| {
                let broken = || Fault::Damaged(format!("booking {}", row.id));
                let slot = slots.get(&row.slot_id).ok_or_else(broken)?.clone();
                let pupil = pupils.get(&row.pupil_id).ok_or_else(broken)?;
                let (school_name, school_city) = schools.get(&row.uai).cloned().unwrap_or_default();
                Ok(Booking {
                    id: row.id,
                    slot,
                    pupil: BookedPupil {
                        id: pupil.id,
                        last_name: pupil.last_name.clone(),
                        first_name: pupil.first_name.clone(),
                        class: pupil.class.clone(),
                    },
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
                })
            })
            .collect()
    }
}

/// Name and town of each school: its own correction first.
async fn school_names(
    tx: &Tx<'_, TenantId>,
    rows: &[bookings::Model],
) -> Result<HashMap<SchoolId, (String, String)>, Fault> {
    let uais = || rows.iter().map(|row| row.uai);
    let query =
        tx.shared::<school_profiles::Entity>().filter(school_profiles::Column::Uai.is_in(uais()));
    let own: HashMap<SchoolId, Option<String>> =
        tx.all(query).await?.into_iter().map(|row| (row.uai, row.name)).collect();
    let query = tx.shared::<schools::Entity>().filter(schools::Column::Uai.is_in(uais()));
    let listed = tx.all(query).await?;
    Ok(listed
        .into_iter()
        .map(|row| {
            let name = own.get(&row.uai).cloned().flatten().unwrap_or(row.name);
            (row.uai, (name, row.city))
        })
        .collect())
}
