//! « Demande d'inscription », for applicants and for operators.

use domain::accounts::LinkState;
use domain::applications::{ApplicationFile, ApplicationState, SchoolApplication};
use domain::directory::School;
use domain::signup::SchoolAnswer;
use education::Uai;
use serde::Serialize;

use super::form::{academies, kinds};
use crate::form::Form;
use crate::signup::pages::SchoolCard;
use crate::urls;
use crate::view::{Badge, Choice, Listed, page};

/// `/inscription/{uai}/demande`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApplicationFormPage {
    pub(crate) uai: String,
    /// What the directory knows of the school; none: it does not list it.
    pub(crate) listed: Option<SchoolCard>,
    /// The mailbox that the directory gives, and that nobody reads.
    pub(crate) mailbox: Option<String>,
    pub(crate) form: Form,
    pub(crate) academies: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) titles: Vec<Choice>,
}
page!(ApplicationFormPage, "applications/form.html");

/// `/inscription/{uai}/demande/envoyee`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApplicationSentPage {
    pub(crate) uai: String,
    pub(crate) lifetime: String,
}
page!(ApplicationSentPage, "applications/sent.html");

/// `/demande-inscription/{token}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProofPage {
    pub(crate) state: LinkState,
    /// It has just been used.
    pub(crate) done: bool,
    /// The application waits for its answer.
    pub(crate) waits: bool,
    /// The mailbox to prove; empty if the link names none.
    pub(crate) mail: String,
    pub(crate) school: String,
    pub(crate) action: String,
    /// Where to ask again, if the link names a school.
    pub(crate) again: Option<String>,
}
page!(ProofPage, "applications/prove.html");

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApplicationRow {
    pub(crate) href: String,
    pub(crate) school: String,
    pub(crate) uai: String,
    pub(crate) city: String,
    pub(crate) applicant: String,
    /// URL of her account, if she has one.
    pub(crate) person: Option<String>,
    pub(crate) date: String,
    pub(crate) state: Badge,
}

/// `/inscriptions`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApplicationListPage {
    pub(crate) states: Vec<Choice>,
    /// Rows, the newest first.
    #[serde(flatten)]
    pub(crate) list: Listed<ApplicationRow>,
}
page!(ApplicationListPage, "applications/list.html");

/// One fact, as typed beside as listed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Compared {
    pub(crate) label: String,
    pub(crate) typed: String,
    /// What the directory says; none: it says nothing.
    pub(crate) listed: Option<String>,
    /// Both say something, and not the same.
    pub(crate) differs: bool,
}

/// `/inscriptions/{application}`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ApplicationPage {
    pub(crate) head: ApplicationRow,
    /// Whether the directory lists the school.
    pub(crate) listed: bool,
    pub(crate) facts: Vec<Compared>,
    /// The applicant: label, value.
    pub(crate) applicant: Vec<(String, String)>,
    /// What the mailbox's domain tells.
    pub(crate) origin: Badge,
    /// Who has this mailbox already: one sentence.
    pub(crate) holder: Option<String>,
    /// Other applications of the same school or mailbox.
    pub(crate) others: Vec<ApplicationRow>,
    /// The mailbox that the directory gives, and that nobody reads, as the applicant says.
    pub(crate) mailbox: Option<String>,
    /// What hinders accepting: one sentence.
    pub(crate) obstacle: Option<String>,
    pub(crate) waiting: bool,
    /// Actions: accept (POST), refuse (page).
    pub(crate) accept: String,
    pub(crate) refuse: String,
    pub(crate) reason: Option<String>,
}
page!(ApplicationPage, "applications/show.html");

/// `/inscriptions/{application}/refus`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RefuseApplicationPage {
    pub(crate) head: ApplicationRow,
    /// Where the reason goes.
    pub(crate) mail: String,
    pub(crate) action: String,
    pub(crate) form: Form,
}
page!(RefuseApplicationPage, "applications/refuse.html");

impl ApplicationFormPage {
    pub(super) fn new(uai: Uai, listed: Option<&School>, form: Form) -> Self {
        Self {
            uai: uai.to_string(),
            listed: listed.map(SchoolCard::of),
            mailbox: listed.and_then(|school| school.mailbox().address().map(str::to_owned)),
            academies: academies(&form),
            kinds: kinds(&form),
            titles: form.titles(),
            form,
        }
    }
}

impl ProofPage {
    pub(super) fn new(
        state: LinkState,
        token: &str,
        application: Option<SchoolApplication>,
    ) -> Self {
        let again = application.as_ref().map(|one| urls::apply(one.uai));
        let waits = application.as_ref().is_some_and(|one| one.state == ApplicationState::Waiting);
        let (mail, school) =
            application.map(|one| (one.mail, one.school.name.into())).unwrap_or_default();
        Self {
            state,
            waits,
            done: false,
            mail,
            school,
            action: urls::prove_application(token),
            again,
        }
    }
}

impl ApplicationPage {
    /// What is typed beside what is listed, fact by fact.
    pub(super) fn facts(file: &ApplicationFile) -> Vec<Compared> {
        let typed = &file.application.school;
        let listed = match &file.answer {
            SchoolAnswer::Unknown { .. } | SchoolAnswer::Unreadable(_) => None,
            SchoolAnswer::WrongLetter { .. } => None,
            SchoolAnswer::Ready { school, .. }
            | SchoolAnswer::Closed(school)
            | SchoolAnswer::AlreadyRegistered { school, .. }
            | SchoolAnswer::NoMailbox(school) => Some(school),
            SchoolAnswer::Section { section, .. } => Some(section.as_ref()),
        };
        let academy = |code: &str| {
            education::academies::by_code(code).map_or_else(String::new, |one| one.name.clone())
        };
        let says = |of: fn(&School) -> String| listed.map(of).filter(|text| !text.is_empty());
        vec![
            Compared::new(
                "Académie",
                academy(&typed.academy),
                listed.map(|school| academy(&school.academy)).filter(|text| !text.is_empty()),
            ),
            Compared::new(
                "Type d’établissement",
                typed.kind.label().to_owned(),
                says(|school| school.kind.label().to_owned()),
            ),
            Compared::new("Nom", typed.name.to_string(), says(|school| school.listed.name.clone())),
            Compared::new(
                "Adresse",
                typed.address.to_string(),
                says(|school| school.listed.street.join(", ")),
            ),
            Compared::new(
                "Code postal",
                typed.postal_code.clone(),
                says(|school| school.listed.postal_code.clone()),
            ),
            Compared::new(
                "Ville",
                typed.city.to_string(),
                says(|school| school.listed.city.clone()),
            ),
        ]
    }
}

impl Compared {
    fn new(label: &str, typed: String, listed: Option<String>) -> Self {
        let differs = listed
            .as_ref()
            .is_some_and(|listed| education::names::fold(listed) != education::names::fold(&typed));
        Self { label: label.to_owned(), typed, listed, differs }
    }
}
