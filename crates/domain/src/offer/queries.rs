//! Reading the offer.

use std::collections::HashMap;

use sea_orm::QueryOrder;

use super::{Offer, Programme, Teacher, Track, formation_key};
use crate::Fault;
use crate::entity::{programmes, teachers, tracks};
use crate::ids::{TenantId, TrackId};
use crate::store::Tx;
use crate::tenancy::Portal;

impl Portal {
    /// Tracks, programmes and teachers of this portal.
    pub async fn offer(&self) -> Result<Offer, Fault> {
        self.read(read_offer).await
    }
}

/// The same, within a reading that goes on.
pub(crate) async fn read_offer(tx: &Tx<'_, TenantId>) -> Result<Offer, Fault> {
    let mut taught: HashMap<TrackId, Vec<Programme>> = HashMap::new();
    let query = tx
        .find::<programmes::Entity>()
        .order_by_asc(programmes::Column::Position)
        .order_by_asc(programmes::Column::Name);
    let rows = tx.all(query).await?;
    for row in rows {
        let formation = row.formation.unwrap_or_else(|| formation_key(&row.name));
        let programme = Programme { id: row.id, name: row.name, formation };
        taught.entry(row.track_id).or_default().push(programme);
    }
    let query = tx
        .find::<tracks::Entity>()
        .order_by_asc(tracks::Column::Position)
        .order_by_asc(tracks::Column::Name);
    let tracks = tx.all(query).await?;
    let teachers =
        tx.all(tx.find::<teachers::Entity>().order_by_asc(teachers::Column::Name)).await?;
    Ok(Offer {
        tracks: tracks
            .into_iter()
            .map(|row| Track {
                id: row.id,
                programmes: taught.remove(&row.id).unwrap_or_default(),
                name: row.name,
            })
            .collect(),
        teachers: teachers
            .into_iter()
            .map(|row| Teacher { id: row.id, name: row.name, subject: row.subject })
            .collect(),
    })
}
