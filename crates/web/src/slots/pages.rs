//! Stages: the page (and drawer), the booking form in it, the staff's form, cancelling, the list.

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
    /// « Publier »: action of a POST form.
    pub publish: Option<String>,
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
}

impl SlotFacts {
    pub(crate) fn sample() -> Self {
        Self {
            href: "/creneaux/0199".into(),
            kind: "Mini-stage".into(),
            title: "CAP Composites, plastiques chaudronnés".into(),
            host: "Lycée des métiers de l’Atelier".into(),
            date: "mercredi 13 janvier 2027".into(),
            hours: "9 h 15 – 12 h".into(),
            room: "Atelier C, bâtiment des métiers".into(),
            meeting: "Rendez-vous à l’accueil dix minutes avant".into(),
            teachers: vec!["Mme Kerjean, professeure de plasturgie".into()],
            note: "Chaussures fermées. Blouse et lunettes prêtées sur place.".into(),
            fill: Fill::new(2, 4),
            state: None,
        }
    }

    fn bare() -> Self {
        Self {
            title: "Bac professionnel Métiers de l’électricité et de ses environnements connectés, et réalisation d’agencements".into(),
            room: String::new(),
            meeting: String::new(),
            teachers: Vec::new(),
            note: String::new(),
            fill: Fill::new(4, 4),
            ..Self::sample()
        }
    }
}

impl Enrolled {
    fn samples() -> Vec<Self> {
        let pupil = |name: &str, class: &str, status: Badge| Self {
            href: "/reservations/0199".into(),
            name: name.into(),
            class: class.into(),
            school: String::new(),
            status,
            agreement: Some("/reservations/0199/convention".into()),
            cancel: Some("/reservations/0199/annulation".into()),
            confirm: None,
            refuse: None,
        };
        vec![pupil("BERNARD Inès", "3e B", Badge::pending()), pupil("NGUYỄN Théo", "3e A", Badge::confirmed())]
    }

    fn for_staff() -> Vec<Self> {
        let mut pupils = Self::samples();
        for pupil in &mut pupils {
            pupil.school = "Collège Cacault, Clisson".into();
        }
        pupils[0].confirm = Some("/reservations/0199/validation".into());
        pupils[0].refuse = Some("/reservations/0199/refus".into());
        let mut long = pupils[0].clone();
        long.name = "DE LA ROCHEFOUCAULD-MONTBEL Marie-Antoinette Joséphine".into();
        long.school = "Collège Libertaire Rutigliano, Nantes".into();
        pupils.push(long);
        pupils
    }
}

impl Page for SlotPage {
    const TEMPLATE: &'static str = "slots/show.html";

    fn samples() -> Vec<Self> {
        let school = Self {
            slot: SlotFacts::sample(),
            book: Some("/creneaux/0199/reservations/nouvelle".into()),
            book_hint: None,
            pupils_title: Some("Vos élèves inscrits".into()),
            pupils: Enrolled::samples(),
            actions: SlotActions::default(),
            notices: vec!["La réservation sera libérée le 6 janvier si la convention signée n’est pas revenue au lycée.".into()],
            back: "/calendrier".into(),
        };
        let nobody = Self { pupils: Vec::new(), notices: Vec::new(), ..school.clone() };
        let anonymous = Self {
            book: None,
            book_hint: Some(("Connectez-vous pour inscrire un stagiaire".into(), Some("/connexion?retour=/creneaux/0199".into()))),
            pupils_title: None,
            ..nobody.clone()
        };
        let full = Self {
            slot: SlotFacts::bare(),
            book: None,
            book_hint: Some(("Ce stage est complet.".into(), None)),
            ..nobody.clone()
        };
        let staff = Self {
            pupils_title: Some("Élèves inscrits".into()),
            pupils: Enrolled::for_staff(),
            actions: SlotActions {
                edit: Some("/creneaux/0199/modifier".into()),
                cancel: Some("/creneaux/0199/annulation".into()),
                publish: None,
            },
            ..nobody.clone()
        };
        let draft = Self {
            slot: SlotFacts { state: Some(Badge::draft()), fill: Fill::new(0, 4), ..SlotFacts::sample() },
            book: None,
            pupils: Vec::new(),
            actions: SlotActions { publish: Some("/creneaux/0199/publication".into()), ..staff.actions.clone() },
            ..staff.clone()
        };
        vec![school, nobody, anonymous, full, staff, draft]
    }
}

impl Page for BookPage {
    const TEMPLATE: &'static str = "slots/book.html";

    fn samples() -> Vec<Self> {
        let blank = Self {
            slot: SlotFacts::sample(),
            action: "/creneaux/0199/reservations".into(),
            error: None,
            last_name: Field::default(),
            first_name: Field::default(),
            class: Field::default(),
            once: "0199".into(),
        };
        let invalid = Self {
            last_name: Field::wrong("=1+1", "Le nom s’écrit avec des lettres, des espaces, des tirets et des apostrophes."),
            first_name: Field::wrong("", "Indiquez le prénom de l’élève."),
            class: Field::of("3e B"),
            ..blank.clone()
        };
        let full = Self {
            slot: SlotFacts { fill: Fill::new(4, 4), ..SlotFacts::sample() },
            error: Some("Ce stage vient d’être complet : rien n’a été enregistré. Choisissez un autre stage dans le calendrier.".into()),
            last_name: Field::of("OUATTARA"),
            first_name: Field::of("Awa"),
            class: Field::of("3e 4"),
            ..blank.clone()
        };
        vec![blank, invalid, full]
    }
}

impl Page for SlotFormPage {
    const TEMPLATE: &'static str = "slots/form.html";

    fn samples() -> Vec<Self> {
        let new = Self {
            heading: "Créer un stage".into(),
            action: "/creneaux".into(),
            programmes: vec![Choice::new("", "Choisir une filière", true), Choice::new("1", "CAP Composites, plastiques chaudronnés", false)],
            kinds: vec![Choice::new("mini_stage", "Mini-stage", true), Choice::new("visit", "Visite", false), Choice::new("reorientation", "Réorientation (passerelle)", false), Choice::new("interview", "Entretien", false)],
            date: Field::of("2027-01-13"),
            starts: Field::of("09:00"),
            ends: Field::of("12:00"),
            capacity: Field::of("4"),
            teachers: vec![Choice::new("1", "Mme Kerjean", true), Choice::new("2", "M. Le Bras", false)],
            back: "/calendrier".into(),
            ..Self::default()
        };
        let wrong = Self {
            programme_error: Some("Choisissez la filière du stage.".into()),
            ends: Field::wrong("08:00", "La fin doit être après le début."),
            capacity: Field::wrong("0", "Indiquez au moins une place."),
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

impl Page for CancelSlotPage {
    const TEMPLATE: &'static str = "slots/cancel.html";

    fn samples() -> Vec<Self> {
        let told = Self {
            slot: SlotFacts::sample(),
            action: "/creneaux/0199/annulation".into(),
            reason: Field::wrong("", "Indiquez le motif : il sera envoyé aux établissements."),
            told: vec!["Collège Cacault, Clisson : 2 élèves".into(), "Collège La Durantière, Nantes : 1 élève".into()],
        };
        vec![told.clone(), Self { told: Vec::new(), reason: Field::default(), ..told }]
    }
}

impl Page for SlotListPage {
    const TEMPLATE: &'static str = "slots/list.html";

    fn samples() -> Vec<Self> {
        let row = |title: &str, booked: u32, status: Badge| SlotRow {
            href: "/creneaux/0199".into(),
            date: "mer. 13 janv. 2027".into(),
            hours: "9 h 15 – 12 h".into(),
            title: title.into(),
            place: "Atelier C · Mme Kerjean".into(),
            fill: Fill::new(booked, 4),
            status,
        };
        let some = Self {
            search: Search::new("/creneaux", "Rechercher un stage", ""),
            periods: vec![Choice::new("a_venir", "À venir", true), Choice::new("passes", "Passés", false)],
            tracks: vec![Choice::new("", "Toutes", true)],
            states: vec![Choice::new("", "Tous", true), Choice::new("draft", "Brouillons", false)],
            rows: vec![
                row("CAP Composites, plastiques chaudronnés", 2, Badge::new(Tone::Good, "check", "Publié")),
                row("Bac pro Cuisine", 4, Badge::new(Tone::Good, "check", "Publié")),
                row("Bac pro Métiers de l’électricité et de ses environnements connectés", 0, Badge::draft()),
            ],
            pager: Pager::new(1, 10, 37).linked(
                None,
                Some("/creneaux?apres=10".into()),
                vec![Choice::new("/creneaux?par=10", "10", true), Choice::new("/creneaux?par=50", "50", false)],
            ),
            empty: None,
        };
        let none = Self {
            rows: Vec::new(),
            pager: Pager::new(0, 0, 0),
            empty: Some(Empty {
                title: "Aucun stage".into(),
                hint: "Créez le premier, ou changez la recherche.".into(),
                action: Some(("Créer un stage".into(), "/creneaux/nouveau".into())),
            }),
            ..some.clone()
        };
        vec![some, none]
    }
}
