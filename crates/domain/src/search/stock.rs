//! Which formations may be chosen from, of all lycées of a scope.

use std::collections::{HashMap, HashSet};

use education::formations::by_key;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::branches::pieces;
use super::formations::Taught;
use super::places::offering;
use super::queries::{Walk, walk};
use super::{Scope, Search};
use crate::Fault;
use crate::entity::{programmes, tenants};
use crate::ids::{ProgrammeId, TenantId};
use crate::tenancy::Doors;

/// Stages that are counted: the next ones. It keeps the cost from growing with the lycées.
pub const MOST_COUNTED: u64 = 200;

/// A formation with stages to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stock {
    /// The key by which [`Search::formation`] asks for it.
    pub key: String,
    /// « CAP Cuisine ».
    pub name: String,
    /// Its stages, of those that are counted.
    pub slots: u64,
    /// Their places that are free.
    pub places: u64,
}

impl Doors {
    /// The formations of the next [`MOST_COUNTED`] stages that words mean, by name; and whether there are more
    /// stages than that.
    pub async fn formations(
        &self,
        scope: &Scope,
        words: &str,
    ) -> Result<(Vec<Stock>, bool), Fault> {
        self.read(async |tx| {
            let search = Search { words: words.to_owned(), ..Search::default() };
            let (taught, _) = Taught::by(tx, &search).await?;
            let pieces = pieces(&search, scope, &taught, None);
            if taught.is_nothing() || pieces.is_empty() {
                return Ok((Vec::new(), false));
            }
            let Walk { mut rows, until } = walk(tx, &search, &pieces, MOST_COUNTED + 1).await?;
            let more = rows.len() as u64 > MOST_COUNTED || until.is_some();
            rows.truncate(usize::try_from(MOST_COUNTED).unwrap_or(usize::MAX));
            let lycees: HashSet<TenantId> = rows.iter().map(|row| row.tenant_id).collect();
            let open = offering(tx).filter(tenants::Column::Id.is_in(lycees)).select_only();
            let open = tx.all(open.column(tenants::Column::Id).into_tuple()).await?;
            let open: HashSet<TenantId> = open.into_iter().collect();
            rows.retain(|row| open.contains(&row.tenant_id));
            let mut counted: HashMap<String, (ProgrammeId, u64, u64)> = HashMap::new();
            for row in &rows {
                let Some(key) = row.formation.clone() else { continue };
                let sums = counted.entry(key).or_insert((row.programme_id, 0, 0));
                sums.1 += 1;
                sums.2 += u64::try_from(row.capacity - row.booked).unwrap_or_default();
            }
            // Those of the national list have its name; the lycées' own that of the first of them.
            let own = counted.iter().filter(|(key, _)| by_key(key).is_none());
            let own: Vec<ProgrammeId> = own.map(|(_, sums)| sums.0).collect();
            let named = tx
                .across::<programmes::Entity>()
                .filter(programmes::Column::Id.is_in(own))
                .select_only()
                .columns([programmes::Column::Id, programmes::Column::Name]);
            let named: Vec<(ProgrammeId, String)> = tx.all(named.into_tuple()).await?;
            let named: HashMap<ProgrammeId, String> = named.into_iter().collect();
            let mut stock: Vec<Stock> = counted
                .into_iter()
                .filter_map(|(key, (programme, slots, places))| {
                    let listed = by_key(&key).map(ToString::to_string);
                    let name = listed.or_else(|| named.get(&programme).cloned())?;
                    Some(Stock { key, name, slots, places })
                })
                .collect();
            stock.sort_by_cached_key(|one| (education::names::fold(&one.name), one.key.clone()));
            Ok((stock, more))
        })
        .await
    }
}
