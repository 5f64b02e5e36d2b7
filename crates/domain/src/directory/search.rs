//! Finding schools by what people type: a name, a town, a code.

use std::collections::HashSet;

use education::directory::State;
use education::{Uai, names};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};

use super::School;
use super::record::state_word;
use crate::Fault;
use crate::entity::schools;
use crate::fault::that_read;
use crate::ids::SchoolId;
use crate::store::{Scope, Tx};

impl<S: Scope> Tx<'_, S> {
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

    /// The same, those first that may well have a portal: lycées.
    pub(crate) async fn search_hosts(&self, words: &str, limit: u64) -> Result<Vec<School>, Fault> {
        let Some(select) = self.named_schools(words) else {
            return Ok(Vec::new());
        };
        let lycee = schools::Column::Kind.starts_with("lycee");
        self.schools_in_order(select.order_by(lycee, Order::Desc), limit).await
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

    /// Open schools that say every word; `None`: there are no words.
    fn named_schools(&self, words: &str) -> Option<Select<schools::Entity>> {
        let words = names::words(words);
        let mut words = words.iter().take(8).peekable();
        words.peek()?;
        let open = schools::Column::State.is_in([State::Open, State::Closing].map(state_word));
        Some(words.fold(self.shared::<schools::Entity>().filter(open), |select, word| {
            select.filter(self.says(word))
        }))
    }

    /// Whether name, city or UAI of a school hold a word, « saint » also as the directory shortens it. A
    /// postal code is that of a town: most schools have one of their own, « Cedex », in the same town.
    fn says(&self, word: &str) -> Condition {
        if word.len() == 5
            && let (Some(department), Some(office)) = (word.get(..2), word.get(..4))
            && word.bytes().all(|digit| digit.is_ascii_digit())
        {
            let same = self.shared::<schools::Entity>();
            let towns = same.filter(schools::Column::PostalCode.eq(word));
            let towns = towns.select_only().column(schools::Column::Town).into_query();
            let of_town = Condition::all()
                .add(schools::Column::Town.in_subquery(towns))
                .add(schools::Column::PostalCode.starts_with(department));
            let near = schools::Column::PostalCode.starts_with(office);
            return Condition::any().add(near).add(of_town);
        }
        let short = match word {
            "saint" => Some("st"),
            "sainte" => Some("ste"),
            _ => None,
        };
        let whole = Condition::any().add(schools::Column::SearchKey.contains(word));
        short.into_iter().flat_map(|short| ["", " ", "-"].map(|before| (before, short))).fold(
            whole,
            |any, (before, short)| {
                [" ", "-", "."].into_iter().fold(any, |any, after| {
                    let word = format!("{before}{short}{after}");
                    any.add(match before {
                        "" => schools::Column::SearchKey.starts_with(word),
                        _ => schools::Column::SearchKey.contains(word),
                    })
                })
            },
        )
    }

    /// The schools by name. A section acts through its school, which stands for it.
    async fn schools_in_order(
        &self,
        select: Select<schools::Entity>,
        limit: u64,
    ) -> Result<Vec<School>, Fault> {
        let by_name = select.order_by_asc(schools::Column::Name).order_by_asc(schools::Column::Uai);
        let rows = self.all(by_name.limit(limit)).await?;
        let found = that_read(rows.into_iter().map(|row| School::read(row, None)));
        let own = |school: &School| school.mother.filter(|_| school.kind.is_section());
        let mothers: Vec<SchoolId> = found.iter().filter_map(own).map(SchoolId).collect();
        if mothers.is_empty() {
            return Ok(found);
        }
        let mothers = self.by_id::<schools::Entity>(mothers).await?.into_values();
        let mothers = that_read(mothers.map(|row| School::read(row, None)));
        let whole = |school: School| {
            let mother = mothers.iter().find(|one| Some(one.uai) == own(&school));
            mother.filter(|one| one.state != State::Closed).cloned().unwrap_or(school)
        };
        let mut seen = HashSet::new();
        Ok(found.into_iter().map(whole).filter(|school| seen.insert(school.uai)).collect())
    }
}
