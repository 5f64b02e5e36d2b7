//! `/lycees/{tenant}/adresse`: a portal moves to another address.

use axum::http::StatusCode;
use domain::console::Lycee;
use domain::ids::TenantId;
use domain::tenancy::FullOperator;
use domain::tenants::MoveRefused;

use super::lycees::{REASON, found};
use super::pages::MovePage;
use crate::form::Form;
use crate::urls;
use crate::visit::{Failure, Ids, Result, Signed, redirect};
use crate::words::no_address;

/// `GET /lycees/{tenant}/adresse`.
pub(crate) async fn ask(visit: Signed<FullOperator>, Ids(id): Ids<TenantId>) -> Result {
    let lycee = found(&visit.role, id).await?;
    let form = visit.typed().await.unwrap_or_default();
    visit.page(&page(&visit, &lycee, form))
}

/// `POST /lycees/{tenant}/adresse`.
pub(crate) async fn send(
    visit: Signed<FullOperator>,
    Ids(id): Ids<TenantId>,
    mut form: Form,
) -> Result {
    let lycee = found(&visit.role, id).await?;
    let slug = form.check("adresse", |typed| Ok(typed.trim().to_lowercase()));
    let (Some(slug), Some(reason)) = (slug, form.reason_or(REASON)) else {
        return visit.again(&page(&visit, &lycee, form));
    };
    let why = match visit.role.move_lycee(id, form.version(), &slug, &reason).await {
        Ok(()) => {
            visit.trace("lycee_moved").about(id).done();
            return Ok(redirect(&urls::lycee(id))
                .good("Le portail a sa nouvelle adresse\u{a0}; l’ancienne y conduit."));
        }
        // A second click.
        Err(MoveRefused::Already) => {
            return Ok(redirect(&urls::lycee(id)).info("C’est déjà son adresse."));
        }
        Err(MoveRefused::Changed) => {
            let why = format!(
                "Ce portail a été modifié depuis que vous avez ouvert cette page\u{a0}: son adresse est maintenant «\u{a0}{}\u{a0}». \
                 Relisez, puis changez-la si elle est encore à changer.",
                lycee.tenant.slug
            );
            return visit.page_with(StatusCode::CONFLICT, &page(&visit, &lycee, form.fail(why)));
        }
        Err(MoveRefused::Taken) => {
            "Cette adresse est celle d’un autre portail ou d’un site commun, ou l’a été.".to_owned()
        }
        Err(MoveRefused::Label(refused)) => no_address(&refused),
        Err(MoveRefused::NotFound) => return Err(Failure::NotFound),
        Err(MoveRefused::Fault(fault)) => return Err(fault.into()),
    };
    visit.again(&page(&visit, &lycee, form.wrong("adresse", why)))
}

fn page(visit: &Signed<FullOperator>, lycee: &Lycee, form: Form) -> MovePage {
    MovePage {
        name: lycee.tenant.name.clone(),
        host: format!("{}.{}", lycee.tenant.slug, visit.app.backstage.base_domain()),
        base: format!(".{}", visit.app.backstage.base_domain()),
        version: lycee.tenant.version,
        action: urls::lycee_address(lycee.tenant.id),
        back: urls::lycee(lycee.tenant.id),
        form,
    }
}
