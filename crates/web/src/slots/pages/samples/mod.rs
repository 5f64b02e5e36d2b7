//! Stages as they are shown in the tests and in the gallery: a stage, as each reader sees it.

mod booking;
mod staff;

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
        let nobody = Self { pupils: Vec::new(), notices: Vec::new(), ..school.clone() };
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
