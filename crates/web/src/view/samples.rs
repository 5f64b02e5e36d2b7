//! What surrounds pages, and small parts of them, as shown in the tests and in the gallery.

use super::shell::{Bounce, Flash, Look, Shell};
use super::{Accent, Choice, Empty, HostKind, Listed, Pager, Search, nav};

impl Look {
    /// The teal portal of the mock-ups.
    pub(crate) fn atelier() -> Self {
        Self {
            name: "Lycée des métiers de l’Atelier".into(),
            town: "Nantes".into(),
            logo: None,
            icon: "graduation-cap",
            accent: Accent::default(),
        }
    }

    /// The violet portal of the mock-ups.
    pub(crate) fn jardins() -> Self {
        Self {
            name: "Lycée polyvalent des Jardins".into(),
            town: "Angers".into(),
            logo: None,
            icon: "sprout",
            accent: Accent::parse("#5b3a8a").unwrap_or_default(),
        }
    }
}

impl Shell {
    /// Nobody, a collège, the staff, on both portals; the console; by name.
    pub(crate) fn samples() -> Vec<(&'static str, Self)> {
        let atelier =
            || Self { nonce: "gallery".into(), ..Self::new(HostKind::Portal, Look::atelier()) };
        let jardins =
            || Self { nonce: "gallery".into(), ..Self::new(HostKind::Portal, Look::jardins()) };
        let mut school = atelier()
            .navigate(&nav::ORIGIN, "/calendrier")
            .signed_in("Collège Cacault", "Maëlle Le Goff, secrétariat", "CC")
            .serving(vec![("0440010X".into(), "Collège Paul Langevin".into())]);
        school.search = Some(Search::new("/reservations", "Rechercher une réservation", ""));
        school.flash = Some(Flash {
            kind: "good",
            text: "La réservation de BERNARD Inès est enregistrée.".into(),
        });
        school.bounce = Some(Bounce {
            login: "ce.0440008v@ac-nantes.fr".into(),
            since: "23 novembre 2026".into(),
            code: "550 5.1.1".into(),
            change: "https://compte.ministage.test/profil/adresse".into(),
            contact: "contact@ministage.example".into(),
        });
        let mut staff = atelier()
            .navigate(&nav::STAFF, "/tableau-de-bord")
            .signed_in("Anne Morvan", "DDFPT", "AM");
        staff.search = Some(Search::new("/stagiaires", "Rechercher un stagiaire", ""));
        let console =
            Self { nonce: "gallery".into(), ..Self::new(HostKind::Console, Look::platform()) }
                .navigate(&nav::CONSOLE, "/")
                .signed_in("Exploitante", "Console", "EX");
        vec![
            ("anonymous", atelier().navigate(&nav::ANONYMOUS, "/")),
            ("jardins", jardins().navigate(&nav::ANONYMOUS, "/connexion")),
            ("school", school),
            ("staff", staff),
            ("front", Self::new(HostKind::Front, Look::platform())),
            ("console", console),
        ]
    }
}

impl Pager {
    /// The first of four pages of the list at `path`.
    pub(crate) fn sample(path: &str) -> Self {
        let size = |rows| Choice::new(format!("{path}?par={rows}"), rows, rows == "10");
        let next = Some(format!("{path}?page=2"));
        Self { next, sizes: vec![size("10"), size("50")], ..Self::new(1, 10, 37) }
    }
}

impl<T> Listed<T> {
    /// The first page of the list at `path`.
    pub(crate) fn sample(path: &str, rows: Vec<T>) -> Self {
        Self { rows, pager: Pager::sample(path), empty: None }
    }

    pub(crate) fn nothing() -> Self {
        Self::new(Vec::new(), Pager::new(0, 0, 0), Empty::sample)
    }
}

impl Empty {
    pub(crate) fn sample() -> Self {
        Self {
            title: "Aucune réservation".into(),
            hint: "Choisissez un stage dans le calendrier pour y inscrire un élève.".into(),
            action: Some(("Visualiser les stages".into(), "/calendrier".into())),
        }
    }
}
