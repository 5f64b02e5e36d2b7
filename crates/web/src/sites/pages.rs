//! Pages of common sites, and of the console about them.

use serde::Serialize;

use crate::form::Form;
use crate::search::{FoundRow, SearchForm};
use crate::view::{Badge, Listed, Search, page};
use crate::wizard::{Group, SlotOption, Step, Tile};

/// `/` of a common site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SiteHomePage {
    /// Its own words; line breaks are kept.
    pub(super) welcome: String,
    pub(super) form: SearchForm,
    pub(super) next: Vec<FoundRow>,
}
page!(SiteHomePage, "sites/show.html");

/// A lycée of a common site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LyceeRow {
    pub(super) name: String,
    pub(super) city: String,
    /// « Réserver » on its portal.
    pub(super) book: String,
    pub(super) home: String,
}

/// `/etablissements` of a common site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LyceesPage {
    pub(super) search: Search,
    #[serde(flatten)]
    pub(super) list: Listed<LyceeRow>,
}
page!(LyceesPage, "sites/lycees.html");

/// « Établissement », to be chosen.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LyceeOption {
    /// Sent as `lycee`.
    pub(super) value: String,
    pub(super) name: String,
    pub(super) city: String,
}

/// `/reserver` of a common site and of the front door.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct SiteChoosePage {
    /// « Choisissez un créneau. », or empty.
    pub(super) missing: &'static str,
    pub(super) steps: Vec<Step>,
    pub(super) ways: Vec<Tile>,
    /// « Par formation », else « Par établissement ».
    pub(super) by_formation: bool,
    /// Sent along by the form.
    pub(super) hidden: Vec<(&'static str, String)>,
    /// The words by which the list is searched.
    pub(super) search: String,
    pub(super) summary: String,
    pub(super) lycees: Vec<LyceeOption>,
    /// URLs of the neighbours in the list of lycées, or of formations.
    pub(super) previous: Option<String>,
    pub(super) next: Option<String>,
    /// The lycée that was chosen.
    pub(super) lycee: Option<String>,
    /// URL of « Changer d’établissement ».
    pub(super) others: String,
    pub(super) groups: Vec<Group>,
    /// The formation that was chosen.
    pub(super) formation: Option<String>,
    /// URL of « Changer de formation ».
    pub(super) formations: String,
    pub(super) slots: Vec<SlotOption>,
    /// URL of « Voir les suivants ».
    pub(super) following: Option<String>,
    /// URL of « Revenir aux premiers ».
    pub(super) first: Option<String>,
    /// The stage that was chosen.
    pub(super) picked: Option<SlotOption>,
    /// « Continuer », on the lycée's portal.
    pub(super) go_on: Option<String>,
}
page!(SiteChoosePage, "sites/choose.html");

/// A common site in the console's list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SiteRow {
    pub(super) name: String,
    pub(super) change: String,
    pub(super) host: String,
    pub(super) url: String,
    /// « Loire-Atlantique ; académie de Nantes ; Lycée de l’Atelier ».
    pub(super) holds: String,
    /// « 2 lycées y paraissent », « aucun lycée n’y paraît ».
    pub(super) shown: Badge,
}

/// `/sites` of the console.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SitesPage {
    pub(super) rows: Vec<SiteRow>,
}
page!(SitesPage, "sites/list.html");

/// `/sites/nouveau` and `/sites/{site}` of the console.
#[derive(Serialize)]
pub(super) struct SitePage {
    pub(super) action: String,
    /// Its address, once it is made.
    pub(super) url: Option<String>,
    pub(super) remove: Option<String>,
    /// What follows the first label: « .ministage.example ».
    pub(super) base: String,
    pub(super) form: Form,
}
page!(SitePage, "sites/edit.html");

/// `/sites/{site}/retrait` of the console.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RemoveSitePage {
    pub(super) name: String,
    pub(super) host: String,
    pub(super) action: String,
    pub(super) back: String,
}
page!(RemoveSitePage, "sites/remove.html");
