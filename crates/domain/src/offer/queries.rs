//! Reading the offer.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, QueryOrder, QueryTrait};

use super::{Offer, Programme, Teacher, Track};
use crate::Fault;
use crate::entity::{programmes, teachers, tracks};
use crate::ids::TenantId;
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
    // The tenant stands with both tables: joined by the track alone, programmes of all lycées would be read.
    let own = Condition::all()
        .add(Expr::col((programmes::Entity, programmes::Column::TenantId)).eq(tx.tenant_id()))
        .add(
            Expr::col((programmes::Entity, programmes::Column::TrackId))
                .equals((tracks::Entity, tracks::Column::Id)),
        );
    let mut query = tx
        .find::<tracks::Entity>()
        .order_by_asc(tracks::Column::Position)
        .order_by_asc(tracks::Column::Name)
        .order_by_asc(Expr::col((programmes::Entity, programmes::Column::Position)))
        .order_by_asc(Expr::col((programmes::Entity, programmes::Column::Name)))
        .select_also(programmes::Entity);
    QueryTrait::query(&mut query).left_join(programmes::Entity, own);
    let mut offered: Vec<Track> = Vec::new();
    for (track, programme) in tx.all(query).await? {
        if offered.last().is_none_or(|last| last.id != track.id) {
            offered.push(Track { id: track.id, name: track.name, programmes: Vec::new() });
        }
        let programme = programme.map(|row| Programme { id: row.id, name: row.name });
        if let Some(last) = offered.last_mut() {
            last.programmes.extend(programme);
        }
    }
    let teachers =
        tx.all(tx.find::<teachers::Entity>().order_by_asc(teachers::Column::Name)).await?;
    Ok(Offer {
        tracks: offered,
        teachers: teachers
            .into_iter()
            .map(|row| Teacher { id: row.id, name: row.name, subject: row.subject })
            .collect(),
    })
}
