//! `/lycees/{tenant}/abandon`: a draft is given up.

use domain::console::Lycee;
use domain::ids::TenantId;
use domain::onboarding::StepRefused;
use domain::tenancy::{FullOperator, TenantState};

use super::frame;
use crate::console::lycees::found;
use crate::console::pages::LyceeStatePage;
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};

/// `GET /lycees/{tenant}/abandon`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    if lycee.tenant.state != TenantState::Draft {
        return Ok(frame::is_open(id));
    }
    visit.page(&page(&lycee, visit.typed().await.unwrap_or_default()))
}

/// `POST /lycees/{tenant}/abandon`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let why = "Indiquez le motif\u{a0}: il reste dans la liste des portails effacés.";
    let Some(reason) = form.reason_or(why) else {
        return visit.again(&page(&lycee, form));
    };
    match visit.role.abandon_draft(id, &reason).await {
        Ok(()) => {
            visit.trace("draft_abandoned").about(id).done();
            let said = format!(
                "Le brouillon est effacé, et l’adresse «\u{a0}{}\u{a0}» est libre.",
                lycee.tenant.slug
            );
            Ok(redirect("/").good(said))
        }
        Err(StepRefused::NotDraft) => Ok(frame::is_open(id)),
        Err(StepRefused::Fault(fault)) => Err(fault.into()),
        Err(_) => Err(Failure::NotFound),
    }
}

fn page(lycee: &Lycee, form: Form) -> LyceeStatePage {
    LyceeStatePage {
        name: lycee.tenant.name.clone(),
        follows: "Le brouillon est effacé aussitôt, avec ses réglages et ses invitations\u{a0}; son adresse est libre. \
                  Rien ne permet de revenir en arrière."
            .to_owned(),
        action: urls::abandon_draft(lycee.tenant.id),
        back: urls::lycee(lycee.tenant.id),
        state: "",
        ask: "Abandonner le brouillon",
        icon: "trash-2",
        danger: true,
        hint: "Il reste dans la liste des portails effacés, que les exploitants lisent\u{a0}: sans nom de personne.",
        form,
    }
}
