//! « Accueil » of a school.

use serde::Serialize;

use crate::front::pages::PortalLink;
use crate::home::pages::ContactsPage;
use crate::slots::SlotView;
use crate::view::{Badge, Empty, Tone, page};

/// Something that is due.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Task {
    pub(crate) icon: &'static str,
    pub(crate) tone: Tone,
    /// « 3 conventions à rendre au plus tard le vendredi 8 janvier, dans 3 jours ».
    pub(crate) title: String,
    /// For what, and what happens otherwise.
    pub(crate) detail: String,
    /// Label and address of the one next act.
    pub(crate) act: (String, String),
    /// The act is « Conv »: a PDF.
    pub(crate) prints: bool,
}

/// The next stage, and who goes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Next {
    pub(crate) day: String,
    pub(crate) hours: String,
    pub(crate) title: String,
    /// Empty where its portal is held.
    pub(crate) href: String,
    /// « Portail suspendu ».
    pub(crate) held: Option<&'static str>,
    /// « Atelier C, Loge du lycée », after the lycée where there are several.
    pub(crate) place: String,
    pub(crate) pupils: Vec<NextPupil>,
}

/// Who goes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct NextPupil {
    pub(crate) name: String,
    pub(crate) class: String,
    pub(crate) href: String,
    pub(crate) status: Badge,
}

/// `/` of a portal for a school, and of `compte.<base>`.
#[derive(Debug, Serialize)]
pub(crate) struct DeskPage {
    /// « Aujourd’hui, mardi 5 janvier ».
    pub(crate) hello: String,
    /// « Pour le Collège Aristide Briand », for whoever serves several schools.
    pub(crate) serves: Option<String>,
    /// Nothing was ever booked for a day to come.
    pub(crate) empty: Option<Empty>,
    /// She acts for no school: `calm` says why.
    pub(crate) untied: bool,
    pub(crate) tasks: Vec<Task>,
    /// « Rien à faire. Prochaine échéance : … ».
    pub(crate) calm: String,
    pub(crate) next: Vec<Next>,
    /// Stages with places, on a portal.
    pub(crate) free: Option<Vec<SlotView>>,
    /// The lycée's people, on a portal.
    pub(crate) contacts: Option<ContactsPage>,
    /// Portals where her schools have bookings, at home.
    pub(crate) portals: Option<Vec<PortalLink>>,
}
page!(DeskPage, "desk/show.html");
