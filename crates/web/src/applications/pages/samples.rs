//! Applications as they are shown in the tests and in the gallery.

use super::*;
use crate::view::{Sampled, Tone};

impl ApplicationRow {
    fn sample() -> Self {
        Self {
            href: "/inscriptions/0199".into(),
            school: "MFR « Les Rochettes »".into(),
            uai: "0441234A".into(),
            city: "Clisson".into(),
            applicant: "Mme Maëlle Le Goff, secrétariat".into(),
            date: "11 janvier 2027, 10 h 02".into(),
            state: Badge::new(Tone::Wait, "hourglass", "À vérifier"),
        }
    }
}

impl Sampled for ApplicationFormPage {
    fn samples() -> Vec<Self> {
        let uai: Option<Uai> = "0440008V".parse().ok();
        let Some(uai) = uai else { return Vec::new() };
        let unknown = Self::new(uai, None, ApplicationFields::known(uai, None), None);
        let wrong = Self {
            listed: Some(SchoolCard::sample()),
            error: Some("Un courriel vient de partir\u{a0}: attendez une minute avant d’en demander un autre.".into()),
            kind_error: Some("Choisissez le type d’établissement.".into()),
            school: Field::wrong("<MFR>", "Le signe «\u{a0}<\u{a0}» ne peut pas être écrit ici."),
            postal_code: Field::wrong("4419", "Indiquez les cinq chiffres du code postal."),
            mail: Field::wrong("mfr", "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr."),
            ..unknown.clone()
        };
        vec![unknown, wrong]
    }
}

impl Sampled for ApplicationSentPage {
    fn samples() -> Vec<Self> {
        vec![Self { uai: "0441234A".into(), lifetime: "24\u{a0}heures".into() }]
    }
}

impl Sampled for ProofPage {
    fn samples() -> Vec<Self> {
        let valid = Self {
            state: LinkState::Valid,
            done: false,
            mail: "direction@mfr-rochettes.example".into(),
            school: "MFR « Les Rochettes »".into(),
            action: "/demande-inscription/abc".into(),
            again: Some("/inscription/0441234A/demande".into()),
        };
        let done = Self { done: true, ..valid.clone() };
        let gone =
            [LinkState::Expired, LinkState::Used].map(|state| Self { state, ..valid.clone() });
        let foreign = Self {
            state: LinkState::Unknown,
            mail: String::new(),
            school: String::new(),
            again: None,
            ..valid.clone()
        };
        [valid, done, foreign].into_iter().chain(gone).collect()
    }
}

impl Sampled for ApplicationListPage {
    fn samples() -> Vec<Self> {
        let states =
            vec![Choice::new("waiting", "À vérifier", true), Choice::new("", "Toutes", false)];
        let list = Listed::sample("/inscriptions", vec![ApplicationRow::sample()]);
        vec![Self { states: states.clone(), list }, Self { states, list: Listed::nothing() }]
    }
}

impl Sampled for ApplicationPage {
    fn samples() -> Vec<Self> {
        let waiting = Self {
            head: ApplicationRow::sample(),
            listed: true,
            facts: vec![
                Compared::new("Nom", "MFR « Les Rochettes »".into(), Some("MFR Rochettes".into())),
                Compared::new("Ville", "Clisson".into(), Some("CLISSON".into())),
                Compared::new("Adresse", "2 route de la Sèvre".into(), None),
            ],
            applicant: vec![("Mail".into(), "direction@mfr-rochettes.example".into())],
            origin: Badge::new(Tone::Wait, "mail", "Adresse d’un autre domaine"),
            holder: Some("Cette adresse a déjà un compte : M. Paul Petit (0440008V).".into()),
            others: vec![ApplicationRow::sample()],
            obstacle: None,
            waiting: true,
            accept: "/inscriptions/0199/acceptation".into(),
            refuse: "/inscriptions/0199/refus".into(),
            reason: None,
        };
        let refused = Self {
            listed: false,
            others: Vec::new(),
            holder: None,
            waiting: false,
            reason: Some("Écrivez-nous depuis l’adresse de la direction.".into()),
            ..waiting.clone()
        };
        let hindered = Self {
            obstacle: Some("Cet établissement a un compte depuis.".into()),
            ..waiting.clone()
        };
        vec![waiting, refused, hindered]
    }
}

impl Sampled for RefuseApplicationPage {
    fn samples() -> Vec<Self> {
        let blank = Self {
            head: ApplicationRow::sample(),
            mail: "direction@mfr-rochettes.example".into(),
            action: "/inscriptions/0199/refus".into(),
            reason: Field::default(),
        };
        let wrong = Self {
            reason: Field::wrong(
                "",
                "Indiquez le motif\u{a0}: il sera envoyé aux personnes concernées.",
            ),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}
