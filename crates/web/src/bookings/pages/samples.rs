//! Bookings as they are shown in the tests and in the gallery.

use super::*;

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
                BookingRow {
                    agreement: None,
                    cancel: None,
                    ..row(
                        "DE LA ROCHEFOUCAULD-MONTBEL Marie-Antoinette Joséphine",
                        "Bac pro Métiers de l’électricité et de ses environnements connectés",
                        Badge::cancelled(),
                    )
                },
            ],
            pager: Pager::new(1, 10, 37).linked(
                None,
                Some("/reservations?apres=10".into()),
                vec![
                    Choice::new("/reservations?par=10", "10", true),
                    Choice::new("/reservations?par=50", "50", false),
                ],
            ),
            empty: None,
            contact: "02 40 00 00 01 · ddfpt@atelier.example".into(),
        };
        let past = Self {
            past: true,
            pager: Pager::new(1, 1, 1),
            rows: vec![row("OUATTARA Awa", "Bac pro Cuisine", Badge::refused())],
            ..some.clone()
        };
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
            history: vec![(
                "11 janvier 2027, 10 h 02".into(),
                "Réservation par le Collège Cacault".into(),
            )],
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
            told: "au Lycée des métiers de l’Atelier".into(),
            form: Form::default(),
        };
        let refuse = Self {
            refusal: true,
            action: "/reservations/0199/refus".into(),
            told: "au Collège Cacault, Clisson".into(),
            form: Form::default()
                .wrong("motif", "Indiquez le motif : il sera envoyé à l’établissement."),
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
            states: vec![
                Choice::new("", "Tous", true),
                Choice::new("pending", "En attente", false),
            ],
            periods: vec![
                Choice::new("a_venir", "À venir", true),
                Choice::new("passes", "Passés", false),
            ],
            rows: vec![
                waiting,
                row("NGUYỄN Théo", "Collège Libertaire Rutigliano, Nantes", Badge::confirmed()),
                row("OUATTARA Awa", "Collège La Durantière, Nantes", Badge::refused()),
            ],
            pager: Pager::new(1, 3, 3),
            empty: None,
        };
        let empty = Self {
            rows: Vec::new(),
            pager: Pager::new(0, 0, 0),
            empty: Some(Empty {
                title: "Aucun stagiaire".into(),
                hint: "Changez la recherche ou les filtres.".into(),
                action: None,
            }),
            ..some.clone()
        };
        vec![some, empty]
    }
}
