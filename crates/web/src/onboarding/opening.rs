//! « Ouverture »: what is missing, and the button.

use axum::http::StatusCode;
use domain::ids::TenantId;
use domain::onboarding::{Draft, OpenRefused, Step, StepRefused};
use domain::tenancy::{FullOperator, Operator};

use super::frame::{self, Frame};
use super::pages::{CheckLine, OpenLyceePage};
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, Visit, redirect};

/// `GET /lycees/{tenant}/preparation`.
pub(crate) async fn show(visit: Signed<Operator>, Ids(id): Ids<TenantId>) -> Result {
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page(&page(&visit, &draft, ""))
}

/// `POST /lycees/{tenant}/preparation`.
pub(crate) async fn open(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    form: Form,
) -> Result {
    let why = match visit.role.open_lycee(id, form.version()).await {
        Ok(()) => {
            visit.trace("lycee_opened").about(id).done();
            return Ok(redirect(&urls::lycee(id)).good("Le portail est ouvert."));
        }
        Err(OpenRefused::Missing(_)) => "Il manque encore quelque chose\u{a0}: rien n’est ouvert.",
        Err(OpenRefused::Step(StepRefused::Changed)) => {
            "Ce portail a été modifié depuis que vous avez lu cette page\u{a0}: relisez-la, puis ouvrez-le."
        }
        // A second click, or a colleague.
        Err(OpenRefused::Step(StepRefused::NotDraft)) => return Ok(frame::is_open(id)),
        Err(OpenRefused::Step(StepRefused::NotFound)) => return Err(Failure::NotFound),
        Err(OpenRefused::Step(_)) => {
            "Ce portail ne peut pas être ouvert ainsi\u{a0}: relisez chaque étape."
        }
        Err(OpenRefused::Fault(fault)) => return Err(fault.into()),
    };
    let Some(draft) = visit.role.draft(id).await? else {
        return frame::no_draft(&visit.role, id).await;
    };
    visit.page_with(StatusCode::CONFLICT, &page(&visit, &draft, why))
}

fn page(visit: &Visit, draft: &Draft, error: &str) -> OpenLyceePage {
    let line = |&step: &Step| {
        let [_, done, missing] = frame::words(step);
        let is_done = draft.is_done(step);
        let label = if is_done { done } else { missing };
        CheckLine { label, href: frame::page_of(step, draft.tenant.id), done: is_done }
    };
    OpenLyceePage {
        frame: Frame::of(visit, draft, None),
        checks: Step::ALL.iter().map(line).collect(),
        ready: draft.missing().is_empty(),
        error: error.to_owned(),
    }
}
