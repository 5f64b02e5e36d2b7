//! Accueil, Contacts, Mentions légales, Données personnelles, Accessibilité of a portal.

use domain::tenancy::Contact;
use serde::Serialize;

use crate::slots::SlotView;
use crate::statement::Section;
use crate::view::{Empty, page};

/// `/`: Accueil of a portal.
#[derive(Debug, Serialize)]
pub(crate) struct HomePage {
    /// The portal's own words; line breaks are kept.
    pub(crate) welcome: String,
    /// The next stages; none is a normal case.
    pub(crate) next: Vec<SlotView>,
    /// Said to somebody who is signed in and acts for no school.
    pub(crate) untied: Option<Empty>,
    #[serde(flatten)]
    pub(crate) contacts: ContactsPage,
}
page!(HomePage, "home/show.html");

/// `/contacts`.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ContactsPage {
    pub(crate) contacts: Vec<Contact>,
    pub(crate) address: Vec<String>,
    /// How to come; line breaks are kept, empty if not given.
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

/// `/durees-de-conservation`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RetentionPage {
    /// Heading, and what lives how long below.
    pub(crate) groups: Vec<(&'static str, Vec<(String, String)>)>,
}
page!(RetentionPage, "home/retention.html");

/// `/information-des-familles`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FamiliesPage {
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) sections: Vec<Section>,
    pub(crate) pdf: &'static str,
}
page!(FamiliesPage, "home/families.html");
