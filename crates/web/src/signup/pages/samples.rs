//! Sign-up as it is shown in the tests and in the gallery.

use super::*;
use crate::view::Sampled;

impl SchoolCard {
    pub(crate) fn sample() -> Self {
        Self {
            name: "Collège Cacault".into(),
            address: "8 route de Gorges, 44196 Clisson".into(),
            uai: "0440008V".into(),
        }
    }

    fn section() -> Self {
        Self {
            name: "Section d’enseignement général et professionnel adapté du Collège Cacault"
                .into(),
            uai: "0442441P".into(),
            ..Self::sample()
        }
    }
}

impl Sampled for UaiPage {
    fn samples() -> Vec<Self> {
        let answered = |typed: &str, answer| Self { uai: Field::of(typed), answer: Some(answer) };
        let school = SchoolCard::sample();
        vec![
            Self { uai: Field::default(), answer: None },
            Self {
                uai: Field::wrong("", "Indiquez le code RNE (UAI) de votre établissement."),
                answer: None,
            },
            answered("123000R", UaiAnswer::Malformed),
            answered("0440008B", UaiAnswer::WrongLetter { expected: "0440008V".into() }),
            answered("0491234A", UaiAnswer::Unknown { uai: "0491234A".into() }),
            answered("0440008V", UaiAnswer::Closed { school: school.clone() }),
            answered(
                "0442441P",
                UaiAnswer::Section { section: SchoolCard::section(), mother: school.clone() },
            ),
            answered("0440008V", UaiAnswer::Registered { school: school.clone() }),
            answered("0440008V", UaiAnswer::NoMailbox { school }),
        ]
    }
}

impl Sampled for PersonPage {
    fn samples() -> Vec<Self> {
        let titles = |chosen: &str| {
            [("mme", "Mme"), ("m", "M.")]
                .iter()
                .map(|(word, label)| Choice::new(*word, *label, *label == chosen))
                .collect()
        };
        let blank = Self {
            school: SchoolCard::sample(),
            login: "ce.0440008v@ac-nantes.fr".into(),
            error: None,
            titles: titles(""),
            title_error: None,
            last_name: Field::default(),
            first_name: Field::default(),
            function: Field::default(),
            phone: Field::default(),
            password: Field::default(),
            confirmation: Field::default(),
        };
        let wrong = Self {
            titles: titles("Mme"),
            last_name: Field::of("LE GOFF"),
            first_name: Field::of("Maëlle"),
            function: Field::of("Secrétariat"),
            phone: Field::wrong("02 40", "Le numéro a dix chiffres, par exemple 02 40 54 02 04."),
            password: Field::wrong("", "Choisissez au moins 12 caractères."),
            confirmation: Field::wrong("", "Les deux mots de passe ne sont pas les mêmes."),
            ..blank.clone()
        };
        vec![blank, wrong]
    }
}

impl Sampled for ConfirmationSentPage {
    fn samples() -> Vec<Self> {
        [SentState::First, SentState::Again, SentState::TooSoon]
            .into_iter()
            .map(|state| Self {
                login: "ce.0440008v@ac-nantes.fr".into(),
                lifetime: "5 minutes".into(),
                state,
                action: "/inscription/0440008V/courriel".into(),
                ticket: "abc".into(),
            })
            .collect()
    }
}

impl Sampled for ConfirmPage {
    fn samples() -> Vec<Self> {
        [LinkState::Valid, LinkState::Expired, LinkState::Used, LinkState::Unknown]
            .into_iter()
            .map(|state| Self {
                state,
                login: if state == LinkState::Unknown {
                    String::new()
                } else {
                    "ce.0440008v@ac-nantes.fr".into()
                },
                action: "/confirmation/abc".into(),
            })
            .collect()
    }
}

impl Sampled for ConfirmedPage {
    fn samples() -> Vec<Self> {
        vec![Self { school: "Collège Cacault".into(), login: "ce.0440008v@ac-nantes.fr".into() }]
    }
}

impl Sampled for ResendPage {
    fn samples() -> Vec<Self> {
        vec![
            Self::default(),
            Self {
                error: None,
                email: Field::wrong("ce.0440008v", "Écrivez l’adresse en entier, par exemple ce.0440008v@ac-nantes.fr."),
            },
            Self {
                error: Some("Un courriel vient de partir : attendez une minute avant d’en demander un autre.".into()),
                email: Field::of("ce.0440008v@ac-nantes.fr"),
            },
        ]
    }
}

impl Sampled for ResendSentPage {
    fn samples() -> Vec<Self> {
        vec![Self {
            email: "ce.0440008v@ac-nantes.fr".into(),
            meant: Some("Vouliez-vous dire ce.0440008v@ac-nantes.fr\u{a0}?".into()),
            lifetime: "5 minutes".into(),
        }]
    }
}

impl Sampled for AddSchoolPage {
    fn samples() -> Vec<Self> {
        let of = |state| Self {
            state,
            login: "ce.0440008v@ac-nantes.fr".into(),
            school: Some(SchoolCard::sample()),
            done: None,
            action: "/rattachement/abc".into(),
        };
        let done = Self { done: Some("Collège Cacault".into()), ..of(LinkState::Valid) };
        let foreign = Self { login: String::new(), school: None, ..of(LinkState::Unknown) };
        vec![of(LinkState::Valid), done, of(LinkState::Expired), of(LinkState::Used), foreign]
    }
}
