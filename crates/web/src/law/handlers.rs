//! `/documents`, `/documents/{document}` and the same as PDF.

use std::sync::LazyLock;
use std::time::Duration;

use axum::extract::Path;
use bytes::Bytes;
use moka::future::Cache;

use super::facts::Facts;
use super::pages::{DocumentCard, DocumentPage, DocumentsPage};
use super::{Document, Runs};
use crate::agreements::handlers::file;
use crate::guides::{plain, print_text};
use crate::urls;
use crate::view::HostKind;
use crate::visit::{AnyVisit, Failure, Result, Visit};

/// How long a file is kept.
const KEPT_FOR: Duration = Duration::from_secs(3600);

/// Files that were printed, by host and document: everybody may ask for some, so none is printed twice in an hour.
static PRINTED: LazyLock<Cache<(String, &'static str), Bytes>> =
    LazyLock::new(|| Cache::builder().max_capacity(200).time_to_live(KEPT_FOR).build());

/// `GET /documents`.
pub(crate) async fn list(visit: AnyVisit) -> Result {
    let facts = Facts::of(&visit);
    let console = visit.host == HostKind::Console;
    let card = |document: &Document| {
        let text = facts.fill(*document);
        DocumentCard {
            title: text.title,
            lead: plain(&text.lead),
            href: urls::document(document.word()),
            pdf: urls::document_pdf(document.word()),
        }
    };
    let families =
        visit.portal.is_some().then_some(("Information des familles", "/information-des-familles"));
    let others = [
        ("Données personnelles", "/donnees-personnelles"),
        ("Durées de conservation", "/durees-de-conservation"),
        ("Accessibilité", "/accessibilite"),
        ("Mentions légales", "/mentions-legales"),
    ];
    visit.page(&DocumentsPage {
        documents: Document::of(visit.host).iter().map(card).collect(),
        others: families.into_iter().chain(others).collect(),
        missing: if console { missing(&visit.app.runs) } else { Vec::new() },
    })
}

/// `GET /documents/{document}`.
pub(crate) async fn show(visit: AnyVisit, Path(word): Path<String>) -> Result {
    let document = document(&visit, &word)?;
    let (text, pdf) = (Facts::of(&visit).fill(document), urls::document_pdf(document.word()));
    visit.page(&DocumentPage { text, pdf })
}

/// `GET /documents/{document}/document.pdf`.
pub(crate) async fn print(visit: AnyVisit, Path(word): Path<String>) -> Result {
    let document = document(&visit, &word)?;
    let text = Facts::of(&visit).fill(document);
    let key = (visit.host_name.clone(), document.word());
    let printed = PRINTED.try_get_with(key, print_text(&visit, &text)).await;
    let name = format!("{}.pdf", document.word());
    Ok(file("application/pdf", "inline", &name, &name, printed.map_err(Failure::Shared)?))
}

fn document(visit: &Visit, word: &str) -> Result<Document> {
    let mut all = Document::of(visit.host).iter();
    all.find(|one| one.word() == word).copied().ok_or(Failure::NotFound)
}

/// The settings that nobody filled in, by their names.
fn missing(runs: &Runs) -> Vec<&'static str> {
    let all = [("law.name", &runs.name), ("law.host", &runs.host), ("law.dpo", &runs.dpo)];
    all.into_iter().filter(|(_, value)| value.trim().is_empty()).map(|(name, _)| name).collect()
}
