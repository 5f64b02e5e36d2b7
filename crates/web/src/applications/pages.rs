//! « Demande d'inscription », for applicants and for operators.

mod samples;

use domain::accounts::{LinkState, SchoolAnswer};
use domain::applications::{ApplicationFile, SchoolApplication};
use domain::directory::School;
use education::Uai;
use serde::Serialize;

use super::forms::{ApplicationFields, academies, kinds};
use crate::signup::forms::titles;
use crate::signup::pages::{LinkState as ShownState, SchoolCard};
use crate::view::{Badge, Choice, Empty, Field, Pager};

/// `/inscription/{uai}/demande`.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationFormPage {
    /// « 0441234A ».
    pub uai: String,
    /// What the directory knows of the school; none: it does not list it.
    pub listed: Option<SchoolCard>,
    /// Error of the whole.
    pub error: Option<String>,
    /// « Académie » (`academie`).
    pub academies: Vec<Choice>,
    /// Error beside it.
    pub academy_error: Option<String>,
    /// « Type d'établissement » (`type_etablissement`).
    pub kinds: Vec<Choice>,
    /// Error beside it.
    pub kind_error: Option<String>,
    /// `etablissement`.
    pub school: Field,
    /// `adresse`.
    pub address: Field,
    /// `code_postal`.
    pub postal_code: Field,
    /// `ville`.
    pub city: Field,
    /// « Civilité » (`civilite`).
    pub titles: Vec<Choice>,
    /// Error beside it.
    pub title_error: Option<String>,
    /// `nom`.
    pub last_name: Field,
    /// `prenom`.
    pub first_name: Field,
    /// `fonction`.
    pub position: Field,
    /// `mail`.
    pub mail: Field,
    /// `telephone`.
    pub phone: Field,
}

/// `/inscription/{uai}/demande/envoyee`.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationSentPage {
    /// « 0441234A ».
    pub uai: String,
    /// « 24 heures ».
    pub lifetime: String,
}

/// `/demande-inscription/{token}`.
#[derive(Clone, Debug, Serialize)]
pub struct ProofPage {
    /// What the link is worth.
    pub state: ShownState,
    /// It has just been used.
    pub done: bool,
    /// The mailbox to prove; empty if the link names none.
    pub mail: String,
    /// The school, as described.
    pub school: String,
    /// Action of the form.
    pub action: String,
    /// Where to ask again, if the link names a school.
    pub again: Option<String>,
}

/// One line of the list.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationRow {
    /// URL.
    pub href: String,
    /// « MFR Les Rochettes ».
    pub school: String,
    /// « 0441234A ».
    pub uai: String,
    /// « Clisson ».
    pub city: String,
    /// « Mme Maëlle Le Goff, secrétariat ».
    pub applicant: String,
    /// « 11 janvier 2027, 10 h 02 ».
    pub date: String,
    /// « À vérifier », « Acceptée »…
    pub state: Badge,
}

/// `/inscriptions`.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationListPage {
    /// « État » (`etat`).
    pub states: Vec<Choice>,
    /// Rows, the newest first.
    pub rows: Vec<ApplicationRow>,
    /// Paging.
    pub pager: Pager,
    /// Shown instead of the table.
    pub empty: Option<Empty>,
}

/// One fact, as typed beside as listed.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// « Ville ».
    pub label: String,
    /// What the applicant typed.
    pub typed: String,
    /// What the directory says; none: it says nothing.
    pub listed: Option<String>,
    /// Both say something, and not the same.
    pub differs: bool,
}

/// `/inscriptions/{application}`.
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationPage {
    /// Head.
    pub head: ApplicationRow,
    /// Whether the directory lists the school.
    pub listed: bool,
    /// The school, fact by fact.
    pub facts: Vec<Compared>,
    /// The applicant: label, value.
    pub applicant: Vec<(String, String)>,
    /// What the mailbox's domain tells.
    pub origin: Badge,
    /// Who has this mailbox already: one sentence.
    pub holder: Option<String>,
    /// Other applications of the same school or mailbox.
    pub others: Vec<ApplicationRow>,
    /// What hinders accepting: one sentence.
    pub obstacle: Option<String>,
    /// Whether it waits for a decision.
    pub waiting: bool,
    /// Actions: accept (POST), refuse (page).
    pub accept: String,
    /// The same.
    pub refuse: String,
    /// Why it was refused.
    pub reason: Option<String>,
}

/// `/inscriptions/{application}/refus`.
#[derive(Clone, Debug, Serialize)]
pub struct RefuseApplicationPage {
    /// Head.
    pub head: ApplicationRow,
    /// Where the reason goes.
    pub mail: String,
    /// Action of the form.
    pub action: String,
    /// `motif`.
    pub reason: Field,
}

impl ApplicationFormPage {
    pub(super) fn new(
        uai: Uai,
        listed: Option<&School>,
        fields: ApplicationFields,
        error: Option<String>,
    ) -> Self {
        Self {
            uai: uai.to_string(),
            listed: listed.map(SchoolCard::of),
            error,
            academies: academies(&fields.academy),
            academy_error: fields.academy_error,
            kinds: kinds(&fields.kind),
            kind_error: fields.kind_error,
            school: fields.school,
            address: fields.address,
            postal_code: fields.postal_code,
            city: fields.city,
            titles: titles(fields.title),
            title_error: fields.title_error,
            last_name: fields.last_name,
            first_name: fields.first_name,
            position: fields.position,
            mail: fields.mail,
            phone: fields.phone,
        }
    }
}

impl ProofPage {
    pub(super) fn new(
        state: LinkState,
        token: &str,
        application: Option<SchoolApplication>,
    ) -> Self {
        let again = application.as_ref().map(|one| format!("/inscription/{}/demande", one.uai));
        let (mail, school) = application.map(|one| (one.mail, one.school.name)).unwrap_or_default();
        Self {
            state: state.into(),
            done: false,
            mail,
            school,
            action: format!("/demande-inscription/{token}"),
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
            Compared::new("Nom", typed.name.clone(), says(|school| school.listed.name.clone())),
            Compared::new(
                "Adresse",
                typed.address.clone(),
                says(|school| school.listed.street.join(", ")),
            ),
            Compared::new(
                "Code postal",
                typed.postal_code.clone(),
                says(|school| school.listed.postal_code.clone()),
            ),
            Compared::new("Ville", typed.city.clone(), says(|school| school.listed.city.clone())),
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
