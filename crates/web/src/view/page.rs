//! What a page is.

use serde::Serialize;

/// The whole context of one page, ready to be shown: strings are already formatted in French.
pub(crate) trait Page: Serialize {
    /// Path of its template under `templates/`.
    const TEMPLATE: &'static str;
}

/// `page!(HomePage, "home/show.html")`: makes a struct the page of a template.
macro_rules! page {
    ($page:ident, $template:literal) => {
        impl $crate::view::Page for $page {
            const TEMPLATE: &'static str = $template;
        }
    };
}
pub(crate) use page;

/// A page with contexts to look at, written in the feature's `samples.rs`. Nothing of them is in a release.
#[cfg(debug_assertions)]
pub(crate) trait Sampled: Page + Sized {
    /// Believable contexts, the empty and the longest included: rendered by the tests and by the gallery.
    fn samples() -> Vec<Self>;
}
