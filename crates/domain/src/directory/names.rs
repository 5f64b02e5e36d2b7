//! What schools are called: their own correction first.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::Fault;
use crate::entity::{school_profiles, schools};
use crate::ids::SchoolId;
use crate::store::{Scope, Tx};

impl<S: Scope> Tx<'_, S> {
    /// Name and town of each of these schools that is listed: one statement.
    pub(crate) async fn school_names(
        &self,
        uais: impl Iterator<Item = SchoolId>,
    ) -> Result<HashMap<SchoolId, (String, String)>, Fault> {
        let own = Expr::col((school_profiles::Entity, school_profiles::Column::Uai))
            .equals((schools::Entity, schools::Column::Uai));
        let mut query = self
            .shared::<schools::Entity>()
            .filter(schools::Column::Uai.is_in(uais))
            .select_only()
            .columns([schools::Column::Uai, schools::Column::Name, schools::Column::City])
            .column(school_profiles::Column::Name);
        QueryTrait::query(&mut query).left_join(school_profiles::Entity, own);
        let named: Vec<(SchoolId, String, String, Option<String>)> =
            self.all(query.into_tuple()).await?;
        Ok(named
            .into_iter()
            .map(|(uai, listed, city, own)| (uai, (own.unwrap_or(listed), city)))
            .collect())
    }
}
