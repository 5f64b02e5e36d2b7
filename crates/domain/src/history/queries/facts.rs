//! What the lines of a page need beside their rows.

use std::collections::{HashMap, HashSet};

use education::names;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{HistoryEntry, Who};
use crate::Fault;
use crate::entity::{bookings, history, schools, slots, tenants};
use crate::history::Event;
use crate::ids::*;
use crate::store::{Tx, Whole};
use crate::tenancy::Shared;

/// What the lines of a page need beside their rows, read once for all of them.
pub(super) struct Facts {
    pub(super) portals: HashMap<TenantId, (String, String)>,
    pub(super) schools: HashMap<SchoolId, String>,
    there: HashSet<Uuid>,
}

impl Facts {
    /// Looks across lycées, but for names and for whether the objects of these very rows exist.
    pub(super) async fn gather(
        tx: &Tx<'_, Whole>,
        house: &Shared,
        rows: &[history::Model],
    ) -> Result<Self, Fault> {
        let ids: HashSet<_> = rows.iter().filter_map(|row| row.tenant_id).collect();
        let uais: HashSet<_> = rows.iter().filter_map(|row| row.uai).collect();
        let about: Vec<_> = rows.iter().filter_map(|row| row.about).collect();
        let portals = tx.by_id::<tenants::Entity>(ids).await?;
        let listed = tx.by_id::<schools::Entity>(uais).await?;
        let query = tx
            .across::<bookings::Entity>()
            .filter(bookings::Column::Id.is_in(about.clone()))
            .select_only()
            .column(bookings::Column::Id)
            .into_tuple();
        let booked: Vec<BookingId> = tx.all(query).await?;
        let query = tx
            .across::<slots::Entity>()
            .filter(slots::Column::Id.is_in(about))
            .select_only()
            .column(slots::Column::Id)
            .into_tuple();
        let offered: Vec<SlotId> = tx.all(query).await?;
        Ok(Self {
            portals: portals
                .into_iter()
                .map(|(id, row)| (id, (row.name, house.host_of(row.custom_host, &row.slug))))
                .collect(),
            schools: listed
                .into_iter()
                .map(|(uai, row)| (uai, names::display(&row.name)))
                .collect(),
            there: booked
                .into_iter()
                .map(|id| id.0)
                .chain(offered.into_iter().map(|id| id.0))
                .collect(),
        })
    }

    pub(super) fn line(
        &self,
        row: history::Model,
        who: impl Fn(&history::Model, &Self) -> Who,
    ) -> HistoryEntry {
        HistoryEntry {
            who: match row.actor_kind.as_str() {
                "operator" => Who::Operator,
                "account" => who(&row, self),
                _ => Who::Platform,
            },
            event: Event::read(&row.event, &row.detail),
            portal: row.tenant_id.and_then(|id| self.portals.get(&id)).cloned(),
            exists: row.about.is_some_and(|about| self.there.contains(&about)),
            id: row.id,
            at: row.at,
        }
    }
}
