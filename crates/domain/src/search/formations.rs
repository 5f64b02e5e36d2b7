//! Which formations are meant by words.

use std::collections::HashMap;

use education::formations::{self, Understood};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use crate::Fault;
use crate::entity::formation_words;
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
        words: &str,
    ) -> Result<(Self, Option<Understood>), Fault> {
        if words.trim().is_empty() {
            return Ok((Self::Any, None));
        }
        let understood = formations::understand(words);
        let meant = understood.iter().flat_map(|found| &found.formations);
        let mut listed: Vec<String> = meant.map(|formation| formation.key()).collect();
        let own = own(tx, &formations::telling_words(words)).await?;
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
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let query = tx
        .shared::<formation_words::Entity>()
        .filter(formation_words::Column::Word.is_in(words))
        .limit(MOST_OWN);
    let mut hits: HashMap<String, usize> = HashMap::new();
    for row in tx.all(query).await? {
        *hits.entry(row.formation).or_default() += 1;
    }
    let mut words = words.to_vec();
    words.sort_unstable();
    words.dedup();
    hits.retain(|_, count| *count == words.len());
    let mut own: Vec<String> = hits.into_keys().collect();
    own.sort_unstable();
    Ok(own)
}
