//! Stages as they are shown in the tests and in the gallery: a stage, as each reader sees it.

use chrono::TimeDelta;
use domain::bookings::Side;
use domain::slots::{Slot, SlotStatus};
use domain::staff::StaffRole;

use super::SlotView;
use super::pages::*;
use crate::bookings::BookingView;
use crate::form::Form;
use crate::urls;
use crate::view::{Choice, Listed, Sampled, Search};

const LONG: &str = "Bac pro Métiers de l’électricité et de ses environnements connectés";

impl SlotView {
    /// An open stage, and the one with nothing to say but a long title, and no place left.
    pub(crate) fn samples() -> Vec<Self> {
        let full = Slot { booked: 4, programme_name: "Bac pro Cuisine".into(), ..Slot::sample() };
        let bare = Slot {
            programme_name: format!("{LONG}, et réalisation d’agencements"),
            room: String::new(),
            meeting_point: String::new(),
            teachers: Vec::new(),
            note: String::new(),
            ..full.clone()
        };
        let long = Slot {
            programme_name: LONG.into(),
            booked: 5,
            capacity: 6,
            status: SlotStatus::Draft,
            ..Slot::sample()
        };
        [Slot::sample(), full, bare, long].iter().map(Self::shown).collect()
    }

    pub(crate) fn sample() -> Self {
        Self::shown(&Slot::sample())
    }

    /// As it stands two days before.
    fn shown(slot: &Slot) -> Self {
        Self::of(slot, "Lycée des métiers de l’Atelier", slot.starts_at - TimeDelta::days(2))
    }
}

impl Sampled for SlotPage {
    fn samples() -> Vec<Self> {
        let id = Slot::sample().id;
        let school = Self {
            slot: SlotView::sample(),
            book: Some(urls::book(id)),
            book_hint: None,
            pupils_title: Some("Vos élèves inscrits".into()),
            pupils: BookingView::samples(Side::School),
            actions: SlotActions::default(),
            notices: vec!["La réservation sera libérée le 6 janvier si la convention signée n’est pas revenue au lycée.".into()],
            back: "/calendrier".into(),
        };
        let nobody = Self { pupils: Vec::new(), notices: Vec::new(), ..school.clone() };
        let sign_in = (
            "Connectez-vous pour inscrire un stagiaire".into(),
            Some(format!("/connexion?retour={}", urls::slot(id))),
        );
        let anonymous =
            Self { book: None, book_hint: Some(sign_in), pupils_title: None, ..nobody.clone() };
        let full = Self {
            slot: SlotView::samples().remove(2),
            book: None,
            book_hint: Some(("Ce stage est complet.".into(), None)),
            ..nobody.clone()
        };
        let staff = Self {
            pupils_title: Some("Élèves inscrits".into()),
            pupils: BookingView::samples(Side::Lycee(StaffRole::Editor)),
            actions: SlotActions {
                edit: Some(urls::change_slot(id)),
                cancel: Some(urls::cancel_slot(id)),
                close: Some(urls::close_slot(id)),
                ..SlotActions::default()
            },
            ..nobody.clone()
        };
        let draft = Self {
            slot: SlotView::samples().remove(3),
            book: None,
            pupils: Vec::new(),
            actions: SlotActions {
                publish: Some(urls::publish_slot(id)),
                close: None,
                ..staff.actions.clone()
            },
            ..staff.clone()
        };
        vec![school, nobody, anonymous, full, staff, draft]
    }
}

impl Sampled for ChooseSchoolPage {
    fn samples() -> Vec<Self> {
        let id = Slot::sample().id;
        let blank = Self {
            slot: SlotView::sample(),
            own: urls::book_for_school(id, "0440001M"),
            search: Search::new(urls::book_for(id), "Nom, ville ou code RNE", ""),
            summary: String::new(),
            schools: Vec::new(),
        };
        let nothing = Self {
            summary: "Aucun établissement ne correspond. Essayez la ville, ou le code RNE.".into(),
            ..blank.clone()
        };
        let found = Self {
            summary: "1 établissement trouvé".into(),
            schools: vec![SchoolLink {
                href: urls::book_for_school(id, "0440008V"),
                name: "Collège Cacault".into(),
                detail: "Clisson · 0440008V".into(),
            }],
            ..blank.clone()
        };
        vec![blank, nothing, found]
    }
}

impl Sampled for SlotListPage {
    fn samples() -> Vec<Self> {
        let some = Self {
            search: Search::new("/creneaux", "Rechercher un stage", ""),
            periods: vec![
                Choice::new("a_venir", "À venir", true),
                Choice::new("passes", "Passés", false),
            ],
            tracks: vec![Choice::new("", "Toutes", true)],
            states: vec![Choice::new("", "Tous", true), Choice::new("draft", "Brouillons", false)],
            list: Listed::sample("/creneaux", SlotView::samples()),
            may_create: true,
        };
        let none = Self { list: Listed::nothing(), ..some.clone() };
        vec![some, none]
    }
}

impl Sampled for SlotFormPage {
    fn samples() -> Vec<Self> {
        let new = Self {
            heading: "Créer un stage".into(),
            action: "/creneaux".into(),
            programmes: vec![
                Choice::new("", "Choisir une filière", true),
                Choice::new("1", "CAP Composites, plastiques chaudronnés", false),
            ],
            kinds: vec![
                Choice::new("mini_stage", "Mini-stage", true),
                Choice::new("visit", "Visite", false),
                Choice::new("reorientation", "Réorientation (passerelle)", false),
                Choice::new("interview", "Entretien", false),
            ],
            form: Form::default()
                .with("date", "2027-01-13")
                .with("debut", "09:00")
                .with("fin", "12:00")
                .with("places", "4"),
            teachers: vec![
                Choice::new("1", "Mme Kerjean", true),
                Choice::new("2", "M. Le Bras", false),
            ],
            back: "/calendrier".into(),
            ..Self::default()
        };
        let wrong = Self {
            form: Form::default()
                .wrong("programme", "Choisissez la filière du stage.")
                .with("date", "2027-01-13")
                .with("debut", "09:00")
                .with("fin", "08:00")
                .wrong("fin", "La fin doit être après le début.")
                .with("places", "0")
                .wrong("places", "Indiquez au moins une place."),
            ..new.clone()
        };
        let conflict = Self {
            heading: "Modifier le stage".into(),
            conflict: vec!["Salle : Atelier B (au lieu d’Atelier C)".into(), "Places : 6 (au lieu de 4)".into()],
            published: true,
            told: Some("Les 2 établissements inscrits seront prévenus par courriel et leurs conventions seront refaites.".into()),
            version: "3".into(),
            ..new.clone()
        };
        vec![new, wrong, conflict]
    }
}

impl Sampled for CancelSlotPage {
    fn samples() -> Vec<Self> {
        let told = Self {
            slot: SlotView::sample(),
            action: urls::cancel_slot(Slot::sample().id),
            form: Form::default().wrong(
                "motif",
                "Indiquez le motif\u{a0}: il sera envoyé aux personnes concernées.",
            ),
            told: vec![
                "Collège Cacault, Clisson : 2 élèves".into(),
                "Collège La Durantière, Nantes : 1 élève".into(),
            ],
        };
        vec![told.clone(), Self { told: Vec::new(), form: Form::default(), ..told }]
    }
}

impl Sampled for BookPage {
    fn samples() -> Vec<Self> {
        let blank = Self {
            slot: SlotView::sample(),
            action: urls::bookings_of_slot(Slot::sample().id),
            school: None,
            form: Form::default(),
            once: "0199".into(),
        };
        let invalid = Self {
            form: Form::default()
                .with("nom", "=1+1")
                .wrong("nom", "Le signe «\u{a0}=\u{a0}» ne peut pas être écrit ici.")
                .wrong("prenom", "Indiquez le prénom de l’élève.")
                .with("classe", "3e B"),
            ..blank.clone()
        };
        let full = Self {
            slot: SlotView::samples().remove(1),
            form: Form::default()
                .with("nom", "OUATTARA")
                .with("prenom", "Awa")
                .with("classe", "3e 4")
                .fail("Ce stage vient d’être complet : rien n’a été enregistré. Choisissez un autre stage dans le calendrier."),
            ..blank.clone()
        };
        let by_staff = Self {
            school: Some(("Collège Cacault, Clisson".into(), urls::book_for(Slot::sample().id))),
            ..blank.clone()
        };
        vec![blank, invalid, full, by_staff]
    }
}
