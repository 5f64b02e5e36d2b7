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
        let late = "Conventions en retard, stage dans moins de 7 jours";
        let rank = |(label, count): (&str, u64)| Rank { label: label.into(), count };
        let tracks = [("Bac pro Cuisine", 31), ("CAP Composites, plastiques", 22), ("STI2D", 16)];
        let schools = [
            ("Collège Cacault, Clisson", 19),
            ("Collège Auguste Mailloux, Le Loroux-Bottereau", 9),
        ];
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
                task("file-warning", Tone::Wait, late, 5),
                task("mail-x", Tone::Bad, "Courriels non délivrés", 1),
            ],
            next: SlotView::samples(),
            tracks: tracks.map(rank).into(),
            schools: schools.map(rank).into(),
            may_create: true,
        };
        let greeting = busy.greeting.clone();
        vec![busy, Self { greeting, may_create: true, ..Self::default() }]
    }
}
