//! What a page is.

use serde::Serialize;

/// The whole context of one page, ready to be shown: strings are already formatted in French.
pub(crate) trait Page: Serialize {
    /// Path of its template under `templates/`.
    const TEMPLATE: &'static str;

    /// Believable contexts, the empty and the longest included: rendered by the tests and by the gallery.
    fn samples() -> Vec<Self>
    where
        Self: Sized;
}
