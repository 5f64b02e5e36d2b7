//! Finding schools.

use education::directory::State;
use education::{Uai, names};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select};

use super::School;
use super::record::state_word;
use crate::entity::{school_profiles, schools};
use crate::fault::that_read;
use crate::store::{Scope, Tx};
use crate::tenancy::{Doors, SchoolMember, Worker};
use crate::{Backstage, Fault};

impl SchoolMember {
    /// Her school, with its own corrections beside what is listed.
    pub async fn school(&self) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(self.uai()).await).await
    }
}

impl Doors {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }
}

impl Worker {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }
}

impl Backstage {
    /// A school by its number, closed ones too; its own corrections beside what is listed.
    pub async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        self.read(async |tx| tx.school(uai).await).await
    }

    /// How many schools are known, closed ones too. None: the directory was never imported.
    pub async fn count_schools(&self) -> Result<u64, Fault> {
        self.read(async |tx| tx.count(tx.shared::<schools::Entity>()).await).await
    }
}

impl<S: Scope> Tx<'_, S> {
    pub(crate) async fn school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        let Some(row) = self.get::<schools::Entity>(uai).await? else {
            return Ok(None);
        };
        let own = self.get::<school_profiles::Entity>(uai).await?;
        School::read(row, own).map(Some)
    }

    /// A school as the directory lists it: its own words have no say in its login.
    pub(crate) async fn listed_school(&self, uai: Uai) -> Result<Option<School>, Fault> {
        let row = self.get::<schools::Entity>(uai).await?;
        row.map(|row| School::read(row, None)).transpose()
    }

    /// Open schools in whose name, city or UAI every word occurs, by name; at most `limit`. No
    /// words: nothing.
    pub(crate) async fn search_schools(
        &self,
        words: &str,
        limit: u64,
    ) -> Result<Vec<School>, Fault> {
        let Some(select) = self.named_schools(words) else {
            return Ok(Vec::new());
        };
        self.schools_in_order(select, limit).await
    }

    /// The same, those first that booked on this portal, then those of its département, of its académie.
    pub(crate) async fn search_schools_near(
        &self,
        portal: Uai,
        booked: Option<SelectStatement>,
        words: &str,
        limit: u64,
    ) -> Result<Vec<School>, Fault> {
        let Some(mut select) = self.named_schools(words) else {
            return Ok(Vec::new());
        };
        if let Some(booked) = booked {
            select = select.order_by(schools::Column::Uai.in_subquery(booked), Order::Desc);
        }
        let department = portal.department().map_or("", |here| here.code.as_str());
        let academy = portal.academy().map_or("", |here| here.code.as_str());
        let select = select
            .order_by(schools::Column::Department.eq(department), Order::Desc)
            .order_by(schools::Column::Academy.eq(academy), Order::Desc);
        self.schools_in_order(select, limit).await
    }

    /// Open schools in whose name, city or UAI every word occurs; `None`: there are no words.
    fn named_schools(&self, words: &str) -> Option<Select<schools::Entity>> {
        let folded = names::fold(words).replace(['%', '_', '\\'], "");
        let mut words = folded.split_whitespace().take(8).peekable();
        words.peek()?;
        let open = schools::Column::State.is_in([State::Open, State::Closing].map(state_word));
        Some(words.fold(self.shared::<schools::Entity>().filter(open), |select, word| {
            select.filter(schools::Column::SearchKey.contains(word))
        }))
    }

    async fn schools_in_order(
        &self,
        select: Select<schools::Entity>,
        limit: u64,
    ) -> Result<Vec<School>, Fault> {
        let by_name = select.order_by_asc(schools::Column::Name).order_by_asc(schools::Column::Uai);
        let rows = self.all(by_name.limit(limit)).await?;
        Ok(that_read(rows.into_iter().map(|row| School::read(row, None))))
    }
}
