//! « Mes réservations », a booking, cancelling, refusing; « Stagiaires » for the staff.

use serde::Serialize;

use crate::{
    slots::pages::SlotFacts,
    view::{Badge, Choice, Empty, Field, Page, Pager, Search},
};

/// One row of the school's list.
#[derive(Clone, Debug, Serialize)]
pub struct BookingRow {
    /// URL of the booking.
    pub href: String,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// Programme.
    pub title: String,
    /// URL of the stage.
    pub slot: String,
    /// « mer. 13 janv. 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// Status.
    pub status: Badge,
    /// URL of the PDF.
    pub agreement: Option<String>,
    /// URL of the page that cancels.
    pub cancel: Option<String>,
}

/// `/reservations` and `/reservations/anterieures`.
#[derive(Clone, Debug, Serialize)]
pub struct BookingListPage {
    /// « Antérieures » rather than « Mes réservations ».
    pub past: bool,
    /// « Rechercher une réservation ».
    pub search: Search,
    /// Rows.
    pub rows: Vec<BookingRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
    /// « 02 40 00 00 01 · ddfpt@… »: contact of the lycée, or empty.
    pub contact: String,
}

/// `/reservations/{booking}`: after booking, and later.
#[derive(Clone, Debug, Serialize)]
pub struct BookingPage {
    /// It has just been made: « La réservation est enregistrée ».
    pub fresh: bool,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// Name of the school, for the staff; empty for the school.
    pub school: String,
    /// Status.
    pub status: Badge,
    /// Facts of the stage.
    pub slot: SlotFacts,
    /// « AT-2027-000123 ».
    pub reference: String,
    /// Why it was cancelled or refused.
    pub reason: Option<String>,
    /// URL of the PDF: « imprimer la convention ».
    pub agreement: Option<String>,
    /// URL of the `.ics`.
    pub calendar: Option<String>,
    /// URL of the form for another pupil.
    pub another: Option<String>,
    /// URL of the page that cancels.
    pub cancel: Option<String>,
    /// Action of the POST form that validates (staff).
    pub confirm: Option<String>,
    /// URL of the page that refuses (staff).
    pub refuse: Option<String>,
    /// One sentence each: convocation sent or not, countdown.
    pub notices: Vec<String>,
    /// What happened: « 11 janvier 2027, 10 h 02 », « Réservation par le Collège Cacault ».
    pub history: Vec<(String, String)>,
}

/// `/reservations/{booking}/annulation` and `/refus`.
#[derive(Clone, Debug, Serialize)]
pub struct EndBookingPage {
    /// Refused by the staff rather than cancelled.
    pub refusal: bool,
    /// « BERNARD Inès, 3e B ».
    pub pupil: String,
    /// Facts of the stage.
    pub slot: SlotFacts,
    /// Action of the form.
    pub action: String,
    /// Where « Garder la réservation » leads.
    pub back: String,
    /// Who will be told: « le Lycée des métiers de l'Atelier ».
    pub told: String,
    /// `motif`.
    pub reason: Field,
}

/// One row of « Stagiaires ».
#[derive(Clone, Debug, Serialize)]
pub struct TraineeRow {
    /// URL of the booking.
    pub href: String,
    /// « BERNARD Inès ».
    pub pupil: String,
    /// « 3e B ».
    pub class: String,
    /// « Collège Cacault, Clisson ».
    pub school: String,
    /// Programme.
    pub title: String,
    /// URL of the stage.
    pub slot: String,
    /// « mer. 13 janv. 2027 ».
    pub date: String,
    /// « 9 h 15 – 12 h ».
    pub hours: String,
    /// Status.
    pub status: Badge,
    /// URL of the PDF.
    pub agreement: Option<String>,
    /// Action of the POST form that validates.
    pub confirm: Option<String>,
    /// URL of the page that refuses.
    pub refuse: Option<String>,
}

/// `/stagiaires`.
#[derive(Clone, Debug, Serialize)]
pub struct TraineeListPage {
    /// « Rechercher un stagiaire ».
    pub search: Search,
    /// « Statut » (`statut`).
    pub states: Vec<Choice>,
    /// « Période » (`periode`).
    pub periods: Vec<Choice>,
    /// Rows.
    pub rows: Vec<TraineeRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
}

impl Page for BookingListPage {
    const TEMPLATE: &'static str = "bookings/list.html";

    fn samples() -> Vec<Self> {
        let row = |pupil: &str, title: &str, status: Badge| BookingRow {
            href: "/reservations/0199".into(),
            pupil: pupil.into(),
            class: "3e B".into(),
            title: title.into(),
            slot: "/creneaux/0199".into(),
            date: "mer. 13 janv. 2027".into(),
            hours: "9 h 15 – 12 h".into(),
            status,
            agreement: Some("/reservations/0199/convention".into()),
            cancel: Some("/reservations/0199/annulation".into()),
        };
        let some = Self {
            past: false,
            search: Search::new("/reservations", "Rechercher une réservation", ""),
            rows: vec![
                row("BERNARD Inès", "CAP Composites, plastiques chaudronnés", Badge::pending()),
                row("NGUYỄN Théo", "Bac pro Cuisine", Badge::confirmed()),
                BookingRow { agreement: None, cancel: None, ..row("DE LA ROCHEFOUCAULD-MONTBEL Marie-Antoinette Joséphine", "Bac pro Métiers de l’électricité et de ses environnements connectés", Badge::cancelled()) },
            ],
            pager: Pager::new(1, 10, 37).linked(
                None,
                Some("/reservations?apres=10".into()),
                vec![Choice::new("/reservations?par=10", "10", true), Choice::new("/reservations?par=50", "50", false)],
            ),
            empty: None,
            contact: "02 40 00 00 01 · ddfpt@atelier.example".into(),
        };
        let past = Self { past: true, pager: Pager::new(1, 1, 1), rows: vec![row("OUATTARA Awa", "Bac pro Cuisine", Badge::refused())], ..some.clone() };
        let empty = Self {
            rows: Vec::new(),
            pager: Pager::new(0, 0, 0),
            empty: Some(Empty {
                title: "Aucune réservation".into(),
                hint: "Choisissez un stage dans le calendrier pour y inscrire un élève.".into(),
                action: Some(("Visualiser les stages".into(), "/calendrier".into())),
            }),
            contact: String::new(),
            ..some.clone()
        };
        vec![some, past, empty]
    }
}

impl Page for BookingPage {
    const TEMPLATE: &'static str = "bookings/show.html";

    fn samples() -> Vec<Self> {
        let fresh = Self {
            fresh: true,
            pupil: "BERNARD Inès".into(),
            class: "3e B".into(),
            school: String::new(),
            status: Badge::pending(),
            slot: SlotFacts::sample(),
            reference: "AT-2027-000123".into(),
            reason: None,
            agreement: Some("/reservations/0199/convention".into()),
            calendar: Some("/reservations/0199/agenda.ics".into()),
            another: Some("/creneaux/0199/reservations/nouvelle".into()),
            cancel: Some("/reservations/0199/annulation".into()),
            confirm: None,
            refuse: None,
            notices: vec!["La convocation part à l’adresse ce.0440008v@ac-nantes.fr.".into()],
            history: vec![("11 janvier 2027, 10 h 02".into(), "Réservation par le Collège Cacault".into())],
        };
        let staff = Self {
            fresh: false,
            school: "Collège Cacault, Clisson".into(),
            another: None,
            confirm: Some("/reservations/0199/validation".into()),
            refuse: Some("/reservations/0199/refus".into()),
            notices: Vec::new(),
            ..fresh.clone()
        };
        let refused = Self {
            fresh: false,
            status: Badge::refused(),
            reason: Some("Le stage est réservé aux élèves de troisième.".into()),
            agreement: None,
            calendar: None,
            another: None,
            cancel: None,
            notices: Vec::new(),
            history: Vec::new(),
            ..fresh.clone()
        };
        vec![fresh, staff, refused]
    }
}

impl Page for EndBookingPage {
    const TEMPLATE: &'static str = "bookings/end.html";

    fn samples() -> Vec<Self> {
        let cancel = Self {
            refusal: false,
            pupil: "BERNARD Inès, 3e B".into(),
            slot: SlotFacts::sample(),
            action: "/reservations/0199/annulation".into(),
            back: "/reservations/0199".into(),
            told: "le Lycée des métiers de l’Atelier".into(),
            reason: Field::default(),
        };
        let refuse = Self {
            refusal: true,
            action: "/reservations/0199/refus".into(),
            told: "le Collège Cacault, Clisson".into(),
            reason: Field::wrong("", "Indiquez le motif : il sera envoyé à l’établissement."),
            ..cancel.clone()
        };
        vec![cancel, refuse]
    }
}

impl Page for TraineeListPage {
    const TEMPLATE: &'static str = "bookings/trainees.html";

    fn samples() -> Vec<Self> {
        let row = |pupil: &str, school: &str, status: Badge| TraineeRow {
            href: "/reservations/0199".into(),
            pupil: pupil.into(),
            class: "3e B".into(),
            school: school.into(),
            title: "CAP Composites, plastiques chaudronnés".into(),
            slot: "/creneaux/0199".into(),
            date: "mer. 13 janv. 2027".into(),
            hours: "9 h 15 – 12 h".into(),
            status,
            agreement: Some("/reservations/0199/convention".into()),
            confirm: None,
            refuse: None,
        };
        let waiting = TraineeRow {
            confirm: Some("/reservations/0199/validation".into()),
            refuse: Some("/reservations/0199/refus".into()),
            ..row("BERNARD Inès", "Collège Cacault, Clisson", Badge::pending())
        };
        let some = Self {
            search: Search::new("/stagiaires", "Rechercher un stagiaire", ""),
            states: vec![Choice::new("", "Tous", true), Choice::new("pending", "En attente", false)],
            periods: vec![Choice::new("a_venir", "À venir", true), Choice::new("passes", "Passés", false)],
            rows: vec![waiting, row("NGUYỄN Théo", "Collège Libertaire Rutigliano, Nantes", Badge::confirmed()), row("OUATTARA Awa", "Collège La Durantière, Nantes", Badge::refused())],
            pager: Pager::new(1, 3, 3),
            empty: None,
        };
        let empty = Self {
            rows: Vec::new(),
            pager: Pager::new(0, 0, 0),
            empty: Some(Empty { title: "Aucun stagiaire".into(), hint: "Changez la recherche ou les filtres.".into(), action: None }),
            ..some.clone()
        };
        vec![some, empty]
    }
}
