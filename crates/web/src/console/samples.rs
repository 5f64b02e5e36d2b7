//! As shown in the tests and in the gallery.

use super::pages::*;
use crate::urls;
use crate::view::{Badge, Choice, Listed, Sampled, Search, Tone};

impl MailRow {
    fn sample() -> Self {
        Self {
            href: urls::mail("0199"),
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
        let tenant = |name: &str, slug: &str, state: Badge| TenantRow {
            name: name.into(),
            town: "Nantes".into(),
            slug: slug.into(),
            href: format!("http://{slug}.ministage.localhost:8080/"),
            state,
            slots: 24,
            bookings: 101,
        };
        let open = Badge::new(Tone::Good, "check", "Ouvert");
        let draft = Badge::new(Tone::Wait, "pencil", "Brouillon");
        let tenants = vec![
            tenant("Lycée des métiers de l’Atelier", "atelier", open),
            tenant("Lycée polyvalent des Jardins", "jardins", draft),
        ];
        let stats = vec![
            ("Comptes".into(), 12, String::new()),
            ("Tâches abandonnées".into(), 0, "/taches".into()),
        ];
        vec![Self { tenants, stats }, Self { tenants: Vec::new(), stats: Vec::new() }]
    }
}

impl Sampled for MailListPage {
    fn samples() -> Vec<Self> {
        let failed = MailRow {
            status: Badge::new(Tone::Bad, "mail-x", "Échec"),
            subject: "Convocation : BERNARD Inès, CAP Composites, plastiques chaudronnés, mercredi 13 janvier 2027".into(),
            portal: String::new(),
            ..MailRow::sample()
        };
        let some = Listed::sample("/courriels", vec![MailRow::sample(), failed]);
        let search = || Search::new("/courriels", "Destinataire ou objet", "");
        [some, Listed::nothing()].map(|list| Self { search: search(), list }).into()
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
        let html = Self { html: Some(urls::mail_body("0199")), links: Vec::new(), ..text.clone() };
        vec![text, html]
    }
}

impl Sampled for JobListPage {
    fn samples() -> Vec<Self> {
        let waiting = JobRow {
            kind: "tell".into(),
            state: Badge::new(Tone::Wait, "clock", "En attente"),
            attempts: "2 sur 10".into(),
            next_run: "dans 4 min".into(),
            error: "421 4.7.0 try again later".into(),
        };
        let dead = JobRow {
            state: Badge::new(Tone::Bad, "circle-x", "Abandonnée"),
            next_run: String::new(),
            ..waiting.clone()
        };
        let states = || vec![Choice::new("dead", "Abandonnées", false).counted(1)];
        [Listed::sample("/taches", vec![waiting, dead]), Listed::nothing()]
            .map(|list| Self { states: states(), list })
            .into()
    }
}

impl Sampled for DirectoryPage {
    fn samples() -> Vec<Self> {
        let counts = vec![("Établissements".into(), 14_764), ("Fermés".into(), 120)];
        let imports = vec![(
            "11 janvier 2027, 10 h 02".into(),
            "schools.csv.gz".into(),
            "14 764 nouveaux, 0 modifié, 0 fermé, 0 refusé".into(),
        )];
        vec![Self { counts: counts.clone(), imports }, Self { counts, imports: Vec::new() }]
    }
}
