//! What a programme is of: a formation of the national list, or the lycée's own.

use education::formations::{self, Understood};
use education::names::fold;
use sea_orm::Set;
use sea_orm::sea_query::OnConflict;

use crate::Fault;
use crate::entity::formation_words;
use crate::store::{Scope, Tx};

/// Before the key of a formation that is not on the national list.
const OWN: char = '~';

/// Letters of an own name that its key keeps.
const LONGEST: usize = 120;

/// What a programme is found by: the key of the national formation that its name certainly means, else its own name.
pub(crate) fn formation_key(name: &str) -> String {
    formations::tied(name).map_or_else(
        || format!("{OWN}{}", fold(name)).chars().take(LONGEST).collect(),
        formations::Formation::key,
    )
}

/// The formations of the national list that words mean: the one answer for the search over all lycées and for the
/// list of one.
pub(crate) struct Meant {
    /// What was understood.
    pub(crate) understood: Option<Understood>,
    /// The keys of the formations.
    pub(crate) listed: Vec<String>,
    /// What the name of a lycée's own formation must have.
    pub(crate) words: Vec<String>,
}

impl Meant {
    pub(crate) fn by(typed: &str) -> Self {
        let understood = formations::understand(typed);
        let meant = understood.iter().flat_map(|found| &found.formations);
        let listed = meant.map(|formation| formation.key()).collect();
        let corrected = understood.as_ref().filter(|found| found.corrected);
        let words = corrected.map_or(typed, |found| &found.words);
        Self { words: formations::telling_words(words), listed, understood }
    }
}

impl<S: Scope> Tx<'_, S> {
    /// Keeps the words of the names that are not on the national list, so that they are found too.
    pub(crate) async fn know_formations(&self, names: &[&str]) -> Result<(), Fault> {
        let mut rows = Vec::new();
        for name in names {
            let formation = formation_key(name);
            if formation.starts_with(OWN) {
                rows.extend(formations::telling_words(name).into_iter().map(|word| {
                    formation_words::ActiveModel {
                        word: Set(word),
                        formation: Set(formation.clone()),
                    }
                }));
            }
        }
        let known = OnConflict::columns([
            formation_words::Column::Word,
            formation_words::Column::Formation,
        ])
        .do_nothing()
        .to_owned();
        self.insert_missing_shared(rows, known).await
    }
}
