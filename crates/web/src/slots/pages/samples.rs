//! Stages as they are shown in the tests and in the gallery.

use super::*;

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
        vec![
            pupil("BERNARD Inès", "3e B", Badge::pending()),
            pupil("NGUYỄN Théo", "3e A", Badge::confirmed()),
        ]
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
        let nobody = Self {
            pupils: Vec::new(),
            notices: Vec::new(),
            ..school.clone()
        };
        let anonymous = Self {
            book: None,
            book_hint: Some((
                "Connectez-vous pour inscrire un stagiaire".into(),
                Some("/connexion?retour=/creneaux/0199".into()),
            )),
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
                close: Some("/creneaux/0199/fermeture".into()),
                ..SlotActions::default()
            },
            ..nobody.clone()
        };
        let draft = Self {
            slot: SlotFacts {
                state: Some(Badge::draft()),
                fill: Fill::new(0, 4),
                ..SlotFacts::sample()
            },
            book: None,
            pupils: Vec::new(),
            actions: SlotActions {
                publish: Some("/creneaux/0199/publication".into()),
                close: None,
                ..staff.actions.clone()
            },
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
            school: None,
            error: None,
            last_name: Field::default(),
            first_name: Field::default(),
            class: Field::default(),
            once: "0199".into(),
        };
        let invalid = Self {
            last_name: Field::wrong(
                "=1+1",
                "Le nom s’écrit avec des lettres, des espaces, des tirets et des apostrophes.",
            ),
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
        let by_staff = Self {
            school: Some((
                "Collège Cacault, Clisson".into(),
                "/creneaux/0199/stagiaire".into(),
            )),
            ..blank.clone()
        };
        vec![blank, invalid, full, by_staff]
    }
}

impl Page for ChooseSchoolPage {
    const TEMPLATE: &'static str = "slots/choose_school.html";

    fn samples() -> Vec<Self> {
        let blank = Self {
            slot: SlotFacts::sample(),
            own: "/creneaux/0199/stagiaire/0440001M".into(),
            search: Search::new("/creneaux/0199/stagiaire", "Nom, ville ou code RNE", ""),
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
                href: "/creneaux/0199/stagiaire/0440008V".into(),
                name: "Collège Cacault".into(),
                detail: "Clisson · 0440008V".into(),
            }],
            ..blank.clone()
        };
        vec![blank, nothing, found]
    }
}

impl Page for SlotFormPage {
    const TEMPLATE: &'static str = "slots/form.html";

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
            date: Field::of("2027-01-13"),
            starts: Field::of("09:00"),
            ends: Field::of("12:00"),
            capacity: Field::of("4"),
            teachers: vec![
                Choice::new("1", "Mme Kerjean", true),
                Choice::new("2", "M. Le Bras", false),
            ],
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
            told: vec![
                "Collège Cacault, Clisson : 2 élèves".into(),
                "Collège La Durantière, Nantes : 1 élève".into(),
            ],
        };
        vec![
            told.clone(),
            Self {
                told: Vec::new(),
                reason: Field::default(),
                ..told
            },
        ]
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
            periods: vec![
                Choice::new("a_venir", "À venir", true),
                Choice::new("passes", "Passés", false),
            ],
            tracks: vec![Choice::new("", "Toutes", true)],
            states: vec![
                Choice::new("", "Tous", true),
                Choice::new("draft", "Brouillons", false),
            ],
            rows: vec![
                row(
                    "CAP Composites, plastiques chaudronnés",
                    2,
                    Badge::new(Tone::Good, "check", "Publié"),
                ),
                row(
                    "Bac pro Cuisine",
                    4,
                    Badge::new(Tone::Good, "check", "Publié"),
                ),
                row(
                    "Bac pro Métiers de l’électricité et de ses environnements connectés",
                    0,
                    Badge::draft(),
                ),
            ],
            pager: Pager::new(1, 10, 37).linked(
                None,
                Some("/creneaux?apres=10".into()),
                vec![
                    Choice::new("/creneaux?par=10", "10", true),
                    Choice::new("/creneaux?par=50", "50", false),
                ],
            ),
            empty: None,
            may_create: true,
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
