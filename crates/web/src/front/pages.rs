//! The front door: search, list by département, « Vous êtes un lycée ? ».

use serde::Serialize;

use crate::search::SearchForm;
use crate::view::{Choice, Pager, Search, page};

/// One portal in the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PortalLink {
    pub(crate) name: String,
    pub(crate) town: String,
    pub(crate) href: String,
    pub(crate) stages: String,
}

/// Portals of one département.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Department {
    pub(crate) name: String,
    /// In alphabetical order.
    pub(crate) portals: Vec<PortalLink>,
}

/// `/` of the base domain.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FrontPage {
    /// « Par formation ».
    pub(crate) form: SearchForm,
    /// « Par établissement ».
    pub(crate) search: Search,
    /// A page of them by département; of those found when something was searched.
    pub(crate) departments: Vec<Department>,
    /// « Département », to be chosen.
    pub(crate) places: Vec<Choice>,
    /// Where there is more than a page.
    pub(crate) pager: Option<Pager>,
    /// « 2 lycées » or « Aucun lycée trouvé pour « Brest » ».
    pub(crate) summary: String,
    /// Where a lycée may write to join.
    pub(crate) contact: String,
}
page!(FrontPage, "front/show.html");
