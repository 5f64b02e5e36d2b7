//! Accueil, Contacts, Mentions légales, Données personnelles, Accessibilité of a portal.

use serde::Serialize;

use crate::slots::SlotView;
use crate::view::page;

/// One of the lycée's people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Contact {
    pub(crate) name: String,
    pub(crate) role: String,
    /// Empty if not given.
    pub(crate) email: String,
    /// Empty if not given.
    pub(crate) phone: String,
}

/// `/`: Accueil of a portal.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct HomePage {
    /// The portal's own words; line breaks are kept.
    pub(crate) welcome: String,
    /// The next stages; none is a normal case.
    pub(crate) next: Vec<SlotView>,
    /// How to come; line breaks are kept, empty if not given.
    pub(crate) access: String,
    pub(crate) address: Vec<String>,
    pub(crate) contacts: Vec<Contact>,
    /// URL of the guide, with its weight: « PDF, 1,2 Mo ».
    pub(crate) guide: Option<(String, String)>,
}
page!(HomePage, "home/show.html");

/// `/contacts`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ContactsPage {
    pub(crate) contacts: Vec<Contact>,
    pub(crate) address: Vec<String>,
    pub(crate) access: String,
}
page!(ContactsPage, "home/contacts.html");

/// `/mentions-legales`, `/donnees-personnelles`, `/accessibilite`: a title and sections of text.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct LegalPage {
    pub(crate) title: String,
    /// Heading and text; blank lines make paragraphs.
    pub(crate) sections: Vec<(String, String)>,
}
page!(LegalPage, "home/legal.html");
