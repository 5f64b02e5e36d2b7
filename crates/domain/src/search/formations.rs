//! Which formations are meant by words.

use education::formations::Understood;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Search;
use crate::Fault;
use crate::entity::formation_words;
use crate::offer::Meant;
use crate::store::{Tx, Whole};

/// National formations that a search walks one by one; where more are meant, the stages are walked and looked at.
const MOST_LISTED: usize = 24;
/// Formations of the lycées' own that a search looks at.
const MOST_OWN: u64 = 200;

/// The formations that are wanted, by the keys that slots have.
#[derive(Debug)]
pub(super) enum Taught {
    /// All.
    Any,
    /// These: of the national list, and the lycées' own.
    Keys { listed: Vec<String>, own: Vec<String> },
    /// So many that most stages are of one of them: « CAP ».
    Broad(Vec<String>),
}

impl Taught {
    /// What words mean: one statement, or none without words.
    pub(super) async fn by(
        tx: &Tx<'_, Whole>,
        search: &Search,
    ) -> Result<(Self, Option<Understood>), Fault> {
        if let Some(key) = &search.formation {
            return Ok((Self::Keys { listed: vec![key.clone()], own: Vec::new() }, None));
        }
        let words = search.words.as_str();
        if words.trim().is_empty() {
            return Ok((Self::Any, None));
        }
        let Meant { understood, mut listed, words } = Meant::by(words);
        let own = own(tx, &words).await?;
        if listed.len() > MOST_LISTED {
            listed.extend(own);
            return Ok((Self::Broad(listed), understood));
        }
        Ok((Self::Keys { listed, own }, understood))
    }

    /// Whether nothing can be found.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Keys { listed, own } if listed.is_empty() && own.is_empty())
    }
}

/// Formations that are not on the national list and have every word in their name.
async fn own(tx: &Tx<'_, Whole>, words: &[String]) -> Result<Vec<String>, Fault> {
    use formation_words::Column;
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    let every = i64::try_from(words.len()).unwrap_or(i64::MAX);
    let query = tx
        .shared::<formation_words::Entity>()
        .select_only()
        .column(Column::Formation)
        .filter(Column::Word.is_in(words))
        .group_by(Column::Formation)
        .having(Column::Word.count().eq(every))
        .order_by_asc(Column::Formation)
        .limit(MOST_OWN);
    tx.all(query.into_tuple()).await
}
