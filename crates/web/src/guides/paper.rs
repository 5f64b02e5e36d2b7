//! A guide on paper: the same words and pictures.

use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use documents::{Picture, PrintJob, Standard, Template};
use domain::Fault;
use education::french;
use moka::future::Cache;
use serde_json::json;

use super::Guide;
use super::text::{Text, bytes};
use crate::moments::Clock;
use crate::view::{PLATFORM, PLATFORM_ACCENT};
use crate::visit::{Failure, Visit};

const TEMPLATE: &str = include_str!("../../guides/guide.typ");

/// How long a guide is kept.
const KEPT_FOR: Duration = Duration::from_secs(24 * 3600);

/// Guides that were printed: they are the same for everybody.
static PRINTED: LazyLock<Cache<&'static str, Bytes>> =
    LazyLock::new(|| Cache::builder().max_capacity(4).time_to_live(KEPT_FOR).build());

/// The file: printed now, or today.
pub(super) async fn printed(visit: &Visit, guide: Guide) -> Result<Bytes, Failure> {
    let printed = PRINTED.try_get_with(guide.word(), print_text(visit, guide.text()));
    printed.await.map_err(Failure::Shared)
}

/// What is written like a guide, on paper.
pub(crate) async fn print_text(visit: &Visit, text: &Text) -> Result<Bytes, Failure> {
    let mut data = serde_json::to_value(text).map_err(Fault::from)?;
    data["theme"] = json!({ "accent": PLATFORM_ACCENT });
    data["issuer"] = PLATFORM.into();
    data["issued_on"] = french::date_plain(Clock::FRANCE.day(visit.now)).into();
    let pictures = text.pictures().filter_map(|picture| {
        Some(Picture { name: picture.name.clone(), bytes: bytes(&picture.name)?.clone() })
    });
    let job = PrintJob {
        template: Template::new(TEMPLATE).showing(pictures),
        data,
        logo: None,
        title: text.title.clone(),
        issued_at: Clock::FRANCE.fixed(visit.now),
        standard: Standard::Archival,
    };
    Ok(visit.app.press.print(0, job).await?.pdf)
}
