//! The pages on which a portal is made ready.

use serde::Serialize;

use super::frame::Frame;
use super::swatch::Swatch;
use crate::form::Form;
use crate::home::pages::LegalPage;
use crate::view::{Badge, Choice, Empty, Search, page};

/// A school that was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolRow {
    pub(crate) href: String,
    pub(crate) name: String,
    /// « Lycée professionnel · 0441234X ».
    pub(crate) kind: String,
    pub(crate) city: String,
}

/// `/lycees/nouveau`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FindLyceePage {
    pub(crate) search: Search,
    pub(crate) rows: Vec<SchoolRow>,
    pub(crate) empty: Option<Empty>,
    /// « Vérifiez la lettre… »
    pub(crate) hint: Option<(String, String)>,
}
page!(FindLyceePage, "onboarding/find.html");

/// `/lycees/nouveau/{uai}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BeginLyceePage {
    pub(crate) name: String,
    /// Label and value, as the directory has them.
    pub(crate) facts: Vec<(String, String)>,
    /// Why it cannot have a portal.
    pub(crate) barred: String,
    /// Its portals: URL, name, state.
    pub(crate) portals: Vec<(String, String, Badge)>,
    pub(crate) action: String,
    /// « .ministage.example ».
    pub(crate) base: String,
    /// Addresses to choose from: the address, and where the page shows it chosen.
    pub(crate) offered: Vec<(String, String)>,
    pub(crate) form: Form,
}
page!(BeginLyceePage, "onboarding/begin.html");

/// `/lycees/{tenant}/preparation/adresse`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareAddressPage {
    pub(crate) frame: Frame,
    pub(crate) base: String,
    /// Where the portal gets a domain of the lycée's own.
    pub(crate) own: String,
    pub(crate) offered: Vec<(String, String)>,
    pub(crate) form: Form,
}
page!(PrepareAddressPage, "onboarding/address.html");

/// `/lycees/{tenant}/preparation/lycee`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareAboutPage {
    pub(crate) frame: Frame,
    /// « Académie de Nantes ».
    pub(crate) academy: String,
    pub(crate) zones: Vec<Choice>,
    pub(crate) clocks: Vec<Choice>,
    pub(crate) agricultural: bool,
    pub(crate) listed: bool,
    pub(crate) form: Form,
}
page!(PrepareAboutPage, "onboarding/about.html");

/// `/lycees/{tenant}/preparation/couleur`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareLookPage {
    pub(crate) frame: Frame,
    pub(crate) swatch: Swatch,
    /// The logo as it is shown here, if there is one, and where it is chosen.
    pub(crate) logo: String,
    pub(crate) logo_page: String,
    /// The colours that the logo has, each as it is judged: the colour, where it is tried, the verdict.
    pub(crate) proposed: Vec<(String, String, String)>,
    /// A letter in this colour, for a frame; a convention, for a tab.
    pub(crate) letter: String,
    pub(crate) convention: String,
    pub(crate) form: Form,
}
page!(PrepareLookPage, "onboarding/look.html");

/// One branch with its formations.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BranchRow {
    pub(crate) name: String,
    /// « 2 cochées sur 14 ».
    pub(crate) count: String,
    pub(crate) open: bool,
    pub(crate) formations: Vec<Choice>,
}

/// `/lycees/{tenant}/preparation/formations`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareOfferPage {
    pub(crate) frame: Frame,
    /// « Lycée professionnel ».
    pub(crate) kind: &'static str,
    pub(crate) branches: Vec<BranchRow>,
    pub(crate) form: Form,
}
page!(PrepareOfferPage, "onboarding/offer.html");

/// `/lycees/{tenant}/preparation/responsable`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareManagerPage {
    pub(crate) frame: Frame,
    /// The school's own.
    pub(crate) mailbox: Option<String>,
    /// Who was invited, or runs it.
    pub(crate) managers: Vec<String>,
}
page!(PrepareManagerPage, "onboarding/manager.html");

/// `/lycees/{tenant}/preparation/textes`.
#[derive(Debug, Serialize)]
pub(crate) struct PrepareLegalPage {
    pub(crate) frame: Frame,
    pub(crate) texts: Vec<LegalPage>,
}
page!(PrepareLegalPage, "onboarding/legal.html");

/// `/lycees/{tenant}/preparation/essai`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PrepareTrialPage {
    pub(crate) frame: Frame,
    pub(crate) login: String,
    pub(crate) sent: bool,
}
page!(PrepareTrialPage, "onboarding/trial.html");

/// A line of the check list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CheckLine {
    pub(crate) label: &'static str,
    pub(crate) href: String,
    pub(crate) done: bool,
}

/// `/lycees/{tenant}/preparation`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OpenLyceePage {
    pub(crate) frame: Frame,
    pub(crate) checks: Vec<CheckLine>,
    pub(crate) ready: bool,
    /// Why it was not opened just now.
    pub(crate) error: String,
}
page!(OpenLyceePage, "onboarding/open.html");
