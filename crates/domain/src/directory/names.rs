//! What schools are called: their own correction first.

use std::collections::HashMap;

use crate::Fault;
use crate::entity::{school_profiles, schools};
use crate::ids::SchoolId;
use crate::store::{Scope, Tx};

impl<S: Scope> Tx<'_, S> {
    /// Name and town of each of these schools that is listed: two statements.
    pub(crate) async fn school_names(
        &self,
        uais: impl Iterator<Item = SchoolId> + Clone,
    ) -> Result<HashMap<SchoolId, (String, String)>, Fault> {
        let listed = self.by_id::<schools::Entity>(uais.clone()).await?;
        let mut own = self.by_id::<school_profiles::Entity>(uais).await?;
        let named = listed.into_iter().map(|(uai, row)| {
            let name = own.remove(&uai).and_then(|own| own.name);
            (uai, (name.unwrap_or(row.name), row.city))
        });
        Ok(named.collect())
    }
}
