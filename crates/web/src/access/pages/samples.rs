//! Believable pages of access requests.

use super::*;
use crate::view::Sampled;

const MAELLE: &str = "maelle.le-goff@ac-nantes.fr";

impl Sampled for ProofPage {
    fn samples() -> Vec<Self> {
        let valid = Self {
            school_with_article: "le Collège Cacault".into(),
            name: "Maëlle Le Goff".into(),
            position: "secrétaire".into(),
            email: MAELLE.into(),
            action: "/demande/abc".into(),
            ..Self::closed(LinkState::Valid)
        };
        let closed = [LinkState::Expired, LinkState::Used, LinkState::Unknown].map(Self::closed);
        [valid].into_iter().chain(closed).collect()
    }
}

impl Sampled for ProvedPage {
    fn samples() -> Vec<Self> {
        let states = [ProvedState::Told, ProvedState::Later, ProvedState::Open];
        let member = Self { state: ProvedState::Member, email: String::new() };
        states
            .map(|state| Self { state, email: MAELLE.into() })
            .into_iter()
            .chain([member])
            .collect()
    }
}

impl AnswerPage {
    fn sample() -> Self {
        Self {
            school: SchoolCard::sample(),
            school_with_article: "le Collège Cacault".into(),
            manager: "Mme Nadia Belkacem".into(),
            name: "Maëlle Le Goff".into(),
            position: "secrétaire".into(),
            email: MAELLE.into(),
            since: "le 11 janvier 2027, 10\u{a0}h\u{a0}02".into(),
            notice: None,
            outcome: None,
            given_reason: None,
            just_decided: false,
            action: "/demandes/abc".into(),
            back: String::new(),
            reason: Field::default(),
        }
    }
}

impl Sampled for AnswerPage {
    fn samples() -> Vec<Self> {
        let link = Self::sample();
        let signed_in = Self {
            manager: String::new(),
            back: "/etablissements/0440008V/demandes".into(),
            notice: Some("14 janvier 2027, 10\u{a0}h\u{a0}02".into()),
            reason: Field::wrong(
                "",
                "Indiquez le motif\u{a0}: il sera envoyé aux personnes concernées.",
            ),
            ..link.clone()
        };
        let accepted = Self {
            outcome: Some(
                "La demande a été acceptée par Mme Nadia Belkacem, le 11 janvier 2027, 11\u{a0}h."
                    .into(),
            ),
            just_decided: true,
            ..link.clone()
        };
        let refused = Self {
            outcome: Some(
                "La demande a été refusée par M. Paul Hervé, le 11 janvier 2027, 11\u{a0}h.".into(),
            ),
            given_reason: Some("Cette personne ne travaille pas au collège.".into()),
            ..signed_in.clone()
        };
        vec![link, signed_in, accepted, refused]
    }
}

impl Sampled for AnswerInvalidPage {
    fn samples() -> Vec<Self> {
        let states = [LinkState::Expired, LinkState::Used, LinkState::Unknown];
        states.map(|state| Self { state }).into()
    }
}

impl RequestRow {
    fn sample(status: AccessStatus) -> Self {
        Self {
            href: "/etablissements/0440008V/demandes/0199".into(),
            name: "Maëlle Le Goff".into(),
            position: "secrétaire".into(),
            email: MAELLE.into(),
            school: "0440008V, Collège Cacault".into(),
            since: "le 11 janvier 2027, 10\u{a0}h\u{a0}02".into(),
            status: badge(status),
        }
    }
}

impl Sampled for RequestListPage {
    fn samples() -> Vec<Self> {
        let rows =
            |states: &[AccessStatus]| states.iter().copied().map(RequestRow::sample).collect();
        let school = SchoolCard::sample();
        vec![
            Self {
                school: school.clone(),
                open: rows(&AccessStatus::ALL[..2]),
                closed: rows(&AccessStatus::ALL[2..]),
            },
            Self { school, open: Vec::new(), closed: Vec::new() },
        ]
    }
}

impl Sampled for MyRequestsPage {
    fn samples() -> Vec<Self> {
        let school = |words: &str| {
            let href = "/etablissements/0440008V/demandes".to_owned();
            (SchoolCard::sample(), words.to_owned(), href)
        };
        vec![
            Self { schools: vec![school("1 demande à traiter"), school("aucune demande")] },
            Self { schools: Vec::new() },
        ]
    }
}

impl Sampled for EscalatedListPage {
    fn samples() -> Vec<Self> {
        let rows = [AccessStatus::Waiting, AccessStatus::Noticed].map(RequestRow::sample).to_vec();
        vec![Self { list: Listed::sample("/demandes", rows) }, Self { list: Listed::nothing() }]
    }
}

impl Sampled for EscalatedPage {
    fn samples() -> Vec<Self> {
        let request = AnswerPage {
            manager: String::new(),
            back: "/demandes".into(),
            action: "/demandes/0199".into(),
            ..AnswerPage::sample()
        };
        let told = "le 11 janvier 2027, 10\u{a0}h\u{a0}03";
        let page = |own_mailbox, request: &AnswerPage| Self {
            request: request.clone(),
            own_mailbox,
            told: told.into(),
        };
        let own = AnswerPage { email: "ce.0440008v@ac-nantes.fr".into(), ..request.clone() };
        let noticed =
            AnswerPage { notice: Some("14 janvier 2027, 10\u{a0}h\u{a0}02".into()), ..own.clone() };
        let ended = AnswerPage {
            outcome: Some(
                "La demande a été refusée par M. Paul Hervé, le 11 janvier 2027, 11\u{a0}h.".into(),
            ),
            ..request.clone()
        };
        vec![page(true, &own), page(true, &noticed), page(false, &request), page(false, &ended)]
    }
}
