//! Stages: the page (and drawer), the booking form in it, the staff's form, cancelling, the list.

mod samples;

use serde::Serialize;

use crate::view::{Badge, Choice, Empty, Field, Fill, Page, Pager, Search, Tone};

/// The facts of a stage, the same wherever it is shown.
#[derive(Clone, Debug, Serialize)]
pub struct SlotFacts {
    /// URL of the stage.
    pub href: String,
    /// « Mini-stage ».
    pub kind: String,
    /// Programme.
    pub title: String,
    /// « Lycée des métiers de l'Atelier ».
    pub host: String,
    /// « mercredi 13 janvier 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// « Atelier C, bâtiment des métiers », or empty.
    pub room: String,
    /// « Rendez-vous à l'accueil dix minutes avant », or empty.
    pub meeting: String,
    /// « Mme Kerjean, professeure de plasturgie ».
    pub teachers: Vec<String>,
    /// « Chaussures fermées. », or empty.
    pub note: String,
    /// Places.
    pub fill: Fill,
    /// Draft, cancelled, past; none when it is simply open.
    pub state: Option<Badge>,
}

/// A pupil enrolled, as far as the reader may see.
#[derive(Clone, Debug, Serialize)]
pub struct Enrolled {
    /// URL of the booking.
    pub href: String,
    /// « BERNARD Inès ».
    pub name: String,
    /// « 3e B ».
    pub class: String,
    /// Name of the school; empty for the school itself.
    pub school: String,
    /// « En attente », « Validée »…
    pub status: Badge,
    /// URL of the PDF behind « Conv ».
    pub agreement: Option<String>,
    /// URL of the page that cancels.
    pub cancel: Option<String>,
    /// Action of the POST form that validates (staff).
    pub confirm: Option<String>,
    /// URL of the page that refuses (staff).
    pub refuse: Option<String>,
}

/// What the staff may do with the stage; each a URL.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SlotActions {
    /// « Modifier ».
    pub edit: Option<String>,
    /// « Annuler le stage ».
    pub cancel: Option<String>,
    /// « Publier », or « Rouvrir les inscriptions »: action of a POST form.
    pub publish: Option<String>,
    /// It was published before.
    pub reopens: bool,
    /// « Fermer les inscriptions »: action of a POST form.
    pub close: Option<String>,
}

/// `/creneaux/{slot}`, and the same in the drawer.
#[derive(Clone, Debug, Serialize)]
pub struct SlotPage {
    /// Facts.
    pub slot: SlotFacts,
    /// « Inscrire un stagiaire »: URL of the form; none when it cannot be.
    pub book: Option<String>,
    /// Why it cannot be, or what to do: « Connectez-vous pour inscrire un stagiaire ». URL if there is one.
    pub book_hint: Option<(String, Option<String>)>,
    /// Heading over the pupils: « Vos élèves inscrits », « Élèves inscrits »; none for anonymous.
    pub pupils_title: Option<String>,
    /// Pupils that the reader may see.
    pub pupils: Vec<Enrolled>,
    /// Staff.
    pub actions: SlotActions,
    /// Countdown or other information, one sentence each.
    pub notices: Vec<String>,
    /// Where « Retour au calendrier » leads.
    pub back: String,
}

/// `/creneaux/{slot}/reservations/nouvelle`: nom, prénom, classe, in the same window.
#[derive(Clone, Debug, Serialize)]
pub struct BookPage {
    /// Facts.
    pub slot: SlotFacts,
    /// Action of the form.
    pub action: String,
    /// Staff: for which school, and URL to choose another.
    pub school: Option<(String, String)>,
    /// Refusal of the whole: « complet », « déjà inscrit ».
    pub error: Option<String>,
    /// « Nom ».
    pub last_name: Field,
    /// « Prénom ».
    pub first_name: Field,
    /// « Classe ».
    pub class: Field,
    /// Makes a double submit harmless; sent back as `once`.
    pub once: String,
}

/// A school that was found.
#[derive(Clone, Debug, Serialize)]
pub struct SchoolLink {
    /// URL of the form.
    pub href: String,
    /// « Collège Cacault ».
    pub name: String,
    /// « Clisson · 0440008V ».
    pub detail: String,
}

/// `/creneaux/{slot}/stagiaire`: « Type d’élève », then the school of an « Élève extérieur ».
#[derive(Clone, Debug, Serialize)]
pub struct ChooseSchoolPage {
    /// Facts.
    pub slot: SlotFacts,
    /// « Élève de mon établissement »: URL of the form.
    pub own: String,
    /// « Élève extérieur »: search box.
    pub search: Search,
    /// « 3 établissements trouvés », or that there is none; empty before a search.
    pub summary: String,
    /// What was found.
    pub schools: Vec<SchoolLink>,
}

/// `/creneaux/nouveau` and `/creneaux/{slot}/modifier`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SlotFormPage {
    /// « Créer un stage » or « Modifier le stage ».
    pub heading: String,
    /// Action of the form.
    pub action: String,
    /// Error of the whole.
    pub error: Option<String>,
    /// Somebody else saved meanwhile (409): what she changed, one line each.
    pub conflict: Vec<String>,
    /// Of the row that was read; hidden.
    pub version: String,
    /// « Filière » (`programme`).
    pub programmes: Vec<Choice>,
    /// Error beside it.
    pub programme_error: Option<String>,
    /// « Type de stage » (`type`).
    pub kinds: Vec<Choice>,
    /// `date`, as `2027-01-13`.
    pub date: Field,
    /// « Attention, le 11 novembre 2026 est un jour férié », or empty.
    pub date_hint: String,
    /// `debut`, as `09:15`.
    pub starts: Field,
    /// `fin`.
    pub ends: Field,
    /// `places`.
    pub capacity: Field,
    /// `salle`.
    pub room: Field,
    /// `rendez_vous`.
    pub meeting: Field,
    /// « Enseignants » (`enseignants`, repeated).
    pub teachers: Vec<Choice>,
    /// `consignes`.
    pub note: Field,
    /// Who will be told of a change: « 2 établissements seront prévenus… »; none when nobody.
    pub told: Option<String>,
    /// Already published: one button « Enregistrer » alone.
    pub published: bool,
    /// « Annuler » leads there.
    pub back: String,
}

/// `/creneaux/{slot}/annulation`.
#[derive(Clone, Debug, Serialize)]
pub struct CancelSlotPage {
    /// Facts.
    pub slot: SlotFacts,
    /// Action of the form.
    pub action: String,
    /// `motif`.
    pub reason: Field,
    /// « Collège Cacault : 2 élèves ».
    pub told: Vec<String>,
}

/// One row of the list.
#[derive(Clone, Debug, Serialize)]
pub struct SlotRow {
    /// URL of the stage.
    pub href: String,
    /// « mer. 13 janv. 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// Programme.
    pub title: String,
    /// Room and teachers.
    pub place: String,
    /// Places.
    pub fill: Fill,
    /// « Publié », « Brouillon »…
    pub status: Badge,
}

/// `/creneaux`: « Liste des stages ».
#[derive(Clone, Debug, Serialize)]
pub struct SlotListPage {
    /// Search box.
    pub search: Search,
    /// « Période » (`periode`).
    pub periods: Vec<Choice>,
    /// « Filière » (`filiere`).
    pub tracks: Vec<Choice>,
    /// « État » (`etat`).
    pub states: Vec<Choice>,
    /// Rows.
    pub rows: Vec<SlotRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
    /// « Créer un stage » is offered: she may.
    pub may_create: bool,
}
