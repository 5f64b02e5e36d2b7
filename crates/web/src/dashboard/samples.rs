//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::slots::SlotView;
use crate::view::{Sampled, Tone};

impl Sampled for DashboardPage {
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
            next: SlotView::samples(),
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
