//! `/guides`, `/guides/{guide}` and the same as PDF.

use axum::extract::Path;

use super::pages::{GuideCard, GuidePage, GuidesPage};
use super::text::plain;
use super::{Guide, paper, search};
use crate::agreements::handlers::file;
use crate::query::Query;
use crate::urls;
use crate::view::{HostKind, Search};
use crate::visit::{AnyVisit, Failure, Result, Visit};
use crate::words::counted;

/// Letters of a search that count.
const LONGEST: usize = 80;

/// `GET /guides?recherche=convention`.
pub(crate) async fn list(visit: AnyVisit) -> Result {
    let guides = Guide::of(visit.host);
    let query = Query::of(&visit.target);
    let asked: String = query.get("recherche").chars().take(LONGEST).collect();
    let found = search::find(guides, &asked);
    visit.page(&GuidesPage {
        guides: guides.iter().map(|guide| card(*guide)).collect(),
        search: box_of(&asked),
        count: counted(found.len() as u64, "chapitre", "chapitres"),
        found,
        short: (visit.host != HostKind::Console).then_some("/guide"),
    })
}

/// `GET /guides/{guide}`.
pub(crate) async fn show(visit: AnyVisit, Path(word): Path<String>) -> Result {
    let guide = guide(&visit, &word)?;
    visit.page(&GuidePage {
        text: guide.text(),
        pdf: urls::guide_pdf(guide.word()),
        search: box_of(""),
    })
}

/// `GET /guides/{guide}/guide.pdf`.
pub(crate) async fn print(visit: AnyVisit, Path(word): Path<String>) -> Result {
    let guide = guide(&visit, &word)?;
    let name = format!("guide-ministage-{}.pdf", guide.word());
    Ok(file("application/pdf", "inline", &name, &name, paper::printed(&visit, guide).await?))
}

fn guide(visit: &Visit, word: &str) -> Result<Guide> {
    let mut guides = Guide::of(visit.host).iter();
    guides.find(|guide| guide.word() == word).copied().ok_or(Failure::NotFound)
}

fn card(guide: Guide) -> GuideCard {
    let text = guide.text();
    let chapters = text.chapters.iter();
    GuideCard {
        title: &text.title,
        lead: plain(&text.lead),
        href: urls::guide(guide.word()),
        pdf: urls::guide_pdf(guide.word()),
        chapters: chapters
            .map(|one| (one.title.as_str(), urls::chapter(guide.word(), &one.id)))
            .collect(),
    }
}

fn box_of(asked: &str) -> Search {
    Search::new(urls::GUIDES, "Rechercher dans les guides", asked)
}
