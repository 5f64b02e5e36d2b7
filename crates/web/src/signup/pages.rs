//! « Inscription »: the school, the person, the mailbox.

use domain::accounts::LinkState;
use domain::signup::WAY_ON_LIFE;
use education::Uai;
use serde::Serialize;

use crate::form::Form;
use crate::urls;
use crate::view::{Choice, page};
use crate::visit::Visit;
use crate::wizard::pages::SchoolLink;
use crate::words::lifetime;

/// A school as the directory knows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SchoolCard {
    pub(crate) name: String,
    /// « le Collège Cacault ».
    pub(crate) with_article: String,
    pub(crate) address: String,
    pub(crate) uai: String,
}

/// What happened to the code that was typed; each has its helpful answer.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum UaiAnswer {
    /// Not seven digits and a letter.
    Malformed,
    /// The check letter is not the right one.
    WrongLetter {
        /// The code with the letter that its digits ask for.
        expected: String,
        /// « Collège Victor Hugo, Nantes », if a school has it.
        school: Option<String>,
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
    /// The directory has no mailbox: an operator has to check.
    NoMailbox {
        /// The school.
        school: SchoolCard,
    },
}

impl UaiAnswer {
    /// What is wrong with the code, beside it and above the form; the page says what to do.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Malformed => "Ce code n’a pas la bonne forme\u{a0}: sept chiffres et une lettre, par exemple 0440008V.".to_owned(),
            Self::WrongLetter { .. } => "La lettre ne correspond pas aux chiffres.".to_owned(),
            Self::Unknown { .. } => "Ce code n’est pas dans l’annuaire de l’Éducation nationale.".to_owned(),
            Self::Closed { .. } => "Cet établissement est fermé dans l’annuaire.".to_owned(),
            Self::Section { .. } => "Ce code est celui d’une section.".to_owned(),
            Self::NoMailbox { school } => format!("L’annuaire ne donne pas d’adresse pour {}.", school.name),
        }
    }
}

/// `/inscription`: « Code RNE », « Continuer ».
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct UaiPage {
    pub(crate) form: Form,
    /// Answer to what was typed.
    pub(crate) answer: Option<UaiAnswer>,
    /// « Je ne connais pas mon identifiant » led here.
    pub(crate) lost: bool,
    /// Whoever does not know the code searches by name or town.
    pub(crate) search: String,
    /// « 3 établissements trouvés »; empty before a search.
    pub(crate) summary: String,
    pub(crate) found: Vec<SchoolLink>,
}
page!(UaiPage, "signup/uai.html");

/// `/inscription/{uai}`: the person.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PersonPage {
    pub(crate) school: SchoolCard,
    /// « Votre identifiant de connexion est obligatoirement le suivant ».
    pub(crate) login: String,
    pub(crate) form: Form,
    pub(crate) titles: Vec<Choice>,
    /// Too many signed this school up: where the way on is asked for by mail.
    pub(crate) by_mail: Option<String>,
    /// Who helps when the login is nobody's.
    pub(crate) contact: String,
}
page!(PersonPage, "signup/person.html");

/// Whether a mail has just left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SentState {
    /// Nothing: the page is the same for whoever signed up and whoever did not.
    Asked,
    /// Sent again at will.
    Again,
    /// One mail a minute, five an hour.
    TooSoon,
}

/// `/inscription/{uai}/courriel`: « Recevoir l'email de confirmation à l'adresse … ».
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfirmationSentPage {
    pub(crate) login: String,
    pub(crate) lifetime: String,
    /// What has just happened.
    pub(crate) state: SentState,
    /// Action of the POST form that sends again.
    pub(crate) action: String,
    /// Sent back with it, so that the address is not taken from the visitor.
    pub(crate) ticket: String,
}
page!(ConfirmationSentPage, "signup/sent.html");

/// `/inscription/{uai}/suite`: the same for every code.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct WayOnSentPage {
    pub(crate) uai: String,
    pub(crate) lifetime: String,
    /// Action of the form that sends another.
    pub(crate) action: String,
    pub(crate) contact: String,
    pub(crate) form: Form,
}
page!(WayOnSentPage, "signup/way_on_sent.html");

impl WayOnSentPage {
    pub(super) fn new(visit: &Visit, uai: Uai) -> Self {
        Self {
            uai: uai.to_string(),
            lifetime: lifetime(WAY_ON_LIFE),
            action: urls::way_on_mail(uai),
            contact: visit.app.address.contact.clone(),
            form: Form::default(),
        }
    }
}

/// Who signed up, to whoever reads the mail.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SignUpCard {
    pub(crate) name: String,
    pub(crate) position: String,
    pub(crate) school: String,
    /// « à 10 h 02 ».
    pub(crate) at: String,
    /// This browser signed up: no password is asked for.
    pub(crate) here: bool,
    /// Which, for a link of its own.
    pub(crate) id: String,
    /// Where the same school is signed up anew.
    pub(crate) anew: String,
}

/// Who opened the account of a school, to whoever reads its mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct OpenedCard {
    pub(crate) by: String,
    pub(crate) position: String,
    /// « du Collège Cacault ».
    pub(crate) of_school: String,
    /// « à 10 h 02 ».
    pub(crate) at: String,
    /// « Demander un accès ».
    pub(crate) ask: String,
}

/// `/confirmation/{token}`: GET shows who asked, POST consumes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfirmPage {
    pub(crate) state: LinkState,
    /// Address to confirm; empty when the link is foreign.
    pub(crate) login: String,
    /// Whether the address is confirmed, by whatever link.
    pub(crate) confirmed: bool,
    /// The sign-up, while it waits.
    pub(crate) sign_up: Option<SignUpCard>,
    /// Others that wait for the same address.
    pub(crate) others: Vec<SignUpCard>,
    /// Somebody holds the account of the school since.
    pub(crate) opened: Option<OpenedCard>,
    /// « à 10 h 02 »: a newer mail left.
    pub(crate) newer: Option<String>,
    /// Action of the form: confirms, or sends a new link.
    pub(crate) action: String,
    pub(crate) form: Form,
}
page!(ConfirmPage, "signup/confirm.html");

/// `/confirmation`: another confirmation mail, for those who lost the page that sends it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct ResendPage {
    pub(crate) form: Form,
}
page!(ResendPage, "signup/resend.html");

/// The same answer whether or not somebody unconfirmed has the address.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ResendSentPage {
    pub(crate) email: String,
    /// « Vouliez-vous dire … ? », by the letters alone.
    pub(crate) meant: Option<String>,
    pub(crate) lifetime: String,
}
page!(ResendSentPage, "signup/resent.html");

/// `/rattachement/{token}`: a second school behind the same mailbox.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AddSchoolPage {
    pub(crate) state: LinkState,
    pub(crate) login: String,
    pub(crate) school: Option<SchoolCard>,
    /// Name of the school that was taken in just now.
    pub(crate) done: Option<String>,
    /// « à 10 h 02 »: a newer mail left.
    pub(crate) newer: Option<String>,
    pub(crate) action: String,
}
page!(AddSchoolPage, "signup/add_school.html");

impl AddSchoolPage {
    pub(super) fn new(
        state: LinkState,
        login: String,
        school: Option<SchoolCard>,
        token: &str,
    ) -> Self {
        Self { state, login, school, done: None, newer: None, action: urls::add_school(token) }
    }
}
