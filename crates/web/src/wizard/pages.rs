//! The pages of « Réserver un mini-stage ».

use serde::Serialize;

use super::options::{Group, SlotOption};
use super::steps::Step;
use crate::bookings::PupilForm;
use crate::slots::SlotView;
use crate::view::{Choice, Empty, Search, page};

/// One of two ways to go on.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Tile {
    pub(crate) href: String,
    pub(crate) icon: &'static str,
    pub(crate) title: &'static str,
    pub(crate) detail: String,
    pub(crate) chosen: bool,
}

/// `/reserver`, step 1: « Quel type d’élève souhaitez-vous inscrire ? ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PupilTypePage {
    pub(crate) lead: &'static str,
    pub(crate) steps: Vec<Step>,
    /// The stage that is chosen already: « CAP Cuisine, mercredi 13 janvier 2027, 9 h 15 – 12 h », or empty.
    pub(crate) stage: String,
    pub(crate) tiles: Vec<Tile>,
    /// Somebody who serves several schools chooses for which.
    pub(crate) schools: Vec<Choice>,
    /// Back here after that.
    pub(crate) back: String,
    /// « Élève extérieur »: the school is searched, by `ecole`; with what was found.
    pub(crate) search: Option<Search>,
    pub(crate) hidden: Vec<(&'static str, String)>,
    pub(crate) summary: String,
    pub(crate) found: Vec<SchoolLink>,
}
page!(PupilTypePage, "wizard/pupil_type.html");

/// A school that was found.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolLink {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) detail: String,
}

/// `/reserver`, step 2: « Comment rechercher le créneau ? ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoosePage {
    /// « Choisissez une formation. », or empty.
    pub(crate) missing: &'static str,
    pub(crate) lead: &'static str,
    pub(crate) steps: Vec<Step>,
    pub(crate) ways: Vec<Tile>,
    /// Sent along by the form.
    pub(crate) hidden: Vec<(&'static str, String)>,
    /// « Établissement »: the one lycée, chosen already.
    pub(crate) lycee: Option<String>,
    /// « Par formation »: the words that are looked for.
    pub(crate) search: Option<String>,
    /// « 3 formations pour « plastique » sur 8 », or empty.
    pub(crate) summary: String,
    /// Where nothing was found: label and address of what is near.
    pub(crate) instead: Vec<(String, String)>,
    pub(crate) groups: Vec<Group>,
    /// The formation that was chosen.
    pub(crate) formation: Option<String>,
    /// URL of « Changer de formation ».
    pub(crate) formations: String,
    pub(crate) slots: Vec<SlotOption>,
    /// URL of « Voir les suivants ».
    pub(crate) following: Option<String>,
    /// URL of « Revenir aux premiers ».
    pub(crate) first: Option<String>,
    /// The stage that was chosen.
    pub(crate) picked: Option<SlotOption>,
    /// The stage that was chosen takes nobody any more.
    pub(crate) gone: &'static str,
    /// « Pour le Collège … La place est retenue à la confirmation. »
    pub(crate) note: String,
    /// Her account belongs to no school: she looks only.
    pub(crate) only_looks: bool,
    /// Nothing to choose from at all.
    pub(crate) empty: Option<Empty>,
}
page!(ChoosePage, "wizard/choose.html");

/// `/reserver/identite`, step 3: « Identité de l’élève ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct IdentityPage {
    pub(crate) lead: &'static str,
    pub(crate) steps: Vec<Step>,
    pub(crate) slot: SlotView,
    /// The same stage as it was chosen from.
    pub(crate) option: SlotOption,
    /// « Pour le Collège … ».
    pub(crate) school: String,
    /// Staff: how that school learns of it; else empty.
    pub(crate) told: String,
    pub(crate) pupil: PupilForm,
}
page!(IdentityPage, "wizard/identity.html");
