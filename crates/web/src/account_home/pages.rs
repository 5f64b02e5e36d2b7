//! My schools.

use serde::Serialize;

use crate::profile::pages::PageLink;
use crate::signup::pages::SchoolCard;
use crate::view::{Empty, page};

/// A school of the person, and what she may do for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolCorner {
    pub(crate) card: SchoolCard,
    pub(crate) role: String,
    pub(crate) links: Vec<PageLink>,
}

/// `/etablissements` of `compte.<base>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolsPage {
    /// What is said where there is none.
    pub(crate) untied: Option<Empty>,
    pub(crate) schools: Vec<SchoolCorner>,
    /// The number of the one for which she acts, where there is a choice.
    pub(crate) acts_for: Option<String>,
    pub(crate) contact: String,
}
page!(SchoolsPage, "account_home/schools.html");
