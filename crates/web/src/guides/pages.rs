//! The pages of the guides.

use serde::Serialize;

use super::search::Found;
use super::text::Text;
use crate::view::{Search, page};

/// `/guides`: all guides of this host, and what was found in them.
#[derive(Debug, Serialize)]
pub(crate) struct GuidesPage {
    pub(crate) guides: Vec<GuideCard>,
    pub(crate) search: Search,
    /// Where something was asked for: the value of `search` says what.
    pub(crate) found: Vec<Found>,
    /// « 3 chapitres ».
    pub(crate) count: String,
    /// The short guide of this host, where there is one.
    pub(crate) short: Option<&'static str>,
}
page!(GuidesPage, "guides/list.html");

/// One guide.
#[derive(Debug, Serialize)]
pub(crate) struct GuideCard {
    pub(crate) title: &'static str,
    pub(crate) lead: String,
    pub(crate) href: String,
    pub(crate) pdf: String,
    /// Title and address of each chapter.
    pub(crate) chapters: Vec<(&'static str, String)>,
}

/// `/guides/{guide}`.
#[derive(Debug, Serialize)]
pub(crate) struct GuidePage {
    pub(crate) text: &'static Text,
    pub(crate) pdf: String,
    pub(crate) search: Search,
}
page!(GuidePage, "guides/show.html");
