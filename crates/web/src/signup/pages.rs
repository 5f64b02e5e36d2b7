//! « Inscription »: the school, the person, the mailbox.

mod samples;

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
    Unknown {
        /// The code.
        uai: String,
    },
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

/// `/confirmation`: another confirmation mail, for those who lost the page that sends it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ResendPage {
    /// Asked too often.
    pub error: Option<String>,
    /// `email`.
    pub email: Field,
}

/// The same answer whether or not somebody unconfirmed has the address.
#[derive(Clone, Debug, Serialize)]
pub struct ResendSentPage {
    /// As typed.
    pub email: String,
    /// « Vouliez-vous dire … ? », by the letters alone.
    pub meant: Option<String>,
    /// « 5 minutes ».
    pub lifetime: String,
}

/// `/rattachement/{token}`: a second school behind the same mailbox.
#[derive(Clone, Debug, Serialize)]
pub struct AddSchoolPage {
    /// What the link is worth.
    pub state: LinkState,
    /// The account.
    pub login: String,
    /// The school to take in.
    pub school: Option<SchoolCard>,
    /// Name of the school that was taken in just now.
    pub done: Option<String>,
    /// Action of the form.
    pub action: String,
}

impl AddSchoolPage {
    pub(super) fn new(
        state: domain::accounts::LinkState,
        login: String,
        school: Option<SchoolCard>,
        token: &str,
    ) -> Self {
        Self {
            state: state.into(),
            login,
            school,
            done: None,
            action: format!("/rattachement/{token}"),
        }
    }
}
