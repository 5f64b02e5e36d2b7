//! Tracks, programmes and teachers of a portal, by name.

use std::collections::HashMap;

use sea_orm::Set;

use super::{TeacherSpec, TrackSpec};
use crate::Fault;
use crate::entity::{programmes, teachers, tracks};
use crate::ids::{TenantId, TrackId};
use crate::offer::formation_key;
use crate::store::Tx;

/// Adds what is missing and puts it in order. `true`: something differed.
pub(super) async fn apply_tracks(
    tx: &Tx<'_, TenantId>,
    specs: &[TrackSpec],
) -> Result<bool, Fault> {
    let rows = tx.all(tx.find::<tracks::Entity>()).await?;
    let known = by_name(rows, |row| &row.name);
    let mut differs = false;
    let mut wanted = Vec::new();
    for (spec, position) in specs.iter().zip(1..) {
        let id = match known.get(&spec.name) {
            Some(row) if row.position == position => row.id,
            Some(row) => {
                differs = true;
                let moved = tracks::ActiveModel {
                    id: Set(row.id),
                    position: Set(position),
                    ..Default::default()
                };
                tx.run(tx.set(moved)).await?;
                row.id
            }
            None => {
                differs = true;
                let id: TrackId = tx.id();
                let name = Set(spec.name.clone());
                let tenant_id = Set(tx.tenant_id());
                tx.insert(tracks::ActiveModel {
                    id: Set(id),
                    tenant_id,
                    name,
                    position: Set(position),
                })
                .await?;
                id
            }
        };
        wanted.extend(spec.programmes.iter().zip(1..).map(|(name, position)| (name, id, position)));
    }
    Ok(apply_programmes(tx, &wanted).await? || differs)
}

async fn apply_programmes(
    tx: &Tx<'_, TenantId>,
    wanted: &[(&String, TrackId, i32)],
) -> Result<bool, Fault> {
    let rows = tx.all(tx.find::<programmes::Entity>()).await?;
    let known = by_name(rows, |row| &row.name);
    let mut missing = Vec::new();
    let mut differs = false;
    for &(name, track, position) in wanted {
        let formation = Some(formation_key(name));
        match known.get(name) {
            Some(row)
                if row.track_id == track
                    && row.position == position
                    && row.formation == formation => {}
            Some(row) => {
                differs = true;
                let update = tx.set(programmes::ActiveModel {
                    id: Set(row.id),
                    track_id: Set(track),
                    position: Set(position),
                    formation: Set(formation),
                    ..Default::default()
                });
                tx.run(update).await?;
            }
            None => missing.push(programmes::ActiveModel {
                id: Set(tx.id()),
                tenant_id: Set(tx.tenant_id()),
                track_id: Set(track),
                name: Set(name.clone()),
                position: Set(position),
                formation: Set(formation),
            }),
        }
    }
    differs |= !missing.is_empty();
    tx.insert_all(missing).await?;
    let names: Vec<&str> = wanted.iter().map(|(name, ..)| name.as_str()).collect();
    tx.know_formations(&names).await?;
    Ok(differs)
}

/// Adds who is missing and corrects what they teach. `true`: something differed.
pub(super) async fn apply_teachers(
    tx: &Tx<'_, TenantId>,
    specs: &[TeacherSpec],
) -> Result<bool, Fault> {
    let rows = tx.all(tx.find::<teachers::Entity>()).await?;
    let known = by_name(rows, |row| &row.name);
    let mut missing = Vec::new();
    let mut differs = false;
    for spec in specs {
        match known.get(&spec.name) {
            Some(row) if row.subject == spec.subject => {}
            Some(row) => {
                differs = true;
                let update = tx.set(teachers::ActiveModel {
                    id: Set(row.id),
                    subject: Set(spec.subject.clone()),
                    ..Default::default()
                });
                tx.run(update).await?;
            }
            None => missing.push(teachers::ActiveModel {
                id: Set(tx.id()),
                tenant_id: Set(tx.tenant_id()),
                name: Set(spec.name.clone()),
                subject: Set(spec.subject.clone()),
            }),
        }
    }
    differs |= !missing.is_empty();
    tx.insert_all(missing).await?;
    Ok(differs)
}

/// What the portal has, by the name that a spec calls it by.
fn by_name<Row>(rows: Vec<Row>, name: impl Fn(&Row) -> &String) -> HashMap<String, Row> {
    rows.into_iter().map(|row| (name(&row).clone(), row)).collect()
}
