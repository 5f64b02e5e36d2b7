//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::view::{Badge, Choice, Empty, Pager, Sampled, Search, Tone};

impl MailRow {
    fn sample() -> Self {
        Self {
            href: "/courriels/0199".into(),
            to: "ce.0440008v@ac-nantes.fr".into(),
            subject: "Confirmez votre adresse".into(),
            date: "11 janvier 2027, 10 h 02".into(),
            status: Badge::new(Tone::Good, "check", "Envoyé"),
            portal: "atelier".into(),
        }
    }
}

impl Sampled for ConsoleHomePage {
    fn samples() -> Vec<Self> {
        let tenant = |name: &str, town: &str, slug: &str, state: Badge| TenantRow {
            name: name.into(),
            town: town.into(),
            slug: slug.into(),
            href: format!("http://{slug}.ministage.localhost:8080/"),
            state,
            slots: 24,
            bookings: 101,
        };
        vec![
            Self {
                tenants: vec![
                    tenant(
                        "Lycée des métiers de l’Atelier",
                        "Nantes",
                        "atelier",
                        Badge::new(Tone::Good, "check", "Ouvert"),
                    ),
                    tenant(
                        "Lycée polyvalent des Jardins",
                        "Angers",
                        "jardins",
                        Badge::new(Tone::Wait, "pencil", "Brouillon"),
                    ),
                ],
                stats: vec![
                    ("Comptes".into(), 12, String::new()),
                    ("Courriels en attente".into(), 3, "/courriels".into()),
                    ("Tâches abandonnées".into(), 0, "/taches".into()),
                ],
            },
            Self { tenants: Vec::new(), stats: Vec::new() },
        ]
    }
}

impl Sampled for MailListPage {
    fn samples() -> Vec<Self> {
        let search = Search::new("/courriels", "Destinataire ou objet", "");
        let failed = MailRow {
            status: Badge::new(Tone::Bad, "mail-x", "Échec"),
            subject: "Convocation : BERNARD Inès, CAP Composites, plastiques chaudronnés, mercredi 13 janvier 2027".into(),
            portal: String::new(),
            ..MailRow::sample()
        };
        vec![
            Self {
                search: search.clone(),
                rows: vec![MailRow::sample(), failed],
                pager: Pager::new(1, 2, 2),
                empty: None,
            },
            Self {
                search,
                rows: Vec::new(),
                pager: Pager::new(0, 0, 0),
                empty: Some(Empty::new(
                    "Aucun courriel",
                    "Les courriels envoyés par les portails apparaissent ici.",
                )),
            },
        ]
    }
}

impl Sampled for MailPage {
    fn samples() -> Vec<Self> {
        let link = "http://atelier.ministage.localhost:8080/confirmation/4f2c8d2e9a7b4f2c8d2e9a7b4f2c8d2e9a7b";
        let text = Self {
            mail: MailRow::sample(),
            from: "Lycée des métiers de l’Atelier <ne-pas-repondre@ministage.example>".into(),
            text: format!("Bonjour,\n\nConfirmez votre adresse en ouvrant ce lien :\n{link}\n"),
            links: vec![link.into()],
            html: None,
        };
        vec![
            text.clone(),
            Self { html: Some("/courriels/0199/corps".into()), links: Vec::new(), ..text },
        ]
    }
}

impl Sampled for JobListPage {
    fn samples() -> Vec<Self> {
        let states = vec![
            Choice::new("", "Toutes", true).counted(2),
            Choice::new("dead", "Abandonnées", false).counted(1),
        ];
        let row = JobRow {
            kind: "send_summons".into(),
            state: Badge::new(Tone::Wait, "clock", "En attente"),
            attempts: "2 sur 10".into(),
            next_run: "dans 4 min".into(),
            error: "421 4.7.0 try again later".into(),
        };
        vec![
            Self {
                states: states.clone(),
                rows: vec![
                    row.clone(),
                    JobRow {
                        state: Badge::new(Tone::Bad, "circle-x", "Abandonnée"),
                        next_run: String::new(),
                        ..row
                    },
                ],
                pager: Pager::new(1, 2, 2),
                empty: None,
            },
            Self {
                states,
                rows: Vec::new(),
                pager: Pager::new(0, 0, 0),
                empty: Some(Empty::new("Aucune tâche", "Tout est fait.")),
            },
        ]
    }
}

impl Sampled for DirectoryPage {
    fn samples() -> Vec<Self> {
        vec![
            Self {
                counts: vec![
                    ("Établissements".into(), 14_764),
                    ("Fermés".into(), 120),
                    ("Sans adresse".into(), 1_483),
                ],
                imports: vec![(
                    "11 janvier 2027, 10 h 02".into(),
                    "schools.csv.gz".into(),
                    "14 764 nouveaux, 0 modifié, 0 fermé, 0 refusé".into(),
                )],
            },
            Self { counts: vec![("Établissements".into(), 0)], imports: Vec::new() },
        ]
    }
}
