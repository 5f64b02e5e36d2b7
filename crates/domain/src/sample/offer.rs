//! What a portal teaches, by whom, and the text of its conventions.

use sea_orm::Set;

use crate::entity::{programmes, teachers, template_versions, tracks};
use crate::ids::{ProgrammeId, TeacherId, TrackId};
use crate::{Fault, Portal};

impl Portal {
    /// Gives the portal a template for its conventions.
    pub async fn sample_template(&self, source: &str) -> Result<(), Fault> {
        self.write(async |tx| {
            let row = template_versions::ActiveModel {
                id: Set(tx.id()),
                kind: Set("agreement".to_owned()),
                version: Set(1),
                source: Set(source.to_owned()),
                sha256: Set("0".repeat(64)),
                created_at: Set(tx.now()),
                ..Default::default()
            };
            tx.insert(row).await
        })
        .await
    }

    /// Adds a track.
    pub async fn sample_track(&self, name: &str, position: i32) -> Result<TrackId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = tracks::ActiveModel {
                id: Set(id),
                name: Set(name.to_owned()),
                position: Set(position),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(id)
        })
        .await
    }

    /// Adds a programme to a track.
    pub async fn sample_programme(
        &self,
        track: TrackId,
        name: &str,
        position: i32,
    ) -> Result<ProgrammeId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = programmes::ActiveModel {
                id: Set(id),
                track_id: Set(track),
                name: Set(name.to_owned()),
                position: Set(position),
                formation: Set(Some(crate::offer::formation_key(name))),
                ..Default::default()
            };
            tx.insert(row).await?;
            tx.know_formations(&[name]).await?;
            Ok(id)
        })
        .await
    }

    /// Adds a teacher.
    pub async fn sample_teacher(&self, name: &str, subject: &str) -> Result<TeacherId, Fault> {
        self.write(async |tx| {
            let id = tx.id();
            let row = teachers::ActiveModel {
                id: Set(id),
                name: Set(name.to_owned()),
                subject: Set(subject.to_owned()),
                ..Default::default()
            };
            tx.insert(row).await?;
            Ok(id)
        })
        .await
    }
}
