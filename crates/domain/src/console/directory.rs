//! How complete the directory is, and what its last readings did, for operators.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, DerivePartialModel, QueryFilter, QueryOrder, QuerySelect};

use crate::Fault;
use crate::entity::{directory_imports, schools};
use crate::tenancy::Operator;

/// Schools of the directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DirectoryCounts {
    /// All of them.
    pub schools: u64,
    /// Closed ones.
    pub closed: u64,
    /// Without a listed mailbox.
    pub without_mail: u64,
}

/// One reading of the Ministry's file.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "directory_imports::Entity")]
pub struct ImportLine {
    /// The file's name.
    pub file: String,
    /// Schools that were not there.
    pub added: i32,
    /// Schools of which something changed.
    pub changed: i32,
    /// Schools that the file closes.
    pub closed: i32,
    /// Rows that could not be read.
    pub refused: i32,
    /// When it was done.
    pub ended_at: DateTime<Utc>,
}

impl Operator {
    /// Schools of the directory, counted.
    pub async fn directory_counts(&self) -> Result<DirectoryCounts, Fault> {
        self.read(async |tx| {
            let all = || tx.shared::<schools::Entity>();
            Ok(DirectoryCounts {
                schools: tx.count(all()).await?,
                closed: tx.count(all().filter(schools::Column::State.eq("closed"))).await?,
                without_mail: tx.count(all().filter(schools::Column::Mail.is_null())).await?,
            })
        })
        .await
    }

    /// The newest readings of the Ministry's file, at most `limit`.
    pub async fn directory_imports(&self, limit: u64) -> Result<Vec<ImportLine>, Fault> {
        self.read(async |tx| {
            let newest = tx
                .shared::<directory_imports::Entity>()
                .order_by_desc(directory_imports::Column::EndedAt);
            tx.all(newest.limit(limit).into_partial_model()).await
        })
        .await
    }
}
