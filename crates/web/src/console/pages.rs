//! The console: lycées, mailbox, jobs, directory.

use serde::Serialize;

use crate::view::{Badge, Choice, Empty, Page, Pager, Search, Tone};

/// One lycée.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct TenantRow {
    pub(crate) name: String,
    pub(crate) town: String,
    /// « atelier ».
    pub(crate) slug: String,
    pub(crate) href: String,
    pub(crate) state: Badge,
    pub(crate) slots: u64,
    pub(crate) bookings: u64,
}

/// `/` of the console.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConsoleHomePage {
    pub(crate) tenants: Vec<TenantRow>,
    /// « Comptes » 12, « Courriels en attente » 3: label, count, URL or empty.
    pub(crate) stats: Vec<(String, u64, String)>,
}

/// One mail of the mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailRow {
    pub(crate) href: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    /// « 11 janvier 2027, 10 h 02 ».
    pub(crate) date: String,
    pub(crate) status: Badge,
    /// Lycée, or empty.
    pub(crate) portal: String,
}

/// `/courriels`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailListPage {
    pub(crate) search: Search,
    /// Rows, the latest first.
    pub(crate) rows: Vec<MailRow>,
    pub(crate) pager: Pager,
    pub(crate) empty: Option<Empty>,
}

/// `/courriels/{mail}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MailPage {
    pub(crate) mail: MailRow,
    pub(crate) from: String,
    /// Plain text.
    pub(crate) text: String,
    /// Links found in the text, to press.
    pub(crate) links: Vec<String>,
    /// URL of the HTML part, shown in a sandboxed frame; none if there is none.
    pub(crate) html: Option<String>,
}

/// One job.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JobRow {
    /// « send_summons ».
    pub(crate) kind: String,
    pub(crate) state: Badge,
    /// « 2 sur 10 ».
    pub(crate) attempts: String,
    /// « dans 4 min » or empty.
    pub(crate) next_run: String,
    /// Last error, without names; or empty.
    pub(crate) error: String,
}

/// `/taches`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct JobListPage {
    /// « État » (`etat`), with counts.
    pub(crate) states: Vec<Choice>,
    pub(crate) rows: Vec<JobRow>,
    pub(crate) pager: Pager,
    pub(crate) empty: Option<Empty>,
}

/// `/annuaire`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct DirectoryPage {
    /// « Établissements » 14 764, « Fermés » 120: label, count.
    pub(crate) counts: Vec<(String, u64)>,
    /// Date, file, and what it did: « 12 nouveaux, 4 modifiés ».
    pub(crate) imports: Vec<(String, String, String)>,
}

impl Page for ConsoleHomePage {
    const TEMPLATE: &'static str = "console/show.html";

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

impl Page for MailListPage {
    const TEMPLATE: &'static str = "console/mails.html";

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
                empty: Some(Empty {
                    title: "Aucun courriel".into(),
                    hint: "Les courriels envoyés par les portails apparaissent ici.".into(),
                    action: None,
                }),
            },
        ]
    }
}

impl Page for MailPage {
    const TEMPLATE: &'static str = "console/mail.html";

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

impl Page for JobListPage {
    const TEMPLATE: &'static str = "console/jobs.html";

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
                empty: Some(Empty {
                    title: "Aucune tâche".into(),
                    hint: "Tout est fait.".into(),
                    action: None,
                }),
            },
        ]
    }
}

impl Page for DirectoryPage {
    const TEMPLATE: &'static str = "console/directory.html";

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
