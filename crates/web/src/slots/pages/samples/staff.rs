//! The staff's own pages: typing a stage, cancelling it, all of them in a list.

use super::super::*;

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

impl Page for CancelSlotPage {
    const TEMPLATE: &'static str = "slots/cancel.html";

    fn samples() -> Vec<Self> {
        let told = Self {
            slot: SlotFacts::sample(),
            action: "/creneaux/0199/annulation".into(),
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
            states: vec![Choice::new("", "Tous", true), Choice::new("draft", "Brouillons", false)],
            rows: vec![
                row(
                    "CAP Composites, plastiques chaudronnés",
                    2,
                    Badge::new(Tone::Good, "check", "Publié"),
                ),
                row("Bac pro Cuisine", 4, Badge::new(Tone::Good, "check", "Publié")),
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
