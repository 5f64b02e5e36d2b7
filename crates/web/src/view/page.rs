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
