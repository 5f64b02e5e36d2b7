//! The words by which portals are found: of name, town and département, one row each, written whenever a portal is.
//!
//! The beginning of a word is a range of the index on both engines, so that no search reads every portal.

use std::collections::{BTreeSet, HashSet};

use education::{departments, names};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, UnionType};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Set};

use crate::Fault;
use crate::entity::{tenant_words, tenants};
use crate::ids::TenantId;
use crate::store::{Tx, Whole};

/// Lycées of a list that are counted: whoever finds more searches on.
pub(crate) const MOST_LYCEES: u64 = 100;
/// Words of a search that count.
const MOST_WORDS: usize = 6;
/// Portals of one word that are listed. A word of more, such as « lycée », only narrows down what the others list.
const MOST_LISTED: u64 = 60;

impl Tx<'_, TenantId> {
    /// Makes the words of this portal those of `row`. No-op if they are.
    pub(crate) async fn write_words(&self, row: &tenants::Model) -> Result<(), Fault> {
        let words = words_of(row);
        let known = self.find::<tenant_words::Entity>().select_only();
        let known: Vec<String> =
            self.all(known.column(tenant_words::Column::Word).into_tuple()).await?;
        if known.into_iter().collect::<BTreeSet<_>>() == words {
            return Ok(());
        }
        self.run(self.delete::<tenant_words::Entity>()).await?;
        let tenant_id = self.tenant_id();
        let word = |word| tenant_words::ActiveModel { word: Set(word), tenant_id: Set(tenant_id) };
        self.insert_all(words.into_iter().map(word).collect()).await
    }
}

fn words_of(row: &tenants::Model) -> BTreeSet<String> {
    let department = departments::by_code(&row.department)
        .map(|one| format!("{} {}", one.name, one.insee))
        .unwrap_or_default();
    let text = format!("{} {} {} {department}", row.name, row.short_name, row.city);
    names::words(&text).into_iter().collect()
}

impl Tx<'_, Whole> {
    /// Portals each of whose names, towns or départements has, for every word typed, a word that begins with it: one
    /// statement. `None`: no word was typed.
    pub(crate) async fn named(&self, typed: &str) -> Result<Option<Condition>, Fault> {
        let words: BTreeSet<String> = names::words(typed).into_iter().take(MOST_WORDS).collect();
        if words.is_empty() {
            return Ok(None);
        }
        let mut listed: Option<HashSet<TenantId>> = None;
        let mut named = Condition::all();
        let found = self.first_of_each(&words).await?;
        for (word, number) in words.iter().zip(0..) {
            let of_it = found.iter().filter(|(of, _)| *of == number).map(|(_, id)| *id);
            let of_it: Vec<TenantId> = of_it.collect();
            if of_it.len() as u64 > MOST_LISTED {
                named = named.add(has(self, word));
                continue;
            }
            listed = Some(match listed {
                None => of_it.into_iter().collect(),
                Some(listed) => of_it.into_iter().filter(|id| listed.contains(id)).collect(),
            });
        }
        Ok(Some(named.add_option(listed.map(|listed| tenants::Column::Id.is_in(listed)))))
    }

    /// Of each word, by its number, the portals that have it; one too many of a word that too many have.
    async fn first_of_each(&self, words: &BTreeSet<String>) -> Result<Vec<(i32, TenantId)>, Fault> {
        let mut all: Option<SelectStatement> = None;
        for (word, number) in words.iter().zip(0..) {
            let first = self.across::<tenant_words::Entity>().filter(begins(word)).select_only();
            let first = first.expr_as(Expr::cust(format!("{number}")), "number");
            let first = first.column(tenant_words::Column::TenantId).limit(MOST_LISTED + 1);
            // In brackets of its own: SQLite limits nothing inside of a union.
            let first = Query::select()
                .columns(["number", "tenant_id"])
                .from_subquery(first.into_query(), "first")
                .take();
            match &mut all {
                None => all = Some(first),
                Some(all) => drop(all.union(UnionType::All, first)),
            }
        }
        let mut query = self.across::<tenant_words::Entity>();
        if let Some(all) = all {
            *QueryTrait::query(&mut query) = all;
        }
        self.all(query.into_tuple()).await
    }
}

fn begins(word: &str) -> Condition {
    Condition::all()
        .add(tenant_words::Column::Word.gte(word))
        .add(tenant_words::Column::Word.lte(format!("{word}\u{10ffff}")))
}

/// Asked of one portal after the other, in the order of the page: most have such a word. Without the offset PostgreSQL
/// makes a join of it and reads every portal.
fn has(tx: &Tx<'_, Whole>, word: &str) -> Expr {
    let own = Expr::col((tenant_words::Entity, tenant_words::Column::TenantId))
        .equals((tenants::Entity, tenants::Column::Id));
    let words = tx.across::<tenant_words::Entity>().filter(begins(word)).filter(own);
    let words = words.select_only().column(tenant_words::Column::Word).limit(1).offset(0);
    Expr::exists(words.into_query())
}
