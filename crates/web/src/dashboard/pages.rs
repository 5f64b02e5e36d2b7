//! « Tableau de bord ».

use serde::Serialize;

use crate::{
    home::pages::NextSlot,
    view::{Page, Tone},
};

/// Something that waits for the staff.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Task {
    /// Icon of `assets/icons.txt`.
    pub(crate) icon: &'static str,
    pub(crate) tone: Tone,
    pub(crate) label: String,
    pub(crate) count: u64,
    pub(crate) href: String,
}

/// One line of a « Top 5 ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Rank {
    /// Programme or school.
    pub(crate) label: String,
    pub(crate) count: u64,
}

/// `/tableau-de-bord`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DashboardPage {
    pub(crate) greeting: String,
    /// Places taken and all places of the stages to come.
    pub(crate) booked: u64,
    pub(crate) capacity: u64,
    /// « 62 % »; empty when there is no place at all.
    pub(crate) percent: String,
    /// « Validées » 73, « En attente » 28.
    pub(crate) breakdown: Vec<(String, u64)>,
    /// « À faire », empty when all is done.
    pub(crate) tasks: Vec<Task>,
    pub(crate) next: Vec<NextSlot>,
    /// « Top 5 filières ».
    pub(crate) tracks: Vec<Rank>,
    /// « Top 5 établissements ».
    pub(crate) schools: Vec<Rank>,
    /// « Créer un stage » is offered: she may.
    pub(crate) may_create: bool,
}

impl Page for DashboardPage {
    const TEMPLATE: &'static str = "dashboard/show.html";

    fn samples() -> Vec<Self> {
        let task = |icon, tone, label: &str, count| Task {
            icon,
            tone,
            label: label.into(),
            count,
            href: "/stagiaires".into(),
        };
        let ranks = |rows: &[(&str, u64)]| {
            rows.iter()
                .map(|(label, count)| Rank { label: (*label).into(), count: *count })
                .collect()
        };
        let busy = Self {
            greeting: "Tableau de bord du lundi 11 janvier".into(),
            booked: 101,
            capacity: 162,
            percent: "62 %".into(),
            breakdown: vec![
                ("Validées".into(), 73),
                ("En attente".into(), 28),
                ("Liste d’attente".into(), 9),
            ],
            tasks: vec![
                task("check-check", Tone::Accent, "Réservations à valider", 12),
                task(
                    "file-warning",
                    Tone::Wait,
                    "Conventions en retard, stage dans moins de 7 jours",
                    5,
                ),
                task("user-x", Tone::Wait, "Stages sans enseignant", 2),
                task("mail-x", Tone::Bad, "Courriels non délivrés", 1),
            ],
            next: NextSlot::samples(),
            tracks: ranks(&[
                ("Bac pro Cuisine", 31),
                ("CAP Composites, plastiques", 22),
                ("Métiers de l’électricité", 18),
                ("STI2D", 16),
                ("CAP Menuisier", 14),
            ]),
            schools: ranks(&[
                ("Collège Cacault, Clisson", 19),
                ("Collège Libertaire Rutigliano, Nantes", 15),
                ("Collège La Durantière, Nantes", 12),
                ("Collège Auguste Mailloux, Le Loroux-Bottereau", 9),
                ("Collège Petite Lande, Rezé", 8),
            ]),
            may_create: true,
        };
        let new = Self {
            booked: 0,
            capacity: 0,
            percent: String::new(),
            breakdown: Vec::new(),
            tasks: Vec::new(),
            next: Vec::new(),
            tracks: Vec::new(),
            schools: Vec::new(),
            ..busy.clone()
        };
        vec![busy, new]
    }
}
