//! « Inscription »: the school, the person, the mailbox.

use serde::Serialize;

use crate::view::{Choice, Field, Page};

/// A school as the directory knows it.
#[derive(Clone, Debug, Serialize)]
pub struct SchoolCard {
    /// « Collège Cacault ».
    pub name: String,
    /// « 8 route de Gorges, 44196 Clisson ».
    pub address: String,
    /// « 0440008V ».
    pub uai: String,
}

/// What happened to the code that was typed; each has its helpful answer.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum UaiAnswer {
    /// Not seven digits and a letter.
    Malformed,
    /// The check letter is not the right one.
    WrongLetter {
        /// The code with the letter that its digits ask for.
        expected: String,
    },
    /// Well formed, not in the directory.
    Unknown,
    /// The directory says that the school is closed.
    Closed {
        /// The school that was.
        school: SchoolCard,
    },
    /// A section: the account is that of its mother school.
    Section {
        /// The section.
        section: SchoolCard,
        /// The school to go on with.
        mother: SchoolCard,
    },
    /// The school has an account already.
    Registered {
        /// The school.
        school: SchoolCard,
    },
    /// The directory has no mailbox: an operator has to check.
    NoMailbox {
        /// The school.
        school: SchoolCard,
        /// Where to write.
        contact: String,
    },
}

/// `/inscription`: « Code RNE », « Continuer ».
#[derive(Clone, Debug, Serialize)]
pub struct UaiPage {
    /// `rne`.
    pub uai: Field,
    /// Answer to what was typed.
    pub answer: Option<UaiAnswer>,
}

/// `/inscription/{uai}`: the person.
#[derive(Clone, Debug, Serialize)]
pub struct PersonPage {
    /// School found.
    pub school: SchoolCard,
    /// « Votre identifiant de connexion est obligatoirement le suivant ».
    pub login: String,
    /// Error of the whole.
    pub error: Option<String>,
    /// « Civilité » (`civilite`).
    pub titles: Vec<Choice>,
    /// Error beside it.
    pub title_error: Option<String>,
    /// `nom`.
    pub last_name: Field,
    /// `prenom`.
    pub first_name: Field,
    /// `fonction`.
    pub function: Field,
    /// `telephone`.
    pub phone: Field,
    /// `mot_de_passe`.
    pub password: Field,
    /// `confirmation`.
    pub confirmation: Field,
}

/// Whether a mail has just left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SentState {
    /// The account was created and the first mail leaves.
    First,
    /// Sent again at will.
    Again,
    /// One mail a minute, five an hour.
    TooSoon,
}

/// `/inscription/{uai}/courriel`: « Recevoir l'email de confirmation à l'adresse … ».
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmationSentPage {
    /// « ce.0440008v@ac-nantes.fr ».
    pub login: String,
    /// « 5 minutes ».
    pub lifetime: String,
    /// What has just happened.
    pub state: SentState,
    /// Action of the POST form that sends again.
    pub action: String,
    /// Sent back with it, so that the address is not taken from the visitor.
    pub ticket: String,
}

/// The state of a mailed link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkState {
    /// One press confirms.
    Valid,
    /// Too old.
    Expired,
    /// Already served.
    Used,
    /// Not one of ours, or of another portal.
    Foreign,
}

/// `/confirmation/{token}`: GET shows the button, POST consumes.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmPage {
    /// State of the link.
    pub state: LinkState,
    /// Address to confirm; empty when the link is foreign.
    pub login: String,
    /// Action of the form: confirms, or sends a new link.
    pub action: String,
}

/// After the confirmation.
#[derive(Clone, Debug, Serialize)]
pub struct ConfirmedPage {
    /// « Collège Cacault ».
    pub school: String,
    /// The login.
    pub login: String,
}

impl SchoolCard {
    pub(crate) fn sample() -> Self {
        Self { name: "Collège Cacault".into(), address: "8 route de Gorges, 44196 Clisson".into(), uai: "0440008V".into() }
    }

    fn section() -> Self {
        Self {
            name: "Section d’enseignement général et professionnel adapté du Collège Cacault".into(),
            uai: "0442441P".into(),
            ..Self::sample()
        }
    }
}

impl Page for UaiPage {
    const TEMPLATE: &'static str = "signup/uai.html";

    fn samples() -> Vec<Self> {
        let answered = |typed: &str, answer| Self { uai: Field::of(typed), answer: Some(answer) };
        let school = SchoolCard::sample();
        vec![
            Self { uai: Field::default(), answer: None },
            Self { uai: Field::wrong("", "Indiquez le code RNE (UAI) de votre établissement."), answer: None },
            answered("123000R", UaiAnswer::Malformed),
            answered("0440008B", UaiAnswer::WrongLetter { expected: "0440008V".into() }),
            answered("0491234A", UaiAnswer::Unknown),
            answered("0440008V", UaiAnswer::Closed { school: school.clone() }),
            answered("0442441P", UaiAnswer::Section { section: SchoolCard::section(), mother: school.clone() }),
            answered("0440008V", UaiAnswer::Registered { school: school.clone() }),
            answered("0440008V", UaiAnswer::NoMailbox { school, contact: "contact@ministage.example".into() }),
        ]
    }
}

impl Page for PersonPage {
    const TEMPLATE: &'static str = "signup/person.html";

    fn samples() -> Vec<Self> {
        let titles = |chosen: &str| ["Mme", "M."].iter().map(|t| Choice::new(*t, *t, *t == chosen)).collect();
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

impl Page for ConfirmationSentPage {
    const TEMPLATE: &'static str = "signup/sent.html";

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

impl Page for ConfirmPage {
    const TEMPLATE: &'static str = "signup/confirm.html";

    fn samples() -> Vec<Self> {
        [LinkState::Valid, LinkState::Expired, LinkState::Used, LinkState::Foreign]
            .into_iter()
            .map(|state| Self {
                state,
                login: if state == LinkState::Foreign { String::new() } else { "ce.0440008v@ac-nantes.fr".into() },
                action: "/confirmation/abc".into(),
            })
            .collect()
    }
}

impl Page for ConfirmedPage {
    const TEMPLATE: &'static str = "signup/confirmed.html";

    fn samples() -> Vec<Self> {
        vec![Self { school: "Collège Cacault".into(), login: "ce.0440008v@ac-nantes.fr".into() }]
    }
}
