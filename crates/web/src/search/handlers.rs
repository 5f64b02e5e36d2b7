//! `/recherche` of the front door and of common sites.

use super::asked::Asked;
use super::found;
use super::pages::SearchPage;
use crate::visit::{AnyVisit, Result};

/// Stages a page.
const SIZE: u64 = 20;

/// Shows what was found, or the next stages of all.
pub(crate) async fn show(visit: AnyVisit) -> Result {
    visit.count_search().await?;
    let asked = Asked::read(&visit.target, visit.now);
    let scope = visit.scope();
    let answer = visit.doors().search(&scope, &asked.search, SIZE).await?;
    let formations = answer.understood.iter().flat_map(|understood| &understood.formations);
    visit.page(&SearchPage {
        form: asked.form(&scope),
        heading: found::heading(&asked.search, &answer),
        notes: found::notes(&asked, &answer),
        formations: formations.map(ToString::to_string).collect(),
        rows: answer.rows.iter().map(|slot| found::row(&visit.app, slot)).collect(),
        first: asked.search.after.map(|_| asked.with("apres", "")),
        next: answer.next.map(|after| asked.page_after(after)),
        // What was not looked at yet may hold some.
        further: answer.looked_until.is_some(),
        nothing: (answer.rows.is_empty() && answer.next.is_none())
            .then(|| found::nothing(&asked, &answer)),
    })
}
