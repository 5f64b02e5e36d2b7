//! What the pages of all steps share: the steps with what is done, where one goes on, what refused a step.

use axum::http::StatusCode;
use domain::ids::TenantId;
use domain::onboarding::{Draft, Step, StepRefused};
use domain::tenancy::{FullOperator, Operator};
use domain::tenants::TenantRefused;
use serde::Serialize;

use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Reply, Result, Signed, Visit, redirect};
use crate::words::{missing_step, no_address};

/// What stands around the form of a step.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Frame {
    /// « Lycée Michelet, Nantes ».
    pub(crate) lycee: String,
    pub(crate) url: String,
    /// The lycée's page on the console.
    pub(crate) back: String,
    pub(crate) title: &'static str,
    pub(crate) steps: Vec<StepLine>,
    /// « Étape 3 sur 9 ».
    pub(crate) count: String,
    /// « 2 sur 7 ».
    pub(crate) ready: String,
    pub(crate) action: String,
    /// Where one goes on without saving.
    pub(crate) next: String,
    /// « Continuer\u{a0}: formations ».
    pub(crate) go_on: String,
    /// What a form was drawn from.
    pub(crate) version: i32,
}

/// One line of the list of steps.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StepLine {
    pub(crate) label: &'static str,
    pub(crate) href: String,
    pub(crate) done: bool,
    pub(crate) current: bool,
}

/// What a step is called; what it is called once it is done; what is missing until then.
pub(super) fn words(step: Step) -> [&'static str; 3] {
    let [called, done] = match step {
        Step::Address => ["Adresse du portail", "Adresse choisie"],
        Step::About => ["Le lycée", "Coordonnées relues"],
        Step::Look => ["Couleur", "Couleur choisie"],
        Step::Offer => ["Formations", "Formations choisies"],
        Step::Manager => ["Responsable", "Responsable invité"],
        Step::Legal => ["Textes légaux", "Textes relus"],
        Step::Trial => ["Courriel d’essai", "Courriel d’essai envoyé"],
    };
    [called, done, missing_step(step)]
}

pub(super) fn page_of(step: Step, id: TenantId) -> String {
    match step {
        Step::Address => urls::prepare_address(id),
        Step::About => urls::prepare_about(id),
        Step::Look => urls::prepare_look(id),
        Step::Offer => urls::prepare_offer(id),
        Step::Manager => urls::prepare_manager(id),
        Step::Legal => urls::prepare_legal(id),
        Step::Trial => urls::prepare_trial(id),
    }
}

/// The page after a step's.
pub(super) fn after(step: Step, id: TenantId) -> String {
    match next(step) {
        Some(next) => page_of(next, id),
        None => urls::preparation(id),
    }
}

fn next(step: Step) -> Option<Step> {
    Step::ALL.iter().copied().find(|&other| other > step)
}

impl Frame {
    /// Around a step, or around the last page.
    pub(super) fn of(visit: &Visit, draft: &Draft, current: Option<Step>) -> Self {
        let id = draft.tenant.id;
        let line = |&step: &Step| StepLine {
            label: words(step)[0],
            href: page_of(step, id),
            done: draft.is_done(step),
            current: current == Some(step),
        };
        let found =
            StepLine { label: "Établissement", href: String::new(), done: true, current: false };
        let last = StepLine {
            label: "Ouverture",
            href: urls::preparation(id),
            done: false,
            current: current.is_none(),
        };
        let steps: Vec<_> =
            [found].into_iter().chain(Step::ALL.iter().map(line)).chain([last]).collect();
        let place = steps.iter().position(|step| step.current).unwrap_or_default() + 1;
        let whole = Step::ALL.len();
        Self {
            lycee: format!("{}, {}", draft.tenant.name, draft.tenant.city),
            url: visit.app.url(&draft.host, "/"),
            back: urls::lycee(id),
            title: current.map_or("Ouverture", |step| words(step)[0]),
            count: format!("Étape {place} sur {}", steps.len()),
            ready: format!("{} sur {whole}", whole - draft.missing().len()),
            action: current.map_or_else(|| urls::preparation(id), |step| page_of(step, id)),
            next: current.map_or_else(String::new, |step| after(step, id)),
            go_on: match current.map(next) {
                None => String::new(),
                Some(None) => "Continuer\u{a0}: ouverture".to_owned(),
                Some(Some(step)) => format!("Continuer\u{a0}: {}", words(step)[0].to_lowercase()),
            },
            steps,
            version: draft.tenant.version,
        }
    }
}

/// Where the pages of a portal that is no draft any more lead; one that is not there is a 404.
pub(super) async fn no_draft(role: &Operator, id: TenantId) -> Result {
    role.lycee(id).await?.ok_or(Failure::NotFound)?;
    Ok(is_open(id))
}

pub(super) fn is_open(id: TenantId) -> Reply {
    redirect(&urls::lycee(id)).info("Ce portail n’est plus en préparation.")
}

/// A step was done: one goes on to the next.
pub(super) fn done(
    visit: &Signed<FullOperator>,
    step: Step,
    id: TenantId,
    said: impl Into<String>,
) -> Reply {
    visit.trace("lycee_prepared").about(id).done();
    redirect(&after(step, id)).good(said)
}

/// What is said of a step that changed nothing, on its form; `field` is the input that it is about. Whether it is a
/// draft still is asked by whoever draws it.
pub(super) fn refused(
    form: Form,
    field: &'static str,
    refused: StepRefused,
) -> Result<(StatusCode, Form)> {
    let wrong =
        |form: Form, why: String| (StatusCode::UNPROCESSABLE_ENTITY, form.wrong(field, why));
    Ok(match refused {
        StepRefused::NotFound => return Err(Failure::NotFound),
        StepRefused::NotDraft => (StatusCode::CONFLICT, form),
        StepRefused::Changed => (
            StatusCode::CONFLICT,
            form.fail(
                "Ce portail a été modifié pendant que vous remplissiez cette page, par vous dans un autre onglet ou \
                 par un autre exploitant. Rien n’est enregistré\u{a0}: relisez, puis enregistrez à nouveau.",
            ),
        ),
        StepRefused::Taken => wrong(form, TAKEN.to_owned()),
        StepRefused::Label(why) => wrong(form, no_address(&why)),
        StepRefused::Portal(why) => wrong(form, cannot_be(&why)),
        StepRefused::Fault(fault) => return Err(fault.into()),
    })
}

pub(super) const TAKEN: &str =
    "Cette adresse est celle d’un autre portail ou d’un site commun, ou l’a été.";

pub(super) const SECTION: &str =
    "C’est une section\u{a0}: le portail est celui de l’établissement dont elle fait partie.";

/// Why a portal cannot be so, as far as a form of these pages can ask for it.
pub(crate) fn cannot_be(refused: &TenantRefused) -> String {
    match refused {
        TenantRefused::Slug(why) => no_address(why),
        TenantRefused::Taken(_) => TAKEN.to_owned(),
        TenantRefused::Section(_) => SECTION.to_owned(),
        TenantRefused::Accent(_) => "Choisissez une couleur de la forme #0f5c63.".to_owned(),
        TenantRefused::HolidayZone(_) => "Choisissez une zone de vacances.".to_owned(),
        TenantRefused::TimeZone(_) => "Choisissez un fuseau horaire.".to_owned(),
        TenantRefused::Twice(name) => format!("«\u{a0}{name}\u{a0}» y est deux fois."),
        TenantRefused::Several(all) => all.iter().map(cannot_be).collect::<Vec<_>>().join(" "),
        _ => "Ce portail ne peut pas être enregistré ainsi.".to_owned(),
    }
}
