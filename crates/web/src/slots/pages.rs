//! Stages: the page (and drawer), the booking form in it, the staff's form, cancelling, the list.

use serde::Serialize;

use super::SlotView;
use crate::bookings::{BookingView, PupilForm};
use crate::form::Form;
use crate::view::{Choice, Listed, Search, page};

/// What the staff may do with the stage; each a URL.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct SlotActions {
    pub(crate) edit: Option<String>,
    pub(crate) cancel: Option<String>,
    /// « Publier », or « Rouvrir les inscriptions »: action of a POST form.
    pub(crate) publish: Option<String>,
    /// Of the stage that is shown; sent back as `version`.
    pub(crate) version: i32,
    /// It was published before.
    pub(crate) reopens: bool,
    /// « Fermer les inscriptions »: action of a POST form.
    pub(crate) close: Option<String>,
}

/// `/creneaux/{slot}`, and the same in the drawer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SlotPage {
    pub(crate) slot: SlotView,
    /// « Inscrire un stagiaire »: URL of the form; none when it cannot be.
    pub(crate) book: Option<String>,
    /// That form is not drawn in the window: the lycée says first of which school the pupil is.
    pub(crate) books_outside: bool,
    /// Why it cannot be, or what to do: « Connectez-vous pour inscrire un stagiaire ». URL if there is one.
    pub(crate) book_hint: Option<(String, Option<String>)>,
    /// « Autres dates de cette formation » is offered to the lycée: nobody can be inscribed here.
    pub(crate) others: bool,
    /// The pupil who was inscribed just now.
    pub(crate) fresh: Option<BookingView>,
    /// Where the head of its school is named, if nobody has: asked with the first convention.
    pub(crate) head: Option<(String, Form)>,
    /// It takes place no more: no places are counted.
    pub(crate) called_off: bool,
    /// Heading over the pupils: « Vos élèves inscrits », « Élèves inscrits »; none for anonymous.
    pub(crate) pupils_title: Option<String>,
    pub(crate) pupils: Vec<BookingView>,
    /// Said where there are none to be seen.
    pub(crate) no_pupils: String,
    pub(crate) actions: SlotActions,
    /// Countdown or other information, one sentence each.
    pub(crate) notices: Vec<String>,
    /// Where « Retour au calendrier » leads.
    pub(crate) back: String,
}
page!(SlotPage, "slots/show.html");

/// `/creneaux/{slot}/reservations/nouvelle`: nom, prénom, classe, in the same window.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct BookPage {
    pub(crate) slot: SlotView,
    pub(crate) pupil: PupilForm,
}
page!(BookPage, "slots/book.html");

/// The same where the stage takes nobody.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ElsewherePage {
    pub(crate) slot: SlotView,
    /// « Ce stage est complet… ».
    pub(crate) why: &'static str,
    /// « Inès », whose names are kept; none where nothing was typed.
    pub(crate) pupil: Option<String>,
    /// Other dates of the formation, each with the address of its form.
    pub(crate) dates: Vec<(String, SlotView)>,
}
page!(ElsewherePage, "slots/elsewhere.html");

/// `/creneaux/nouveau` and `/creneaux/{slot}/modifier`.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct SlotFormPage {
    /// « Créer un stage » or « Modifier le stage ».
    pub(crate) heading: String,
    pub(crate) action: String,
    pub(crate) form: Form,
    /// Somebody else saved meanwhile (409): what she changed, one line each.
    pub(crate) conflict: Vec<String>,
    /// Of the row that was read; hidden.
    pub(crate) version: String,
    /// The stage as the form showed it first; hidden.
    pub(crate) before: String,
    /// By which a new stage is known that is sent twice; hidden.
    pub(crate) once: String,
    /// « Formation » (`programme`), by family.
    pub(crate) programmes: Vec<(String, Vec<Choice>)>,
    /// Asked before it is published on a day without school, and that day.
    pub(crate) question: Option<(String, String)>,
    pub(crate) kinds: Vec<Choice>,
    /// « Attention, le 11 novembre 2026 est un jour férié », or empty.
    pub(crate) date_hint: String,
    pub(crate) teachers: Vec<Choice>,
    /// Who will be told of a change: « 2 établissements seront prévenus… »; none when nobody.
    pub(crate) told: Option<String>,
    /// Already published: one button « Enregistrer » alone.
    pub(crate) published: bool,
    /// « Annuler » leads there.
    pub(crate) back: String,
}
page!(SlotFormPage, "slots/form.html");

/// `/creneaux/{slot}/annulation`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CancelSlotPage {
    pub(crate) slot: SlotView,
    pub(crate) action: String,
    /// Sent as `lu`: the stage and how many are on it.
    pub(crate) read: String,
    pub(crate) form: Form,
    /// « Collège Cacault : 2 élèves », and how it is told where it has no account.
    pub(crate) told: Vec<String>,
}
page!(CancelSlotPage, "slots/cancel.html");

/// `/creneaux`: « Liste des stages ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SlotListPage {
    pub(crate) search: Search,
    pub(crate) periods: Vec<Choice>,
    /// « Formation », by family.
    pub(crate) formations: Vec<(String, Vec<Choice>)>,
    pub(crate) states: Vec<Choice>,
    #[serde(flatten)]
    pub(crate) list: Listed<SlotView>,
    /// « Créer un stage » is offered: she may.
    pub(crate) may_create: bool,
}
page!(SlotListPage, "slots/list.html");
